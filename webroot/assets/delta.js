import * as format from './format.js';
import { make, unseen } from './element.js';

const STEPS = {
  count: (value) => format.count(value),
  average: (value) => format.average(value),
  percent: (value) => format.points(value),
  rate: (value) => format.points(value * 100),
};

/** How a stat moved against the window before: arrow, number, and the same in words. */
export function deltaOf(stat, value, previous) {
  if (value === null || value === undefined) {
    return make('span', { class: 'delta' }, 'nothing before to compare');
  }
  const step = STEPS[stat.kind];
  const amount = step(Math.abs(value));
  if (amount === step(0)) return make('span', { class: 'delta' }, 'no change');
  const direction = Math.sign(value);
  const judged = stat.better === 0 ? null : direction === stat.better ? 'better' : 'worse';
  return make('span', { class: 'delta', 'data-judged': judged, title: `Before: ${format[stat.kind](previous)}` },
    make('span', { 'aria-hidden': 'true' }, `${direction > 0 ? '▲' : '▼'} ${amount}${judged ? `, ${judged}` : ''}`),
    unseen(inWords(direction, amount.replace('pp', 'percentage points'), judged)));
}

function inWords(direction, amount, judged) {
  return `${direction > 0 ? 'up' : 'down'} by ${amount} against the window before${judged ? `, which is ${judged}` : ''}`;
}
