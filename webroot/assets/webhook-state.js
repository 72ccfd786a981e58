import { make } from './element.js';
import * as format from './format.js';

const STATES = { working: 'Working', failing: 'Failing', paused: 'Paused' };
const WHY_PAUSED = {
  failing: 'nothing was taken for days',
  gone: 'it answered 410, which says that it is gone for good',
  person: 'one of you paused it',
};
const COUNTED = 1000;

/** The part of a URL by which people know an endpoint. */
export function hostOf(url) {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** The state as a tag. */
export function stateTag({ state }) {
  return make('span', { class: 'tag', 'data-state': state }, STATES[state] ?? state);
}

/** The state in a sentence: what is the matter, since when, and what waits. */
export function stateInWords(endpoint) {
  const { state, failing_since: failingSince, paused_at: pausedAt, paused_reason: reason } = endpoint;
  const waiting = waitingInWords(endpoint);
  if (state === 'paused') return `Paused since ${format.moment(pausedAt)}: ${WHY_PAUSED[reason] ?? reason}. ${waiting || 'Nothing waits.'}`;
  if (state === 'failing') return `Takes nothing since ${format.moment(failingSince)}. ${waiting || 'Nothing waits.'}`;
  return waiting || 'Nothing waits.';
}

/** How many events wait, in a sentence; empty where none does. */
export function waitingInWords({ waiting }) {
  if (waiting === 0) return '';
  return `${waiting === COUNTED ? `${format.count(COUNTED)} events or more wait` : format.plural(waiting, 'event waits', 'events wait')}.`;
}
