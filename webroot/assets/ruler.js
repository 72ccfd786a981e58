import { FACES } from './faces.js';
import { emoji, make } from './element.js';

const FIVE = { low: 1, high: 5, dots: FACES.map(({ score }) => score) };
const at = ({ low, high }, value) => `${((value - low) / (high - low)) * 100}%`;

/** A scale, without more said that of the five faces, with a marker for an average, its interval, and the average before. */
export function ruler({ mini = false, scale = FIVE } = {}) {
  const spread = make('i', { class: 'spread', hidden: true });
  const before = make('i', { class: 'before', hidden: true });
  const marker = make('i', { class: 'marker', hidden: true });
  const dots = scale.dots.map((score) => make('i', { 'data-score': score, '--at': at(scale, score) }));
  const element = make('div', { class: mini ? 'ruler mini' : 'ruler', 'aria-hidden': 'true' }, spread, dots, before, marker);

  function place(mark, value) {
    mark.hidden = value === null;
    if (value !== null) mark.style.setProperty('--at', at(scale, value));
  }

  function update({ average, interval = null, previous = null }) {
    place(marker, average);
    place(before, previous);
    spread.hidden = interval === null;
    if (interval) {
      spread.style.setProperty('--low', at(scale, interval.low));
      spread.style.setProperty('--high', at(scale, interval.high));
      spread.style.setProperty('width', `${((interval.high - interval.low) / (scale.high - scale.low)) * 100}%`);
    }
  }

  return { element, update };
}

/** The faces that stand under the dots of a ruler. */
export function rulerFaces() {
  return make('ul', { class: 'ruler-faces', 'aria-hidden': 'true' },
    FACES.map(({ score, face, word }) => make('li', { '--at': at(FIVE, score) }, emoji(face), make('span', {}, `${score} ${word}`))));
}

/** Words that stand under a scale, as pairs of a value and what is written there. */
export function rulerWords(scale, words) {
  return make('ul', { class: 'ruler-faces words', 'aria-hidden': 'true' }, words.map(([value, word]) => make('li', { '--at': at(scale, value) }, word)));
}
