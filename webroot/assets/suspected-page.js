import { readPages, within } from './api.js';
import { make, write } from './element.js';
import { suspectedPage } from './links.js';
import { keepCurrent, showProblem, start } from './shell.js';
import { suspectedList } from './suspected.js';

const part = (id) => document.getElementById(id);

const KINDS = { '': 'All', csat: 'CSAT', nps: 'NPS' };

start(async (workspace) => {
  const asked = new URLSearchParams(location.search).get('kind') ?? '';
  const kind = asked in KINDS ? asked : '';
  const wanted = kind ? { kind } : {};
  part('kinds').replaceChildren(...Object.entries(KINDS).map(([value, name]) => make('a', {
    href: suspectedPage(workspace, value ? { kind: value } : {}), 'aria-current': value === kind ? 'page' : null,
  }, name)));
  let pages = 1;
  let refresh = () => {};
  const update = suspectedList(part('suspected'), workspace, {
    withConversation: true,
    changed: async (what) => {
      await refresh();
      write(part('done'), what);
      part('done').focus();
    },
    refused: (problem) => showProblem(problem, refresh),
  });

  async function show() {
    const { items, next } = await readPages(within(workspace, 'suspected'), pages, wanted);
    update(items, false);
    part('empty').hidden = items.length > 0;
    part('more').replaceChildren(...(next ? [make('button', { class: 'button', type: 'button', onclick: showMore }, 'Show older ones')] : []));
    part('content').hidden = false;
  }

  function showMore() {
    pages++;
    refresh();
  }

  refresh = await keepCurrent(workspace, show);
});
