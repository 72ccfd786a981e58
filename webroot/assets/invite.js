import { make } from './element.js';
import * as format from './format.js';
import { because, isGate } from './gates.js';

const IN_WORDS = {
  unknown: 'Nobody knows whether it arrived',
  scheduled: 'Scheduled',
  claimed: 'About to be sent',
  sending: 'Being sent',
};

/** The life of an invite: made, due, sent, answered. */
export function showInvite(place, { invite, response }) {
  if (!invite) {
    place.replaceChildren(make('p', { class: 'soft' }, 'None was made.'));
    return;
  }
  const over = ['cancelled', 'failed', 'unknown'].includes(invite.state);
  const steps = [['Made', invite.created_at], ['Due', invite.due_at], ['Sent', invite.sent_at], ...told(invite), ['Answered', response?.responded_at]]
    .filter(([name, at]) => at || (!over && !(name === 'Answered' && cameBack(invite))))
    .map(([name, at]) => step(name, at));
  if (over) steps.push(step(invite.state[0].toUpperCase() + invite.state.slice(1), null, true));
  place.replaceChildren(
    make('p', {}, make('b', {}, IN_WORDS[invite.state] ?? invite.state), `, by ${invite.channel}`, invite.recipient ? ` to ${invite.recipient}` : ''),
    ...(invite.reason ? [make('p', { class: 'soft' }, `Reason: ${isGate(invite.reason) ? because(invite.reason) : invite.reason}`)] : []),
    ...(invite.delivery_detail ? [make('p', { class: 'soft' }, `It came back: ${invite.delivery_detail}`)] : []),
    ...(hasBeenTried(invite) ? [make('p', { class: 'soft' }, triesOf(invite))] : []),
    ...(invite.receipt ? [make('p', { class: 'soft' }, `Receipt: ${invite.receipt}`)] : []),
    make('ol', { class: 'life' }, steps));
}

/** What the mail service told of it since. */
function told({ delivery, delivery_at: at }) {
  return delivery ? [[{ delivered: 'Delivered', bounced: 'Bounced', complained: 'Called spam' }[delivery], at]] : [];
}

function cameBack({ delivery }) {
  return delivery === 'bounced' || delivery === 'complained';
}

function hasBeenTried({ attempts, state }) {
  return attempts > 1 || (attempts === 1 && state === 'scheduled');
}

function triesOf({ attempts, next_try_at: next }) {
  return `Handed over ${attempts === 1 ? 'once' : `${attempts} times`}${next ? `; the next try is due ${format.moment(next)}` : ''}.`;
}

function step(name, at, reached = Boolean(at) && new Date(at) <= Date.now()) {
  return make('li', { 'data-ahead': !reached }, make('span', {}, name),
    at ? make('time', { class: 'small', datetime: at }, format.moment(at)) : make('span', { class: 'small' }, reached ? '' : 'not yet'));
}
