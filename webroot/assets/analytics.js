import { agents } from './agents.js';
import { read, within } from './api.js';
import { card, settle } from './card.js';
import { distribution } from './distribution.js';
import { write } from './element.js';
import * as format from './format.js';
import { nearest } from './faces.js';
import { funnel } from './funnel.js';
import { showHints } from './hints.js';
import { showKeptAside } from './kept-aside.js';
import { npsSummary } from './nps-card.js';
import { chosenRange, range, windowInWords } from './range.js';
import { followUps, recentRatings } from './ratings.js';
import { keepCurrent, start } from './shell.js';
import { trend } from './trend.js';
import { windowLinks } from './window-links.js';

const part = (id) => document.getElementById(id);

start(async (workspace) => {
  const parts = [
    card(part('card'), workspace),
    (stats) => showHints(part('hints'), stats),
    distribution(part('distribution'), workspace),
    trend(part('trend'), workspace),
    funnel(part('gates'), workspace),
    agents(part('agents'), workspace),
    windowLinks(part('main'), workspace),
    followUps(part('follow-up'), workspace),
    recentRatings(part('recent'), workspace, part('announce')),
    (stats) => write(part('window'), windowInWords(stats)),
    (stats) => showInTitle(stats, workspace),
  ];
  const showNps = npsSummary(part('nps'), workspace);
  let refresh = () => {};
  parts.push(range(part('range'), () => refresh()));

  function show(stats) {
    part('content').hidden = false;
    parts.forEach((update) => update(stats));
  }

  refresh = await keepCurrent(workspace, async () => {
    const asked = chosenRange();
    const stats = await read(within(workspace, 'stats', 'csat'), asked);
    if (JSON.stringify(asked) === JSON.stringify(chosenRange())) show(stats);
    showNps(await read(within(workspace, 'stats', 'nps')));
    await showKeptAside(part('kept-aside'), workspace, 'csat');
  });
  settle();
});

function showInTitle({ current }, workspace) {
  const near = nearest(current.average);
  document.title = `${near ? `${near.face} ${format.average(current.average)} · ` : ''}${workspace.name} · fivefaces`;
}
