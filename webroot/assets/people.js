import { read, readPages, send, within } from './api.js';
import { make, reconcile, write } from './element.js';
import { onSubmit } from './form.js';
import * as format from './format.js';
import { forget, showOnce } from './once.js';
import { question } from './question.js';
import { ROLES } from './roles.js';
import { keepCurrent, start } from './shell.js';

const MOST_PAGES = 20;
const MAIL = {
  on_its_way: 'The mail is on its way.',
  sent: 'The mail was sent.',
  kept: 'No SMTP server is set: the mail is in the built-in mailbox.',
};
const part = (id) => document.getElementById(id);

start(async (workspace) => {
  const members = (...more) => within(workspace, 'members', ...more);
  const invitations = (...more) => within(workspace, 'invitations', ...more);
  const me = await read('/api/me');
  const isOwner = workspace.role === 'owner';
  const roles = Object.keys(ROLES).filter((role) => isOwner || role !== 'owner');
  const ask = question(part('ask'));
  let linkShownOf = null;

  document.querySelector('.roles').append(...roles.map((role) => make('label', {},
    make('input', { type: 'radio', name: 'role', value: role, checked: role === 'agent' }), ROLES[role].name, make('span', {}, ROLES[role].means))));

  async function refresh() {
    const [{ items: people }, waiting] = await Promise.all([readPages(members(), MOST_PAGES), read(invitations())]);
    reconcile(part('members'), people, ({ id }) => id, member);
    reconcile(part('invitations'), waiting.items.map((one) => ({ ...one, over: Date.parse(one.expires_at) < Date.now() })), ({ id }) => id, invitation);
    part('nobody').hidden = people.length > 0;
    part('none-invited').hidden = waiting.items.length > 0;
    part('all').hidden = false;
  }

  function member(person) {
    const mayChange = isOwner || person.role !== 'owner';
    const name = person.name || person.email;
    const said = make('p', { class: 'said', role: 'alert' });
    return [
      make('p', { class: 'who' }, make('b', {}, name), person.id === me.id ? make('span', { class: 'tag' }, 'You') : null, mayChange ? null : make('span', { class: 'tag' }, ROLES[person.role].name)),
      make('p', { class: 'soft small' }, `${person.name ? `${person.email}, ` : ''}since ${format.moment(person.since)}`),
      mayChange ? make('div', { class: 'controls' }, roleChoice(person, name, said),
        make('button', { class: 'button', type: 'button', 'aria-label': `Remove ${name}`, onclick: () => remove(person, name) }, 'Remove…')) : null,
      said,
    ].filter(Boolean);
  }

  function roleChoice(person, name, said) {
    const choice = make('select', { 'aria-label': `Role of ${name}` }, roles.map((role) => make('option', { value: role, selected: role === person.role }, ROLES[role].name)));
    choice.addEventListener('change', async () => {
      write(said, '');
      try {
        await send('PATCH', members(person.id), { role: choice.value });
        if (person.id === me.id) location.reload();
        else await look();
      } catch (problem) {
        choice.value = person.role;
        write(said, problem.detail || problem.message);
      }
    });
    return choice;
  }

  function remove(person, name) {
    ask({
      title: `Remove ${name}?`,
      advice: 'From this moment on nothing of this workspace can be seen by that account. The account itself stays.',
      yes: 'Remove',
      async work() {
        await send('DELETE', members(person.id));
        if (person.id === me.id) location.assign('/');
        else await look();
        part('members-title').focus();
      },
    });
  }

  function invitation(one) {
    const mayChange = isOwner || one.role !== 'owner';
    const said = make('p', { class: 'said', role: 'alert' }, one.mail === 'not_sent' ? `The mail was not sent: ${one.mail_problem}.` : '');
    async function again() {
      write(said, '');
      try {
        show(await send('POST', invitations(one.id, 'resend')));
        await look();
      } catch (problem) {
        write(said, problem.detail || problem.message);
      }
    }
    return [
      make('p', { class: 'who' }, make('b', {}, one.email), make('span', { class: 'tag' }, ROLES[one.role].name), one.over ? make('span', { class: 'tag solid' }, 'Too old') : null),
      make('p', { class: 'soft small' }, `Invited by ${one.invited_by}, good until ${format.moment(one.expires_at)}. ${MAIL[one.mail] ?? ''}`),
      mayChange ? make('div', { class: 'controls' },
        make('button', { class: 'button', type: 'button', 'aria-label': `Send the invitation of ${one.email} again`, onclick: again }, 'Send again'),
        make('button', { class: 'button', type: 'button', 'aria-label': `Withdraw the invitation of ${one.email}`, onclick: () => withdraw(one) }, 'Withdraw…')) : null,
      said,
    ].filter(Boolean);
  }

  function withdraw(one) {
    ask({
      title: `Withdraw the invitation of ${one.email}?`,
      advice: 'Its link is good for nothing from then on.',
      yes: 'Withdraw',
      async work() {
        await send('DELETE', invitations(one.id));
        if (linkShownOf === one.id) forget(part('once'));
        await look();
        part('invitations-title').focus();
      },
    });
  }

  function show({ invitation: { id, email }, link }) {
    linkShownOf = id;
    showOnce(part('once'), {
      title: `${email} is invited`,
      values: { Link: link },
      words: ['Hand the link over yourself if no mail arrives. It is shown here this once, is good for seven days, and whoever has it can join: give it to nobody else.'],
    });
  }

  const look = await keepCurrent(workspace, refresh);

  const form = part('invite');
  const saved = form.querySelector('.saved');
  form.addEventListener('input', () => write(saved, ''));
  onSubmit(form, async () => {
    const { email, role } = form.elements;
    const made = await send('POST', members(), { email: email.value, role: role.value });
    form.reset();
    show(made);
    await look();
  });
});
