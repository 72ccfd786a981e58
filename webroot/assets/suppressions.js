import { readPages, send, within } from './api.js';
import { dialogOf } from './dialog.js';
import { make, reconcile, write } from './element.js';
import { onSubmit } from './form.js';
import * as format from './format.js';
import { conversationPage } from './links.js';
import { REASONS, reasonInWords } from './reasons.js';
import { keepCurrent, start } from './shell.js';

const TYPING = 250;
const PAGE = 50;
const PROVIDERS = { ses: 'Amazon SES', sendgrid: 'SendGrid', postmark: 'Postmark', mailgun: 'Mailgun', dsn: 'a delivery report' };
const part = (id) => document.getElementById(id);

start(async (workspace) => {
  const path = (...more) => within(workspace, 'suppressions', ...more);
  const list = document.querySelector('.suppressed');
  const search = part('search').elements;
  const ask = removal(path, () => look());
  let pages = 1;
  let asked = 0;

  search.reason.append(...REASONS.map((reason) => make('option', { value: reason }, reasonInWords(reason).name)));

  async function refresh() {
    asked += 1;
    const mine = asked;
    const wanted = { limit: PAGE };
    if (search.email.value.trim()) wanted.email = search.email.value.trim();
    if (search.reason.value) wanted.reason = search.reason.value;
    const { items, next } = await readPages(path(), pages, wanted);
    // an answer to what was asked before something else was typed
    if (mine !== asked) return;
    reconcile(list, items, ({ email }) => email, (item) => entry(workspace, item, ask));
    part('more').hidden = !next;
    const searching = Boolean(wanted.email || wanted.reason);
    const empty = document.querySelector('#all .empty');
    empty.hidden = items.length > 0;
    write(empty, searching ? 'No address on the list is like that.' : 'Nobody is on the list. Bounces, complaints and unsubscribed readers come here by themselves.');
    write(part('found'), items.length === 0 ? '' : `${next ? 'The first ' : ''}${format.plural(items.length, 'address', 'addresses')}${wanted.email ? ', in the order of their letters' : ', newest first'}.`);
    part('all').hidden = false;
  }

  const look = await keepCurrent(workspace, refresh);

  let typing = null;
  part('search').addEventListener('input', () => {
    pages = 1;
    clearTimeout(typing);
    typing = setTimeout(look, TYPING);
  });
  part('search').addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(typing);
    look();
  });
  part('more').addEventListener('click', () => {
    pages += 1;
    look();
  });

  const form = part('add');
  const saved = form.querySelector('.saved');
  form.addEventListener('input', () => write(saved, ''));
  onSubmit(form, async () => {
    const { email, detail } = form.elements;
    const added = await send('POST', path(), detail.value.trim() ? { email: email.value, detail: detail.value } : { email: email.value });
    form.reset();
    write(saved, `${added.email} gets no survey any more.`);
    await look();
  });
});

function entry(workspace, item, ask) {
  const { email, reason, detail, provider, at, kind, conversation, source } = item;
  return [
    make('p', { class: 'address' }, make('b', {}, email), make('span', { class: 'tag' }, reasonInWords(reason).name)),
    make('p', { class: 'soft small' },
      make('time', { datetime: at }, format.moment(at)),
      provider ? `, told by ${PROVIDERS[provider] ?? provider}` : '',
      ...(conversation ? [kind === 'nps' ? ', about the NPS survey after ' : ', about the survey of ', make('a', { href: conversationPage(workspace, source, conversation) }, `conversation ${conversation}`)] : [])),
    detail ? make('p', { class: 'soft small detail' }, detail) : null,
    make('button', { class: 'button', type: 'button', 'aria-label': `Remove ${email}`, onclick: () => ask(item) }, 'Remove…'),
  ].filter(Boolean);
}

/** Asks whether an address may be written to again, and does it. */
function removal(path, changed) {
  const dialog = part('remove');
  let chosen = null;
  const open = dialogOf(dialog, async () => {
    await send('DELETE', path(chosen.email));
    dialog.close();
    await changed();
    part('list-title').focus();
  });
  return function ask(item) {
    chosen = item;
    write(dialog.querySelector('.address'), item.email);
    write(dialog.querySelector('.advice'), reasonInWords(item.reason).advice);
    open();
  };
}
