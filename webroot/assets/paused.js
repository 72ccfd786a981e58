import { make } from './element.js';
import * as format from './format.js';
import { webhookPage, webhooksPage } from './links.js';
import { hostOf } from './webhook-state.js';

/** Tells those who can mend it that webhooks fell silent; nothing where none did. */
export function pausedNotice(workspace) {
  document.querySelector('.notice')?.remove();
  const [latest, ...more] = workspace.paused_webhooks;
  if (!latest) return [];
  const [words, link, page] = more.length
    ? [`${format.plural(more.length + 1, 'endpoint')} of your webhooks are paused, the latest since ${format.moment(latest.paused_at)}.`, 'See them', webhooksPage(workspace)]
    : [`Webhooks to ${hostOf(latest.url)} are paused since ${format.moment(latest.paused_at)}: nothing was taken there.`, 'See why', webhookPage(workspace, latest.id)];
  return [make('aside', { class: 'notice', 'aria-label': 'Paused webhooks' },
    make('div', { class: 'frame' }, make('p', {}, words, ' What happened since is kept. ', make('a', { href: page }, link))))];
}
