import { readPages, send } from './api.js';
import { make, reconcile, unseen, write } from './element.js';
import * as format from './format.js';

const PAGE = 20;
const NONE = {
  '': 'Nothing was sent yet. Send a test, or wait for the next answer.',
  pending: 'Nothing waits.',
  delivered: 'Nothing was delivered yet.',
  exhausted: 'Nothing was given up.',
};
const STATES = { pending: 'Waiting', delivered: 'Delivered', exhausted: 'Not delivered' };
const part = (id) => document.getElementById(id);

/** Lists what was sent to an endpoint; the function it returns reads the list anew, `changed` runs after a redelivery. */
export function showDeliveries(path, changed) {
  const list = document.querySelector('.deliveries');
  const empty = list.parentElement.querySelector('.empty');
  const chosen = part('delivery-state');
  const unfolded = new Set();
  let pages = 1;
  let asked = 0;

  async function refresh() {
    asked += 1;
    const mine = asked;
    const wanted = { limit: PAGE, ...(chosen.value ? { state: chosen.value } : {}) };
    const { items, next } = await readPages(path('deliveries'), pages, wanted);
    // an answer to what was asked before something else was chosen
    if (mine !== asked) return;
    reconcile(list, items, ({ id }) => id, (delivery) => entry(delivery, unfolded, redeliver));
    empty.hidden = items.length > 0;
    write(empty, NONE[chosen.value]);
    part('more').hidden = !next;
  }

  async function redeliver({ id }, button) {
    button.disabled = true;
    write(part('deliveries-refusal'), '');
    write(part('redelivered'), '');
    try {
      await send('POST', path('deliveries', id, 'redeliver'));
      write(part('redelivered'), 'It is sent again, this once.');
      await changed();
    } catch (problem) {
      write(part('deliveries-refusal'), problem.detail || problem.message);
    } finally {
      button.disabled = false;
    }
  }

  chosen.addEventListener('change', () => {
    pages = 1;
    changed();
  });
  part('more').addEventListener('click', () => {
    pages += 1;
    changed();
  });
  return refresh;
}

function entry(delivery, unfolded, redeliver) {
  const { id, event_id: event, type, payload, created_at: at, attempts } = delivery;
  const details = make('details', { open: unfolded.has(id), ontoggle: () => (details.open ? unfolded.add(id) : unfolded.delete(id)) },
    make('summary', {},
      make('code', {}, type),
      isAsked(delivery) ? make('span', { class: 'tag' }, 'Being sent') : make('span', { class: 'tag', 'data-state': delivery.state }, STATES[delivery.state] ?? delivery.state),
      make('time', { class: 'soft small', datetime: at }, format.moment(at))),
    make('div', { class: 'delivery' },
      make('p', {}, whatIsNext(delivery)),
      attempts.length ? table(attempts) : null,
      make('p', { class: 'soft small' }, 'webhook-id ', make('code', {}, event)),
      make('pre', { tabindex: 0, role: 'region', 'aria-label': `Payload of ${event}` }, pretty(payload)),
      make('div', { class: 'actions' },
        make('button', { class: 'button', type: 'button', onclick: ({ currentTarget }) => redeliver(delivery, currentTarget) }, 'Send it again', unseen(`: ${type} of ${format.moment(at)}`)))));
  return details;
}

/** Whether somebody asked for one more try of what was done with. */
function isAsked({ state, next_try_at: next }) {
  return state !== 'pending' && next !== null;
}

function whatIsNext({ state, next_try_at: next, settled_at: settled }) {
  if (isAsked({ state, next_try_at: next })) return 'It is being sent, this once.';
  if (state === 'delivered') return `Delivered ${format.moment(settled)}.`;
  if (state === 'exhausted') return 'Not delivered. It is not tried again by itself.';
  if (!next) return 'It waits until the endpoint is resumed.';
  return new Date(next) > Date.now() ? `The next try is ${format.ago(next)}, at ${format.moment(next)}.` : 'It is being sent.';
}

function table(attempts) {
  return make('table', {},
    make('thead', {}, make('tr', {}, ['Tried', 'What came of it', 'Took'].map((title, position) => make('th', { scope: 'col', class: position === 2 && 'number' }, title)))),
    make('tbody', {}, attempts.map(({ at, status, error, took_ms: took, by_hand: byHand }) => make('tr', {},
      make('td', {}, make('time', { datetime: at }, format.moment(at)), byHand ? make('span', { class: 'soft small' }, ' by hand') : null),
      make('td', {}, status ? `${status}${error ? `: ${error}` : ''}` : error),
      make('td', { class: 'number' }, `${format.count(took)}\u00a0ms`)))));
}

function pretty(payload) {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
