import { copyable } from './copyable.js';
import { make } from './element.js';

/** Shows what is shown this once and leads the reader there; it leaves with the page, also from what "Back" would bring. */
export function showOnce(place, { title, secret, words }) {
  const heading = make('h2', { tabindex: -1 }, title);
  place.replaceChildren(heading,
    make('dl', { class: 'facts' }, make('div', {}, make('dt', {}, 'Secret'), make('dd', {}, copyable('the secret', secret)))),
    ...words.map((sentence) => make('p', {}, sentence)));
  place.hidden = false;
  heading.focus();
}

addEventListener('pagehide', () => {
  const place = document.querySelector('#once');
  if (!place) return;
  place.hidden = true;
  place.replaceChildren();
});
