import * as format from './format.js';
import { make, unseen } from './element.js';

const STEPS = {
  count: (value) => format.count(value),
  average: (value) => format.average(value),
  percent: (value) => format.points(value),
  rate: (value) => format.points(value * 100),
  nps: (value) => format.plural(Math.round(value), 'point'),
};

/** How a stat moved against the window before, or against what else its `before` names: arrow, number, whether more than chance moved it, and the same in words. */
export function deltaOf(stat, value, previous, change) {
  if (value === null || value === undefined) {
    return make('span', { class: 'delta' }, 'nothing before to compare');
  }
  const step = STEPS[stat.kind];
  const amount = step(Math.abs(value));
  if (amount === step(0)) return make('span', { class: 'delta' }, 'no change');
  const direction = Math.sign(value);
  const judged = judge(stat, direction, change);
  const verdict = change && !change.clear ? 'no clear change' : judged;
  return make('span', { class: 'delta', 'data-judged': judged, title: `Before: ${format[stat.kind](previous)}` },
    make('span', { 'aria-hidden': 'true' }, `${direction > 0 ? '▲' : '▼'} ${amount}${verdict ? `, ${verdict}` : ''}`),
    unseen(inWords(direction, amount.replace('pp', 'percentage points'), verdict, stat.before)));
}

function judge(stat, direction, change) {
  if (stat.better === 0 || (change && !change.clear)) return null;
  return direction === stat.better ? 'better' : 'worse';
}

function inWords(direction, amount, verdict, before = 'the window before') {
  return `${direction > 0 ? 'up' : 'down'} by ${amount} against ${before}${verdict ? `: ${verdict}` : ''}`;
}

/** What is known of the true change, or nothing where there is nothing to compare. */
export function changeInWords(stat, change, previous) {
  if (!change) return '';
  const step = STEPS[stat.kind];
  const signed = (value) => `${value < 0 ? '−' : '+'}${step(Math.abs(value))}`;
  return `Before it was ${format[stat.kind](previous)}; the true change lies between ${signed(change.low)} and ${signed(change.high)}, ${change.clear ? 'more than chance' : 'no clear change'}.`;
}
