import { read, send } from './api.js';
import { make, reconcile, write } from './element.js';
import { onSubmit } from './form.js';
import * as format from './format.js';
import { ROLES } from './roles.js';
import { startAnywhere } from './shell.js';
import { followName } from './slug.js';

const part = (id) => document.getElementById(id);
const WITHOUT_ACCOUNT = { console: 'You came by the link on the console, which owns this server.', key: 'You came by a key.' };

startAnywhere(async () => {
  const me = await read('/api/me');
  const isPerson = me.id !== null;
  write(part('about'), isPerson ? about(me) : WITHOUT_ACCOUNT[me.signs_in_by[0]]);
  part('name-part').hidden = !isPerson;
  part('sessions-part').hidden = !isPerson;
  part('password-part').hidden = !me.signs_in_by.includes('password');
  part('make-part').hidden = !me.server_owner;
  part('console').hidden = isPerson || !(await read('/api/set-up')).open;

  await showWorkspaces(me);
  if (isPerson) {
    setUpName(me);
    setUpPassword(me);
    await setUpSessions();
  }
  setUpMaking();
  part('all').hidden = false;
});

function about({ email, server_owner: owns, signs_in_by: by }) {
  const ways = by.map((way) => ({ password: 'a password', openid: 'OpenID' })[way]).join(' or ');
  return `You sign in as ${email}, by ${ways}.${owns ? ' You own this server, and with it every workspace.' : ''}`;
}

async function showWorkspaces(me) {
  const { items } = await read('/api/workspaces');
  reconcile(part('workspaces'), items, ({ id }) => id, ({ id, name, role, demo }) =>
    make('p', { class: 'who' }, make('a', { href: `/analytics?${new URLSearchParams({ workspace: id })}` }, name), make('span', { class: 'tag' }, ROLES[role]?.name ?? role), demo ? make('span', { class: 'tag solid' }, 'Demo') : null));
  part('no-workspace').hidden = items.length > 0;
  write(part('no-workspace'), me.server_owner ? 'There is none yet. Make the first.' : 'You belong to none. Ask whoever leads the team to invite you.');
}

function setUpName(me) {
  const form = part('rename');
  const saved = form.querySelector('.saved');
  form.elements.name.value = me.name;
  form.addEventListener('input', () => write(saved, ''));
  onSubmit(form, async () => {
    await send('PATCH', '/api/me', { name: form.elements.name.value });
    write(saved, 'Saved.');
  });
}

function setUpPassword(me) {
  const form = part('change');
  const saved = form.querySelector('.saved');
  const { username, old, wanted } = form.elements;
  username.value = me.email;
  form.addEventListener('input', () => write(saved, ''));
  onSubmit(form, async () => {
    await send('POST', '/api/me/password', { old: old.value, wanted: wanted.value });
    form.reset();
    username.value = me.email;
    write(saved, 'Changed. You are signed out everywhere else.');
    await showSessions();
  });
}

async function showSessions() {
  const { items } = await read('/api/me/sessions');
  reconcile(part('sessions'), items, ({ id }) => id, ({ id, browser, created_at: since, seen_at: seen, current }) => [
    make('p', { class: 'who' }, make('b', {}, browser), current ? make('span', { class: 'tag' }, 'This one') : null),
    make('p', { class: 'soft small' }, `Last seen ${format.moment(seen)}, since ${format.moment(since)}`),
    make('p', { class: 'said', role: 'alert' }),
    current ? '' : make('div', { class: 'controls' }, make('button', { class: 'button', type: 'button', 'aria-label': `Sign out ${browser}, last seen ${format.moment(seen)}`, onclick: ({ target }) => end(`/api/me/sessions/${id}`, target.closest('li').querySelector('.said')) }, 'Sign out')),
  ]);
  part('others').hidden = items.length < 2;
}

async function end(path, said) {
  try {
    await send('DELETE', path);
    await showSessions();
    part('sessions-title').focus();
  } catch (problem) {
    if (said) write(said, problem.detail || problem.message);
  }
}

async function setUpSessions() {
  part('others').addEventListener('click', () => end('/api/me/sessions', document.querySelector('#sessions .said')));
  await showSessions();
}

function setUpMaking() {
  const form = part('make');
  const { workspace, slug } = form.elements;
  followName(workspace, slug);
  onSubmit(form, async () => {
    const made = await send('POST', '/api/workspaces', { name: workspace.value, slug: slug.value });
    location.assign(`/sources?${new URLSearchParams({ workspace: made.id })}`);
  });
}
