import { chartIn, token } from './chart.js';
import { make, reconcile } from './element.js';
import * as format from './format.js';
import { FACES, nearest } from './faces.js';
import { conversationsPage } from './links.js';

/** Answers (bars) and average (line) of every day, on two axes, with the same numbers as a table. */
export function trend(section, workspace) {
  const canvas = section.querySelector('canvas');
  const rows = section.querySelector('tbody');
  const chart = chartIn(canvas, { datasets: DATASETS, scales: SCALES, label, paint });
  section.querySelector('details').open = chart === null;

  return function update({ daily }) {
    reconcile(rows, [...daily].reverse(), ({ day }) => day, (each) => row(each, workspace), 'tr');
    canvas.setAttribute('aria-label', summaryOf(daily));
    chart?.fill((shown) => put(shown, daily));
  };
}

const DATASETS = [
  { type: 'line', label: 'Average', data: [], yAxisID: 'averages', borderWidth: 1.25, borderJoinStyle: 'round', pointBorderWidth: 1, pointHoverRadius: 6, spanGaps: true, clip: 8 },
  { type: 'bar', label: 'Answers', data: [], yAxisID: 'responses', borderRadius: 2, barPercentage: 0.8, categoryPercentage: 0.9 },
];
const SCALES = {
  averages: { position: 'left', min: 1, max: 5, grid: { drawTicks: false }, ticks: { stepSize: 1, callback: (score) => `${nearest(score).face}\ufe0f ${score}` } },
  responses: { position: 'right', min: 0, grid: { display: false }, ticks: { precision: 0, maxTicksLimit: 5 } },
};

function row({ day, responses, average, interval }, workspace) {
  const answers = conversationsPage(workspace, { answered: 'true', from: day, to: day });
  return [make('th', { scope: 'row' }, responses ? make('a', { href: answers }, format.dayOfYear(day)) : format.dayOfYear(day)),
    make('td', { class: 'number' }, format.count(responses)), make('td', { class: 'number' }, format.average(average)),
    make('td', { class: 'number soft' }, format.between('average', interval))];
}

function summaryOf(daily) {
  const busiest = daily.reduce((most, each) => (each.responses > (most?.responses ?? 0) ? each : most), null);
  const window = `Answers and average per day over ${format.plural(daily.length, 'day')}.`;
  return busiest
    ? `${window} Most answers on ${format.dayOfYear(busiest.day)}: ${format.count(busiest.responses)}, average ${format.average(busiest.average)}. The table below has every day.`
    : `${window} No answer yet.`;
}

function put(chart, daily) {
  const [averages, responses] = chart.data.datasets;
  chart.data.labels = daily.map(({ day }) => format.day(day));
  averages.data = daily.map(({ average }) => average);
  averages.intervals = daily.map(({ interval }) => interval);
  responses.data = daily.map(({ responses: number }) => number);
  const most = Math.max(4, ...responses.data);
  chart.options.scales.responses.suggestedMax = most * 1.6;
  averages.pointRadius = responses.data.map((number) => 1.5 + 3.5 * Math.sqrt(number / most));
}

function paint(chart) {
  const [averages, responses] = chart.data.datasets;
  const faint = token('ink-faint');
  const scores = FACES.map(({ score }) => token(`score-${score}`));
  averages.borderColor = faint;
  averages.pointBorderColor = token('surface');
  averages.pointBackgroundColor = averages.data.map((average) => (average === null ? faint : scores[nearest(average).score - 1]));
  responses.backgroundColor = token('hatch');
}

function label({ dataset, dataIndex, raw }) {
  if (dataset.yAxisID !== 'averages') return format.plural(raw, 'answer');
  return raw === null ? 'No average' : `Average ${format.average(raw)}, 95 % interval ${format.between('average', dataset.intervals[dataIndex])}`;
}
