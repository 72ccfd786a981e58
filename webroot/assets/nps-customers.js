import { readPages, within } from './api.js';
import { make, unseen } from './element.js';
import * as format from './format.js';
import { conversationsPage } from './links.js';
import { sawInWords } from './saw.js';

const PAGE = 10;

/** Lists the customers of a quarter whom one gate stopped, each with what it saw; `none` are those who may be asked. */
export async function npsCustomers(place, workspace, wanted, pages = 1) {
  if (pages === 1) place.replaceChildren(make('p', { class: 'soft', role: 'status' }, 'Looking…'));
  try {
    const { items, next } = await readPages(within(workspace, 'nps', 'customers'), pages, { ...wanted, limit: PAGE });
    const more = next && make('button', { class: 'button', type: 'button', onclick: () => npsCustomers(place, workspace, wanted, pages + 1) }, 'Show more');
    const hadFocus = place.contains(document.activeElement);
    place.replaceChildren(items.length
      ? make('ul', { 'aria-label': wanted.reason === 'none' ? 'Customers asked or waiting' : 'Customers who were stopped' }, items.map((item) => entry(item, workspace)))
      : make('p', { class: 'empty' }, 'Nobody is in this list any more.'), more ?? '');
    // the button that was pressed is gone
    if (hadFocus) place.querySelectorAll('a')[(pages - 1) * PAGE]?.focus();
  } catch (problem) {
    place.replaceChildren(make('p', { role: 'alert' }, `${problem.message}. ${problem.detail ?? ''}`));
  }
}

function entry(item, workspace) {
  const { customer, name, email, at } = item;
  const called = name ?? email ?? `Customer ${customer}`;
  return make('li', {},
    make('span', {}, email || name ? make('a', { href: conversationsPage(workspace, { q: email ?? name }) }, called) : called,
      name && email ? make('span', { class: 'soft' }, ` ${email}`) : null),
    make('span', { class: 'soft' }, ...stateOf(item)),
    make('time', { class: 'soft small', datetime: at, title: `Judged ${format.moment(at)}` }, format.ago(at)));
}

function stateOf({ reason, verdicts, due_at: due, invite }) {
  if (invite) return [`${INVITES[invite.state] ?? invite.state}${invite.sent_at ? ` on ${format.moment(invite.sent_at)}` : ''}${invite.reason ? `: ${invite.reason}` : ''}`];
  if (!reason) return [due ? `Waits until ${format.moment(due)}` : 'Waits'];
  return [unseen('The gate saw: '), sawInWords(verdicts.find(({ gate }) => gate === reason)?.saw)];
}

const INVITES = { scheduled: 'On its way', claimed: 'On its way', sending: 'On its way', sent: 'Asked', cancelled: 'Cancelled', failed: 'Could not be delivered', unknown: 'Perhaps asked' };
