import { FACES } from './faces.js';
import { emoji, make } from './element.js';

const at = (score) => `${((score - 1) / 4) * 100}%`;

/** The scale as five dots with a marker for an average, its interval, and the average before. */
export function ruler({ mini = false } = {}) {
  const spread = make('i', { class: 'spread', hidden: true });
  const before = make('i', { class: 'before', hidden: true });
  const marker = make('i', { class: 'marker', hidden: true });
  const dots = FACES.map(({ score }) => make('i', { 'data-score': score, '--at': at(score) }));
  const element = make('div', { class: mini ? 'ruler mini' : 'ruler', 'aria-hidden': 'true' }, spread, dots, before, marker);

  function update({ average, interval = null, previous = null }) {
    place(marker, average);
    place(before, previous);
    spread.hidden = interval === null;
    if (interval) {
      spread.style.setProperty('--low', at(interval.low));
      spread.style.setProperty('--high', at(interval.high));
      spread.style.setProperty('width', `${((interval.high - interval.low) / 4) * 100}%`);
    }
  }

  return { element, update };
}

function place(mark, score) {
  mark.hidden = score === null;
  if (score !== null) mark.style.setProperty('--at', at(score));
}

/** The faces that stand under the dots of a ruler. */
export function rulerFaces() {
  return make('ul', { class: 'ruler-faces', 'aria-hidden': 'true' },
    FACES.map(({ score, face, word }) => make('li', { '--at': at(score) }, emoji(face), make('span', {}, `${score} ${word}`))));
}
