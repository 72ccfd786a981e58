import * as format from './format.js';
import { write } from './element.js';

const DAYS = ['7', '30', '90'];

/** The window the URL asks for, as parameters of the stats call. */
export function chosenRange() {
  const query = new URLSearchParams(location.search);
  const [from, to, days] = ['from', 'to', 'days'].map((name) => query.get(name));
  if (from && to) return { from, to };
  return { days: DAYS.includes(days) ? days : '30' };
}

/** The range control: it writes the URL and calls `changed`. */
export function range(control, changed) {
  const links = [...control.querySelectorAll('a')];
  const form = control.querySelector('form');
  const refusal = control.querySelector('.refusal');

  function go(parameters) {
    const query = new URLSearchParams(location.search);
    for (const name of ['from', 'to', 'days']) query.delete(name);
    for (const [name, value] of Object.entries(parameters)) query.set(name, value);
    history.pushState(null, '', `?${query}`);
    mark();
    changed();
  }

  function mark() {
    const { days, from } = chosenRange();
    for (const link of links) {
      if (link.dataset.days === days) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    form.toggleAttribute('data-chosen', Boolean(from));
  }

  for (const link of links) {
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      go({ days: link.dataset.days });
    });
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { from, to } = Object.fromEntries(new FormData(form));
    const backwards = from > to;
    write(refusal, backwards ? 'The first day must not lie after the last.' : '');
    if (!backwards) go({ from, to });
  });
  addEventListener('popstate', () => {
    mark();
    changed();
  });
  mark();

  let shown = null;
  return function update({ from, to }) {
    if (shown === `${from}/${to}`) return;
    shown = `${from}/${to}`;
    form.elements.from.value = from;
    form.elements.to.value = to;
  };
}

/** The window in words, with the window it is compared with. */
export function windowInWords({ from, to }) {
  const length = format.daysBetween(from, to);
  const before = `${format.dayOfYear(format.moveDay(from, -length))} – ${format.dayOfYear(format.moveDay(from, -1))}`;
  return `${format.dayOfYear(from)} – ${format.dayOfYear(to)}, both days included, compared with the ${format.plural(length, 'day')} before (${before}). Days are UTC.`;
}
