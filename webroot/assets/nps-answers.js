import { readPages, within } from './api.js';
import { make, reconcile, write } from './element.js';
import * as format from './format.js';
import { conversationPage } from './links.js';
import { groupOf } from './nps-stats.js';
import { clearProblem, showProblem } from './shell.js';

const PAGE = 20;

/**
 * The answers of a quarter, the newest first: the latest few, or all of one group. One of the latest that arrives while the
 * page is open unfolds at the top and is read out.
 */
export function npsAnswers(section, workspace, announce) {
  const list = section.querySelector('.ratings');
  const group = section.querySelector('select');
  const more = section.querySelector('.more');
  let stats = null;
  let pages = 1;
  let shown = null;

  async function ofGroup() {
    const wanted = { quarter: stats.quarter, group: group.value };
    const found = await readPages(within(workspace, 'nps', 'responses'), pages, { ...wanted, limit: PAGE });
    // an answer to what was asked before something else was chosen
    if (wanted.group === group.value && wanted.quarter === stats.quarter) show(found);
  }

  function show({ items, next }) {
    const arrived = reconcile(list, items, ({ invite }) => invite, (item) => answer(item, workspace));
    for (const time of list.querySelectorAll('time')) write(time, format.ago(time.dateTime));
    section.querySelector('.empty').hidden = items.length > 0;
    more.hidden = !next;
    const print = `${stats.quarter}/${group.value}`;
    if (print === shown && !group.value) tell(items.filter(({ invite }) => arrived.some(({ dataset }) => dataset.key === invite)), arrived);
    shown = print;
  }

  function tell(items, elements) {
    elements.forEach((element, position) => {
      element.dataset.nps = groupOf(items[position].score);
      element.classList.add('arriving');
    });
    if (items.length) write(announce, `New answer: ${items.map(({ score, customer }) => `${score} of 10 from ${customer ?? 'a customer'}`).join(', ')}`);
  }

  async function update(now) {
    stats = now;
    await (group.value ? ofGroup() : show({ items: stats.recent, next: null }));
  }

  function again() {
    return update(stats).then(clearProblem, (problem) => showProblem(problem, again));
  }

  group.addEventListener('change', () => {
    pages = 1;
    again();
  });
  more.addEventListener('click', () => {
    pages += 1;
    again();
  });
  return update;
}

function answer({ customer, email, score, comment, responded_at: at, conversation, source }, workspace) {
  return make('div', { class: 'rating' },
    make('span', { class: 'score of-ten', 'data-nps': groupOf(score) }, make('b', {}, String(score)), make('span', { class: 'unseen' }, ' of 10')),
    make('p', { class: 'rating-line' },
      make('b', {}, customer ?? email ?? 'Unknown customer'),
      make('time', { class: 'soft small', datetime: at, title: format.moment(at) }, format.ago(at))),
    comment ? make('blockquote', {}, comment) : null,
    make('p', { class: 'soft small' }, customer && email ? `${email}, ` : null,
      make('a', { href: conversationPage(workspace, source, conversation) }, 'their last conversation', make('span', { class: 'unseen' }, ` (${customer ?? email ?? conversation})`))));
}
