import { chartIn, token } from './chart.js';
import { make, reconcile } from './element.js';
import * as format from './format.js';

const SCORES = { position: 'left', min: -100, max: 100, grid: { drawTicks: false }, ticks: { stepSize: 50, callback: (score) => format.nps(score) } };
const POINTS = { type: 'line', label: 'Score', data: [], yAxisID: 'scores', borderWidth: 1.5, pointBorderWidth: 1.5, pointRadius: 5, pointHoverRadius: 7, spanGaps: true, clip: 8 };

/** The score of each of the last quarters, with its interval as a bar behind it, and the same numbers as a table. */
export function quarterTrend(section, linkTo) {
  const { show, canvas, rows } = parts(section, {
    datasets: [{ ...POINTS }, { type: 'bar', label: '95 % interval', data: [], yAxisID: 'scores', borderRadius: 3, borderSkipped: false, maxBarThickness: 20 }],
    scales: { scores: SCORES },
    label: ({ dataset, raw, dataIndex }) => (dataset.type === 'bar' ? `95 % interval ${raw ? `${format.nps(raw[0])} to ${format.nps(raw[1])}` : format.NOTHING}`
      : `Score ${format.nps(raw)}, ${format.plural(dataset.responses[dataIndex], 'answer')}`),
    paint({ data: { datasets: [scores, intervals] } }) {
      Object.assign(scores, { borderColor: token('ink-soft'), pointBorderColor: token('surface'), pointBackgroundColor: token('ink') });
      intervals.backgroundColor = token('hatch');
    },
  });

  return function update({ quarters }) {
    reconcile(rows, [...quarters].reverse(), ({ quarter }) => quarter, ({ quarter, score, interval, responses, invites_sent: sent }) => [
      make('th', { scope: 'row' }, make('a', { href: linkTo(quarter) }, format.quarter(quarter))),
      ...numbers(format.nps(score), format.between('nps', interval), format.count(responses), format.count(sent))], 'tr');
    const known = quarters.filter(({ score }) => score !== null);
    canvas.setAttribute('aria-label', known.length
      ? `Score of ${format.plural(quarters.length, 'quarter')}, ${known.map(({ quarter, score }) => `${format.quarter(quarter)} ${format.nps(score)}`).join(', ')}. The table below has their intervals.`
      : 'Score of the last quarters. No answer yet.');
    show((chart) => {
      const [scores, intervals] = chart.data.datasets;
      chart.data.labels = quarters.map(({ quarter }) => format.quarter(quarter));
      scores.data = quarters.map(({ score }) => score);
      scores.responses = quarters.map(({ responses }) => responses);
      intervals.data = quarters.map(({ interval }) => interval && [interval.low, interval.high]);
    });
  };
}

/** The answers that came on each day (bars) and their score (dots), with the same numbers as a table. */
export function dayTrend(section) {
  const { show, canvas, rows } = parts(section, {
    datasets: [{ ...POINTS, showLine: false, borderWidth: 0 }, { type: 'bar', label: 'Answers', data: [], yAxisID: 'responses', borderRadius: 2, barPercentage: 0.8, categoryPercentage: 0.9 }],
    scales: { scores: SCORES, responses: { position: 'right', min: 0, grid: { display: false }, ticks: { precision: 0, maxTicksLimit: 5 } } },
    label: ({ dataset, raw }) => (dataset.type === 'bar' ? format.plural(raw, 'answer') : `Score of that day ${format.nps(raw)}`),
    paint({ data: { datasets: [scores, responses] } }) {
      Object.assign(scores, { pointBorderColor: token('surface'), pointBackgroundColor: token('ink') });
      responses.backgroundColor = token('hatch');
    },
  });

  return function update({ daily }) {
    reconcile(rows, [...daily].reverse(), ({ day }) => day, ({ day, responses, score }) =>
      [make('th', { scope: 'row' }, format.dayOfYear(day)), ...numbers(format.count(responses), format.nps(score))], 'tr');
    const answers = daily.reduce((sum, { responses }) => sum + responses, 0);
    canvas.setAttribute('aria-label', answers ? `${format.plural(answers, 'answer')} over ${format.plural(daily.length, 'day')}. The table below has every day.` : 'Answers per day. No answer yet.');
    show((chart) => {
      const [scores, responses] = chart.data.datasets;
      const most = Math.max(4, ...daily.map(({ responses: number }) => number));
      chart.data.labels = daily.map(({ day }) => format.day(day));
      scores.data = daily.map(({ score }) => score);
      scores.pointRadius = daily.map(({ responses: number }) => 2 + 4 * Math.sqrt(number / most));
      responses.data = daily.map(({ responses: number }) => number);
      chart.options.scales.responses.suggestedMax = most * 1.6;
    });
  };
}

function parts(section, drawn) {
  const canvas = section.querySelector('canvas');
  const chart = chartIn(canvas, drawn);
  section.querySelector('details').open = chart === null;
  return { canvas, rows: section.querySelector('tbody'), show: (put) => chart?.fill(put) };
}

function numbers(...values) {
  return values.map((value) => make('td', { class: 'number' }, value));
}
