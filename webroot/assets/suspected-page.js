import { readPages, within } from './api.js';
import { make, write } from './element.js';
import { keepCurrent, showProblem, start } from './shell.js';
import { suspectedList } from './suspected.js';

const part = (id) => document.getElementById(id);

start(async (workspace) => {
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
    const { items, next } = await readPages(within(workspace, 'suspected'), pages);
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
