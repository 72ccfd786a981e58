import { read, within } from './api.js';
import { emoji, make, reconcile, write } from './element.js';
import { FACES, nearest } from './faces.js';
import { filters } from './filters.js';
import * as format from './format.js';
import { conversationPage } from './links.js';
import { outcomeOf } from './outcome.js';
import { clearProblem, keepCurrent, showProblem, start } from './shell.js';

const part = (id) => document.getElementById(id);
const keyOf = ({ source, ref }) => `${source}/${ref}`;

for (const { score, word } of FACES) part('score').append(make('option', { value: score }, `${score} ${word}`));

start(async (workspace) => {
  const list = document.querySelector('.conversations');
  const path = within(workspace, 'conversations');
  let shown = [];
  let next = null;
  let reached = null;
  let asked = 0;

  const wanted = filters(part('filters'), () => look(true));

  /** Asks for the first page again; what was shown below it stays, unless something else is wanted now. */
  async function refresh(anew = false) {
    asked += 1;
    const mine = asked;
    const first = await read(path, wanted.values());
    // an answer to what was asked before something else was typed
    if (mine !== asked) return;
    if (anew || shown.length <= first.items.length || !first.next) {
      take([], first);
    } else {
      const last = first.items.at(-1);
      const fresh = new Set(first.items.map(keyOf));
      const below = last ? shown.filter((item) => !fresh.has(keyOf(item)) && item.at <= last.at) : shown;
      shown = [...first.items, ...below];
    }
    show();
  }

  function take(before, page) {
    const known = new Set(before.map(keyOf));
    shown = [...before, ...page.items.filter((item) => !known.has(keyOf(item)))];
    next = page.next;
    reached = page.looked_back_to;
  }

  function show() {
    reconcile(list, shown, keyOf, (item) => entry(workspace, item));
    part('more').hidden = !next;
    write(part('more'), reached ? 'Look further back' : 'Show more');
    write(part('reached'), reached ? `Looked back to ${format.moment(reached)}; there is more before that.` : '');
    const empty = document.querySelector('#all .empty');
    empty.hidden = shown.length > 0 || Boolean(reached);
    write(empty, wanted.nothing());
    write(part('found'), shown.length === 0 ? '' : `${next ? 'The first ' : ''}${format.plural(shown.length, 'conversation')}, newest first.`);
    part('all').hidden = false;
  }

  const current = await keepCurrent(workspace, () => refresh());

  async function look(anew) {
    try {
      await refresh(anew);
      clearProblem();
    } catch (problem) {
      showProblem(problem, () => look(anew));
    }
  }

  part('more').addEventListener('click', async () => {
    part('more').disabled = true;
    try {
      asked += 1;
      const count = list.children.length;
      take(shown, await read(path, { ...wanted.values(), cursor: next }));
      show();
      (list.children[count]?.querySelector('a') ?? part('found')).focus();
    } catch (problem) {
      showProblem(problem, current);
    } finally {
      part('more').disabled = false;
    }
  });
});

function entry(workspace, item) {
  const { ref, source, subject, customer, channel, state, at, ended_at: endedAt, responded_at: answeredAt } = item;
  const { kind, words, detail } = outcomeOf(item);
  const when = answeredAt === at ? 'answered' : endedAt === at ? 'ended' : 'opened';
  return [
    make('p', { class: 'subject' },
      make('a', { href: conversationPage(workspace, source, ref) }, subject || `Conversation ${ref}`)),
    make('p', { class: 'soft small' }, [`#${ref}`, customer ?? 'Unknown customer', channel, state].filter(Boolean).join(' · ')),
    make('p', { class: 'outcome', 'data-kind': kind },
      item.score ? emoji(nearest(item.score).face) : null,
      make('span', {}, words), detail ? make('span', { class: 'soft small' }, detail) : null),
    make('p', { class: 'soft small when' }, `${when} `, make('time', { datetime: at, title: format.moment(at) }, format.ago(at))),
  ];
}
