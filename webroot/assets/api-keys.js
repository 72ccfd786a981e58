import { readPages, send, within } from './api.js';
import { dialogOf } from './dialog.js';
import { make, reconcile, write } from './element.js';
import { onSubmit } from './form.js';
import * as format from './format.js';
import { showOnce } from './once.js';
import { keepCurrent, start } from './shell.js';

const ROLES = [
  { role: 'ingest', name: 'Ingest', may: 'Brings events to sources that are “Your own system”; reads nothing.' },
  { role: 'read', name: 'Read', may: 'Reads numbers, answers and conversations; changes nothing.' },
  { role: 'agent', name: 'Agent', may: 'Reads conversations, with what their customers were asked and answered.' },
  { role: 'admin', name: 'Admin', may: 'Does all that an admin does: settings, sources, people, keys.' },
  { role: 'owner', name: 'Owner', may: 'Does all that an owner does. For what must manage owners, too.' },
];
const roleNamed = (wanted) => ROLES.find(({ role }) => role === wanted);
const part = (id) => document.getElementById(id);

start(async (workspace) => {
  const path = (...more) => within(workspace, 'api-keys', ...more);
  const list = document.querySelector('.keys');
  const mine = ROLES.filter(({ role }) => role !== 'owner' || workspace.role === 'owner');
  const ask = revocation(path, () => look());
  let pages = 1;

  document.querySelector('.roles').append(...mine.map(choice));

  async function refresh() {
    const { items, next } = await readPages(path(), pages);
    reconcile(list, items, ({ id }) => id, (item) => entry(item, mine.includes(roleNamed(item.role)) && ask));
    part('more').hidden = !next;
    document.querySelector('#all .empty').hidden = items.length > 0;
    part('all').hidden = false;
  }

  const look = await keepCurrent(workspace, refresh);

  part('more').addEventListener('click', () => {
    pages += 1;
    look();
  });

  const form = part('add');
  onSubmit(form, async () => {
    const { name, role } = form.elements;
    const made = await send('POST', path(), { name: name.value, role: role.value });
    form.reset();
    showOnce(part('once'), {
      title: `The key “${made.name}” is made`,
      values: { Key: made.key },
      words: ['Copy it now: it is not shown again, and we keep only its fingerprint.'],
    });
    await look();
  });
});

function choice({ role, name, may }, position) {
  return make('div', { class: 'role' },
    make('input', { id: `role-${role}`, type: 'radio', name: 'role', value: role, checked: position === 0, required: true, 'aria-describedby': `may-${role}` }),
    make('label', { for: `role-${role}` }, name),
    make('p', { id: `may-${role}`, class: 'soft small' }, may));
}

function entry(item, ask) {
  const { name, role, prefix, created_by: by, created_at: made, used_at: used, revoked_at: revoked } = item;
  const time = (at) => make('time', { datetime: at, title: format.moment(at) }, format.ago(at));
  return [
    make('p', { class: 'name' }, make('b', {}, name), make('span', { class: 'tag' }, revoked ? 'Revoked' : roleNamed(role).name)),
    make('p', { class: 'soft small' }, make('code', {}, `${prefix}…`), ' made ', time(made), ` by ${by}`),
    make('p', { class: 'soft small' }, ...(revoked ? ['Revoked ', time(revoked)] : used ? ['Last used ', time(used)] : ['Never used'])),
    !revoked && ask ? make('button', { class: 'button', type: 'button', 'aria-label': `Revoke ${name}`, onclick: () => ask(item) }, 'Revoke…') : null,
  ].filter(Boolean);
}

/** Asks whether a key may be revoked, and does it. */
function revocation(path, changed) {
  const dialog = part('revoke');
  let chosen = null;
  const open = dialogOf(dialog, async () => {
    await send('DELETE', path(chosen.id));
    dialog.close();
    await changed();
    part('list-title').focus();
  });
  return function ask(item) {
    chosen = item;
    write(dialog.querySelector('.name'), item.name);
    write(dialog.querySelector('.prefix'), `${item.prefix}…`);
    open();
  };
}
