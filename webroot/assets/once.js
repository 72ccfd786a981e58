import { copyables } from './copyable.js';
import { make } from './element.js';

/**
 * Shows what is shown this once and leads the reader there; it leaves with the page, also from what "Back" would bring.
 * `values` are to be copied, by their names; `more` is an element behind the words.
 */
export function showOnce(place, { title, values, words, more = null }) {
  const heading = make('h2', { tabindex: -1 }, title);
  place.replaceChildren(heading, copyables(values), ...words.map((sentence) => make('p', {}, sentence)), more ?? '');
  place.hidden = false;
  heading.focus();
}

/** Takes away what was shown once. */
export function forget(place) {
  place.hidden = true;
  place.replaceChildren();
}

addEventListener('pagehide', () => {
  const place = document.querySelector('#once');
  if (place) forget(place);
});
