import { make, reconcile, write } from './element.js';
import { scoreOf } from './faces.js';
import * as format from './format.js';
import { conversationPage } from './links.js';

/** The ratings somebody should follow up, each with who has the conversation today. */
export function followUps(section, workspace) {
  return ratings(section, ({ low }) => low, workspace, ({ assignee }) =>
    make('p', { class: 'small' }, assignee ? 'Follow up: ' : '', make('b', {}, assignee ?? 'Nobody is assigned. Give it to someone.')));
}

/** The latest ratings; one that arrives while the page is open unfolds at the top and is read out. */
export function recentRatings(section, workspace, announce) {
  let window = null;
  const update = ratings(section, ({ recent }) => recent, workspace, () => null);
  return function updateAndAnnounce(stats) {
    const arrived = update(stats);
    const shown = `${stats.from}/${stats.to}`;
    if (shown === window) {
      for (const { item, element } of arrived) {
        element.dataset.score = item.score;
        element.classList.add('arriving');
      }
      if (arrived.length) write(announce, `New rating: ${arrived.map(({ item }) => `${item.score} of 5 from ${item.customer ?? 'a customer'}`).join(', ')}`);
    }
    window = shown;
  };
}

function ratings(section, pick, workspace, footer) {
  const list = section.querySelector('.ratings');
  const empty = section.querySelector('.empty');
  const keyOf = (item) => [item.source, item.conversation, item.responded_at].join('/');
  return function update(stats) {
    const items = pick(stats);
    empty.hidden = items.length > 0;
    const arrived = reconcile(list, items, keyOf, (item) => rating(item, workspace, footer(item)));
    for (const time of list.querySelectorAll('time')) write(time, format.ago(time.dateTime));
    return arrived.map((element) => ({ element, item: items.find((item) => keyOf(item) === element.dataset.key) }));
  };
}

function rating(item, workspace, footer) {
  return make('div', { class: 'rating' }, scoreOf(item.score),
    make('p', { class: 'rating-line' },
      make('a', { href: conversationPage(workspace, item.source, item.conversation) }, item.subject || `Conversation ${item.conversation}`),
      make('time', { class: 'soft small', datetime: item.responded_at, title: format.moment(item.responded_at) }, format.ago(item.responded_at))),
    item.comment ? make('blockquote', {}, item.comment) : null,
    make('p', { class: 'soft small' }, item.customer ?? 'Unknown customer'),
    footer);
}
