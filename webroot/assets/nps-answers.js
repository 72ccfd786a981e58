import { make, reconcile, write } from './element.js';
import * as format from './format.js';
import { conversationPage } from './links.js';
import { groupOf } from './nps-stats.js';

/** The newest answers of a quarter; one that arrives while the page is open unfolds at the top and is read out. */
export function npsAnswers(section, workspace, announce) {
  const list = section.querySelector('.ratings');
  const empty = section.querySelector('.empty');
  let shown = null;
  return function update({ quarter, recent }) {
    const arrived = reconcile(list, recent, ({ invite }) => invite, (item) => answer(item, workspace));
    empty.hidden = recent.length > 0;
    for (const time of list.querySelectorAll('time')) write(time, format.ago(time.dateTime));
    if (quarter === shown && arrived.length) {
      const news = recent.filter(({ invite }) => arrived.some(({ dataset }) => dataset.key === invite));
      for (const element of arrived) {
        element.dataset.nps = groupOf(recent.find(({ invite }) => invite === element.dataset.key).score);
        element.classList.add('arriving');
      }
      write(announce, `New answer: ${news.map(({ score, customer }) => `${score} of 10 from ${customer ?? 'a customer'}`).join(', ')}`);
    }
    shown = quarter;
  };
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
