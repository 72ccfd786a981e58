import { read, within } from './api.js';
import { settle } from './card.js';
import { write } from './element.js';
import * as format from './format.js';
import { showKeptAside } from './kept-aside.js';
import { npsAnswers } from './nps-answers.js';
import { npsCard } from './nps-card.js';
import { npsDistribution } from './nps-distribution.js';
import { npsFunnel } from './nps-funnel.js';
import { npsRun } from './nps-run.js';
import { dayTrend, quarterTrend } from './nps-trend.js';
import { chosenQuarter, quarterLink, quarterPicker } from './quarter-picker.js';
import { keepCurrent, start } from './shell.js';

// the walk over the customers changes no number that the live stream would tell of, and counting many takes its time
const LOOK_AGAIN = 15_000;
const KEPT = 10_000;
const part = (id) => document.getElementById(id);

start(async (workspace) => {
  let refresh = () => {};
  let known = null;
  async function statusNow() {
    if (!known || Date.now() - known.at >= KEPT) known = { status: await read(within(workspace, 'nps')), at: Date.now() };
    return known.status;
  }

  const numbers = [
    npsCard(part('card'), workspace),
    npsDistribution(part('distribution')),
    quarterTrend(part('quarters'), quarterLink),
    dayTrend(part('days')),
    (stats) => write(part('window'), windowInWords(stats)),
    (stats) => downloads(workspace, stats),
    (stats) => { document.title = `${stats.score === null ? 'NPS' : `NPS ${format.nps(stats.score)}`} · ${workspace.name} · fivefaces`; },
  ];
  const showAnswers = npsAnswers(part('recent'), workspace, part('announce'));
  const showRun = npsRun(part('run'), workspace, (now) => {
    known = { status: now, at: Date.now() };
    return refresh();
  });
  const showGates = npsFunnel(part('gates'), workspace);
  const pick = quarterPicker(part('quarter'), () => refresh());

  refresh = await keepCurrent(workspace, async () => {
    const asked = chosenQuarter();
    const [stats, status] = await Promise.all([read(within(workspace, 'stats', 'nps'), asked), statusNow()]);
    // an answer to what was asked before another quarter was chosen
    if (JSON.stringify(asked) !== JSON.stringify(chosenQuarter())) return;
    const isRunning = stats.quarter === status.quarter;
    pick(status.quarter, stats.quarter);
    numbers.forEach((update) => update(stats));
    showRun(status);
    showGates(status);
    part('run').hidden = !isRunning;
    part('gates').hidden = !isRunning || status.customers === 0;
    const isEmpty = stats.quarters.every(({ responses, invites_sent: sent }) => !responses && !sent);
    for (const pair of document.querySelectorAll('.pair')) pair.hidden = isEmpty;
    part('content').hidden = false;
    await showAnswers(stats);
    await showKeptAside(part('kept-aside'), workspace, 'nps');
  });
  settle();
  setInterval(() => document.hidden || document.querySelector('dialog[open]') || refresh(), LOOK_AGAIN);
});

function windowInWords({ quarter, from, to, previous }) {
  return `${format.quarter(quarter)}: customers asked from ${format.dayOfYear(from)} to ${format.dayOfYear(to)}, compared with ${format.quarter(previous?.quarter)}. Days are UTC.`;
}

function downloads(workspace, { quarter }) {
  for (const link of document.querySelectorAll('a[data-format]')) {
    const wanted = { format: link.dataset.format, quarter, ...(link.dataset.format === 'csv' ? { bom: true } : {}) };
    link.href = `${within(workspace, 'nps', 'responses')}?${new URLSearchParams(wanted)}`;
  }
}
