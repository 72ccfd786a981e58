import { make, reconcile, write } from './element.js';
import * as format from './format.js';

const COUNTED = 10_000;
const TRIED_AT_ONCE = 500;
const SHOWN_BYTES = 4096;
const bytes = new TextEncoder();

/** The types of events that came and mean nothing to us. */
export function showUnknownTypes(section, types) {
  section.querySelector('table').hidden = types.length === 0;
  section.querySelector('.empty').hidden = types.length > 0;
  section.querySelector('tbody').replaceChildren(...types.map(({ type, events, last_at: last }) =>
    make('tr', {}, make('th', { scope: 'row' }, make('code', {}, type)), make('td', { class: 'number' }, format.count(events)),
      make('td', { class: 'number' }, make('time', { datetime: last, title: format.moment(last) }, format.ago(last))))));
}

/** The events that could not be read: how many, and the newest with reason and payload. */
export function showDeadLetters(section, { newest, count }) {
  write(section.querySelector('.count'), countInWords(count, newest.length));
  section.querySelector('form').hidden = count === 0;
  reconcile(section.querySelector('.letters'), newest, ({ id }) => id, letter);
}

/** What a replay did. */
export function replayedInWords(replayed) {
  if (replayed === 0) return 'There is nothing to try again.';
  const more = replayed === TRIED_AT_ONCE ? ' There may be more: press it again.' : '';
  return `${format.plural(replayed, 'event is', 'events are')} tried again. What still cannot be read comes back here.${more}`;
}

function countInWords(count, shown) {
  if (count === 0) return 'Everything that came could be read.';
  const all = count === COUNTED ? `${format.count(count)} events or more` : format.plural(count, 'event');
  return `${all} could not be read.${count > shown ? ` The newest ${shown} are below.` : ''}`;
}

function letter({ event_id: event, at, reason, payload }) {
  const isWhole = bytes.encode(payload).length < SHOWN_BYTES;
  return [
    make('p', {}, make('b', {}, reason)),
    make('p', { class: 'soft small' }, make('time', { datetime: at }, format.moment(at)), ', event ', make('code', {}, event)),
    make('details', {}, make('summary', {}, isWhole ? 'Payload' : 'Payload, its first 4 KiB'), make('pre', { tabindex: 0, role: 'region', 'aria-label': `Payload of ${event}` }, payload)),
  ];
}
