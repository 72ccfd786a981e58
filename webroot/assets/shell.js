import { read } from './api.js';
import { make, write } from './element.js';
import { listen } from './live.js';

const query = new URLSearchParams(location.search);

async function openWorkspace() {
  const { items } = await read('/api/workspaces');
  const workspace = items.find(({ id }) => id === query.get('workspace')) ?? items[0] ?? null;
  if (workspace) {
    showName(workspace, items);
    document.querySelector('.demo').hidden = !workspace.demo;
    for (const link of document.querySelectorAll('[data-page]')) {
      link.href = `${link.dataset.page}?${new URLSearchParams({ workspace: workspace.id })}`;
    }
  }
  return workspace;
}

function showName(workspace, all) {
  const place = document.querySelector('.workspace');
  if (all.length === 1) {
    place.replaceChildren(make('span', {}, workspace.name));
    return;
  }
  const links = all.map(({ id, name, demo }) =>
    make('li', {}, make('a', { href: `?${new URLSearchParams({ workspace: id })}`, 'aria-current': id === workspace.id && 'true' },
      name, demo ? make('span', { class: 'tag' }, 'Demo') : null)));
  const menu = make('details', {}, make('summary', {}, make('span', { class: 'unseen' }, 'Workspace: '), workspace.name), make('ul', {}, links));
  foldAway(menu);
  place.replaceChildren(menu);
}

/** Folds a `<details>` that floats over the page when the reader presses Escape or goes elsewhere. */
export function foldAway(details) {
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    details.open = false;
    details.querySelector('summary').focus();
  });
  document.addEventListener('pointerdown', (event) => {
    if (!details.contains(event.target)) details.open = false;
  });
  details.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !details.contains(relatedTarget)) details.open = false;
  });
}

/** Shows a refusal with its title and detail, and a way to try again. */
export function showProblem(problem, again) {
  const place = document.querySelector('#problem');
  place.replaceChildren(make('div', { class: 'problem' },
    make('p', {}, make('strong', {}, problem.message), problem.detail ?? ''),
    make('button', { class: 'button', type: 'button', onclick: again }, 'Try again')));
}

/** Takes a shown refusal away. */
export function clearProblem() {
  document.querySelector('#problem').replaceChildren();
}

/** Keeps a page current: runs `refresh` now and after every change, and shows whether the page is live. */
export async function keepCurrent(workspace, refresh) {
  const light = document.querySelector('.live');
  const guarded = () => refresh().then(clearProblem, (problem) => showProblem(problem, guarded));
  await guarded();
  listen(workspace, {
    changed: guarded,
    state(state) {
      light.hidden = false;
      light.dataset.state = state;
      write(light, state === 'live' ? 'Live' : 'Reconnecting…');
    },
  });
  return guarded;
}

/** Starts a page: finds its workspace, or says what to do about there being none. */
export async function start(page) {
  try {
    const workspace = await openWorkspace();
    if (workspace) {
      clearProblem();
      await page(workspace);
    } else {
      showProblem({ message: 'There is no workspace yet', detail: 'Make one with POST /api/workspaces; /docs shows how.' }, () => start(page));
    }
  } catch (problem) {
    showProblem(problem, () => start(page));
  }
}
