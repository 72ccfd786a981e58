/** What stands where there is nothing to show. */
export const NOTHING = '–';

const counts = new Intl.NumberFormat('en-GB');
const averages = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const percents = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const scores = new Intl.NumberFormat('en-GB', { signDisplay: 'exceptZero' });
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const daysOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const longDays = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
const distances = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const orNothing = (format) => (value) => (value === null || value === undefined ? NOTHING : format(value));

/** 1900 as 1,900. */
export const count = orNothing((value) => counts.format(value));

/** 4.2 as 4.20. */
export const average = orNothing((value) => averages.format(value));

/** 81.2 as 81.2 %. */
export const percent = orNothing((value) => `${percents.format(value)}\u00a0%`);

/** The ratio 0.2956 as 29.6 %. */
export const rate = orNothing((value) => percent(value * 100));

/** 41.7 as +42, the score of NPS. */
export const nps = orNothing((value) => scores.format(Math.round(value)).replace('-', '−'));

const ENDS = {
  average: ({ low, high }) => [averages.format(low), averages.format(high)],
  percent: ({ low, high }) => [percents.format(low), percent(high)],
  rate: ({ low, high }) => [percents.format(low * 100), rate(high)],
};

/** The interval of a number of this kind, such as 24.0–35.1 % or +12 to +30; null stays nothing. */
export function between(kind, interval) {
  if (!interval) return NOTHING;
  // the ends of a score have signs of their own
  return kind === 'nps' ? `${nps(interval.low)} to ${nps(interval.high)}` : ENDS[kind](interval).join('\u2060–\u2060');
}

/** The days of a window, as parameters. */
export function windowOf({ from, to }) {
  return { from, to };
}

/** 2.1 as 2.1 pp, percentage points. */
export const points = orNothing((value) => `${percents.format(value)}\u00a0pp`);

/** 2026-11-21 as 21 Nov. */
export const day = orNothing((value) => days.format(new Date(value)));

/** 2026-11-21 as 21 Nov 2026. */
export const dayOfYear = orNothing((value) => daysOfYear.format(new Date(value)));

/** A moment in the reader's own time zone. */
export const moment = orNothing((value) => moments.format(new Date(value)));

/** A moment's day as 3 December. */
export const longDay = orNothing((value) => longDays.format(new Date(value)));

/** 2026-Q4 as Q4 2026. */
export const quarter = orNothing((value) => value.split('-').reverse().join(' '));

/** "1 answer", "2 answers". */
export function plural(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** "3 minutes ago" for the last week, the moment itself before that. */
export function ago(value) {
  const seconds = (new Date(value) - Date.now()) / 1000;
  const steps = [['second', 1, 60], ['minute', 60, 3600], ['hour', 3600, 86400], ['day', 86400, 7 * 86400]];
  const step = steps.find(([, , limit]) => Math.abs(seconds) < limit);
  return step ? distances.format(Math.round(seconds / step[1]), step[0]) : moment(value);
}

/** Moves a day such as 2026-11-21 by a number of days. */
export function moveDay(value, by) {
  return new Date(Date.parse(value) + by * 86400_000).toISOString().slice(0, 10);
}

/** How many days a window has, both ends included. */
export function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86400_000) + 1;
}
