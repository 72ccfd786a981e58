import { copyable } from './copyable.js';
import { make } from './element.js';

/** Shows what is shown this once, each under its label, and leads the reader there; it leaves with the page, also from what "Back" would bring. */
export function showOnce(place, { title, shown, words, more = null }) {
  const heading = make('h2', { tabindex: -1 }, title);
  place.replaceChildren(heading,
    make('dl', { class: 'facts' }, Object.entries(shown).map(([label, text]) => make('div', {}, make('dt', {}, label), make('dd', {}, copyable(`the ${label}`, text))))),
    ...words.map((sentence) => make('p', {}, sentence)),
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
