import { read } from './api.js';
import { make, write } from './element.js';
import { listen } from './live.js';
import { PAGES, entryOf } from './pages.js';
import { pausedNotice } from './paused.js';

const query = new URLSearchParams(location.search);

async function openWorkspace() {
  const { items } = await read('/api/workspaces');
  const workspace = items.find(({ id }) => id === query.get('workspace')) ?? items[0] ?? null;
  showHead(workspace, items);
  if (workspace) document.querySelector('.demo').hidden = !workspace.demo;
  if (workspace && location.pathname !== '/webhooks') document.querySelector('.demo').before(...pausedNotice(workspace));
  for (const link of document.querySelectorAll('[data-page]')) link.href = address(link.dataset.page, workspace);
  return workspace;
}

/** The address of a page, of this workspace where there is one. */
function address(path, workspace) {
  return workspace ? `${path}?${new URLSearchParams({ workspace: workspace.id })}` : path;
}

function showHead(workspace, all) {
  const here = entryOf(location.pathname);
  const mine = PAGES.filter(({ roles }) => roles.includes(workspace?.role));
  const link = ({ path, name }, current) => make('a', { href: address(path, workspace), 'aria-current': current }, name);
  document.querySelector('.shell .frame').replaceChildren(
    document.querySelector('.brand'),
    make('nav', { 'aria-label': 'Pages' }, mine.map((entry) =>
      link({ path: entry.all[0].path, name: entry.name }, entry === here && (entry.all[0].path === location.pathname ? 'page' : 'true')))),
    make('div', { class: 'shell-end' },
      make('div', { class: 'workspace' }, workspace ? switcher(workspace, all) : null),
      make('a', { class: 'api', href: '/docs' }, 'API'),
      link({ path: '/account', name: 'Account' }, location.pathname === '/account' && 'page'),
      make('form', { class: 'sign-out', method: 'post', action: '/sign-out' }, make('button', {}, 'Sign out'))));
  const named = mine.includes(here) ? here.all.filter(({ name }) => name) : [];
  document.querySelector('.section')?.remove();
  if (named.length > 0) {
    const row = make('div', { class: 'frame' }, named.map((page) => link(page, page.path === location.pathname && 'page')));
    document.querySelector('.shell').after(make('nav', { class: 'section', 'aria-label': here.name }, row));
    const current = row.querySelector('[aria-current]');
    // on a phone the row scrolls
    if (current) row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
  }
}

function switcher(workspace, all) {
  if (all.length === 1) return make('span', {}, workspace.name);
  const links = all.map(({ id, name, demo }) =>
    make('li', {}, make('a', { href: `?${new URLSearchParams({ workspace: id })}`, 'aria-current': id === workspace.id && 'true' },
      name, demo ? make('span', { class: 'tag' }, 'Demo') : null)));
  const menu = make('details', {}, make('summary', {}, make('span', { class: 'unseen' }, 'Workspace: '), workspace.name), make('ul', {}, links));
  foldAway(menu);
  return menu;
}

/** Leads whom this page is not for to the first that is. */
function leadElsewhere(workspace) {
  const here = entryOf(location.pathname);
  if (!here || here.roles.includes(workspace.role)) return false;
  const first = PAGES.find(({ roles }) => roles.includes(workspace.role));
  if (first) location.replace(address(first.all[0].path, workspace));
  return Boolean(first);
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

/** Says kindly that there is nothing to see, and what to do about it. */
async function showNoWorkspace() {
  const me = await read('/api/me');
  document.querySelector('main').replaceChildren(make('div', { class: 'opening' },
    make('h1', {}, me.server_owner ? 'There is no workspace yet' : 'You belong to no workspace'),
    make('p', { id: 'about' }, me.server_owner
      ? ['A workspace is one team’s own part of this server. ', make('a', { href: '/account' }, 'Make the first one on the page Account'), '.']
      : `Your account is fine, and nothing of it is lost. Ask whoever leads the team to invite ${me.email ?? 'you'} again; then sign in as you always do.`)));
}

/** Starts a page that is the same in every workspace, and without one. */
export async function startAnywhere(page) {
  try {
    await page(await openWorkspace());
  } catch (problem) {
    showProblem(problem, () => startAnywhere(page));
  }
}

/** Starts a page: finds its workspace, or says what to do about there being none. */
export async function start(page) {
  try {
    const workspace = await openWorkspace();
    if (workspace) {
      if (leadElsewhere(workspace)) return;
      clearProblem();
      await page(workspace);
    } else {
      await showNoWorkspace();
    }
  } catch (problem) {
    showProblem(problem, () => start(page));
  }
}
