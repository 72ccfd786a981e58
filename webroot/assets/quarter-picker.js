import { make } from './element.js';
import * as format from './format.js';

const NAME = /^[1-9]\d{3}-Q[1-4]$/;
const OFFERED = 12;

/** The quarter that the address of the page asks for, as parameters of a call; none for the running one. */
export function chosenQuarter() {
  const quarter = new URLSearchParams(location.search).get('quarter');
  return NAME.test(quarter ?? '') ? { quarter } : {};
}

/** The address of this page for a quarter. */
export function quarterLink(quarter) {
  const query = new URLSearchParams(location.search);
  query.set('quarter', quarter);
  return `?${query}`;
}

/** The choice of a quarter: it writes the address of the page and calls `changed`. */
export function quarterPicker(select, changed) {
  select.addEventListener('change', () => {
    history.pushState(null, '', quarterLink(select.value));
    changed();
  });
  addEventListener('popstate', changed);

  let print = null;
  return function update(running, shown) {
    if (print === `${running}/${shown}`) return;
    print = `${running}/${shown}`;
    const all = [...new Set([...before(running), shown])].sort().reverse();
    select.replaceChildren(...all.map((quarter) => make('option', { value: quarter }, `${format.quarter(quarter)}${quarter === running ? ', now' : ''}`)));
    select.value = shown;
  };
}

function before(running) {
  const last = Number(running.slice(0, 4)) * 4 + Number(running.slice(6)) - 1;
  return Array.from({ length: OFFERED }, (_, back) => last - back).map((each) => `${Math.floor(each / 4)}-Q${(each % 4) + 1}`);
}
