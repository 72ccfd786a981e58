import { copyable } from './copyable.js';
import { make } from './element.js';
import { warnings } from './warnings.js';

/** Shows what is shown this once and leads the reader there; it leaves with the page, also from what "Back" would bring. */
export function showOnce(place, { title, url, secret, words, setUp = [], troubles = [], more = null }) {
  const heading = make('h2', { tabindex: -1 }, title);
  place.replaceChildren(heading,
    make('dl', { class: 'facts' },
      url ? make('div', {}, make('dt', {}, 'URL'), make('dd', {}, copyable('the URL', url))) : null,
      secret ? make('div', {}, make('dt', {}, 'Secret'), make('dd', {}, copyable('the secret', secret))) : null),
    ...words.map((sentence) => make('p', {}, sentence)),
    warnings(troubles),
    setUp.length ? make('ol', { class: 'steps' }, setUp.map((step) => make('li', {}, step))) : '',
    more ?? '');
  place.hidden = false;
  heading.focus();
}

addEventListener('pagehide', () => {
  const place = document.querySelector('#once');
  if (!place) return;
  place.hidden = true;
  place.replaceChildren();
});
