import { make, write } from './element.js';
import * as format from './format.js';

/** The part that one number is of another, as the width of a bar. */
export function share(part, whole) {
  return `${whole ? (part / whole) * 100 : 0}%`;
}

/** One line of a funnel: its name, a bar and a number; `code` is what it is called in the API, where it has a name there. */
export function step(words, { code = null, opens = false, bars = [] }) {
  const number = make('span', { class: 'step-count number' }, format.NOTHING);
  const part = make('span');
  const between = make('span', { class: 'faint between' });
  const parts = [
    make('span', { class: 'step-name' }, make('span', {}, words), code ? make('code', {}, code) : null),
    make('span', { class: 'track', 'aria-hidden': 'true' }, bars), number,
    make('span', { class: 'step-share number' }, part, between),
  ];
  return {
    element: make(opens ? 'button' : 'div', { class: 'step', type: opens ? 'button' : null }, parts),
    bar: bars.at(-1),
    update(count, ratio = null, interval = null) {
      write(number, format.count(count));
      write(part, ratio === null ? '' : format.rate(ratio));
      write(between, interval ? format.between('rate', interval) : '');
    },
  };
}

/** What a gate stopped; where there is a `list`, a press unfolds it and runs `list(place, what the step was updated with)`. */
export function gateStep(words, gate, list = null) {
  const leftOver = make('i', { class: 'left-over' });
  const bar = make('i', { class: 'stopped' });
  const { element, update } = step(words, { code: gate, opens: list !== null, bars: [leftOver, bar] });
  const place = list && make('div', { class: 'stopped-list', id: `stopped-${gate}`, hidden: true });
  let shown = null;
  if (list) unfolds(element, place, () => list(place, shown));

  return {
    element: make('li', {}, element, place),
    update(now) {
      const { stopped, left, whole, interval = null } = now;
      shown = now;
      update(stopped, whole ? stopped / whole : null, interval);
      if (list) element.disabled = stopped === 0;
      element.classList.toggle('none', stopped === 0);
      leftOver.style.setProperty('--size', share(left, whole));
      bar.style.setProperty('--from', share(left, whole));
      bar.style.setProperty('--size', share(stopped, whole));
    },
  };
}

/** Lets a button unfold what it controls, and `fill` it each time. */
export function unfolds(button, place, fill) {
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-controls', place.id);
  button.addEventListener('click', () => {
    const open = place.hidden;
    place.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) fill();
  });
}
