import { make } from './element.js';
import * as format from './format.js';

/** How often a page looks whether a source is heard. */
export const LOOK_AGAIN = 2000;

/** Whether a source is `heard`, `refused` since it was last heard, or `silent`. */
export function stateOf({ heard }) {
  if (heard.refused_at && !(heard.last_at >= heard.refused_at)) return 'refused';
  return heard.webhooks > 0 ? 'heard' : 'silent';
}

/** Shows in this place whether a source is heard, and says so once it changes. */
export function showLight(place, source) {
  const state = stateOf(source);
  const words = wordsOf(state, source.heard);
  if (place.dataset.print === words) return;
  // what only grows older or more is not read out
  if (place.dataset.state !== state) place.setAttribute('role', 'status');
  else place.removeAttribute('role');
  place.dataset.print = words;
  place.dataset.state = state;
  place.replaceChildren(make('b', {}, { heard: 'We hear from it.', refused: 'Its last webhook was refused.', silent: 'Nothing heard yet.' }[state]), ` ${words}`);
}

/** The light of a source, made anew. */
export function light(source) {
  const place = make('p', { class: 'light' });
  showLight(place, source);
  return place;
}

function wordsOf(state, { webhooks, first_at: first, last_at: last, refused_at: refused }) {
  const taken = `${format.plural(webhooks, 'webhook')} since ${format.moment(first)}, the last ${format.ago(last)}.`;
  switch (state) {
    case 'heard': return taken;
    case 'refused': return `Its signature did not match, ${format.ago(refused)}. Compare the secret here with the one there.${webhooks ? ` Taken before: ${taken}` : ''}`;
    default: return 'This changes by itself with the first webhook.';
  }
}
