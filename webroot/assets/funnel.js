import { read, within } from './api.js';
import { make, unseen, write } from './element.js';
import * as format from './format.js';
import { gateStep, share, step } from './funnel-step.js';
import { stoppedBy } from './gates.js';
import { conversationPage, conversationsPage } from './links.js';
import { sawInWords } from './saw.js';

const FATES = ['waiting', 'sent', 'cancelled', 'failed', 'unknown'];

/** Closed conversations, what each gate stopped of them, and what became of the rest. */
export function funnel(section, workspace) {
  const list = section.querySelector('.funnel');
  const sum = section.querySelector('.sum');
  const top = step('Closed conversations', { bars: [make('i', { class: 'whole' })] });
  const asked = step('Asked', { bars: [make('i', { class: 'asked' })] });
  const fates = fatesOf(workspace);
  const gates = new Map();
  list.append(make('li', {}, top.element), make('li', {}, asked.element, fates.element));

  return function update(stats) {
    const closed = stats.current.closed;
    const stopped = stats.gates.reduce((total, gate) => total + gate.stopped, 0);
    const reached = FATES.reduce((total, fate) => total + (stats.asked[fate] ?? 0), 0);
    const whole = Math.max(closed, stopped + reached);
    top.update(closed);
    top.bar.style.setProperty('--size', share(closed, whole));
    let left = whole;
    for (const { gate, stopped: number, interval } of stats.gates) {
      if (!gates.has(gate)) {
        gates.set(gate, gateStep(stoppedBy(gate), gate, (place, shown) => showStopped(place, workspace, gate, shown)));
        list.lastElementChild.before(gates.get(gate).element);
      }
      left -= number;
      gates.get(gate).update({ stopped: number, left, whole, interval, window: format.windowOf(stats) });
    }
    asked.update(reached, closed ? reached / closed : null, stats.asked.interval);
    asked.bar.hidden = reached === 0;
    asked.bar.style.setProperty('--size', share(reached, whole));
    fates.update(stats);
    write(sum, sumOf(closed, stopped, reached));
  };
}

function sumOf(closed, stopped, asked) {
  if (!closed && !stopped && !asked) return 'No conversation ended in this window, so there is nothing to explain yet.';
  const left = closed - stopped - asked;
  const sum = `${format.count(stopped)} stopped + ${format.count(asked)} asked = ${format.count(stopped + asked)}`;
  if (left === 0) return `${sum}: the bars add up to the closed conversations, each in exactly one bar.`;
  if (left > 0) return `${sum} of ${format.count(closed)} closed conversations; ${format.plural(left, 'more is', 'more are')} still being judged.`;
  return `${sum}, which is ${format.count(-left)} more than the ${format.count(closed)} closed conversations of this window.`;
}

async function showStopped(place, workspace, gate, { stopped, window }) {
  place.replaceChildren(make('p', { class: 'soft', role: 'status' }, 'Looking…'));
  try {
    const { items } = await read(within(workspace, 'conversations'), { reason: gate, ...window });
    const all = make('a', { class: 'all', href: conversationsPage(workspace, { reason: gate, ...window }) }, `All ${format.count(stopped)} of this window`);
    place.replaceChildren(items.length
      ? make('ul', { 'aria-label': `Latest conversations stopped: ${stoppedBy(gate)}` }, items.map((item) => stoppedItem(item, workspace)))
      : make('p', { class: 'empty' }, 'None of them is kept any more.'), all);
  } catch (problem) {
    place.replaceChildren(make('p', { role: 'alert' }, `${problem.message}. ${problem.detail ?? ''}`));
  }
}

function stoppedItem({ ref, source, subject, customer, channel, ended_at: endedAt, saw }, workspace) {
  return make('li', {},
    make('span', {}, make('a', { href: conversationPage(workspace, source, ref) }, subject || `Conversation ${ref}`),
      make('span', { class: 'soft' }, ` ${customer ?? 'Unknown customer'}, ${channel}`)),
    make('span', { class: 'soft' }, unseen('The gate saw: '), sawInWords(saw)),
    make('time', { class: 'soft small', datetime: endedAt, title: format.moment(endedAt) }, format.ago(endedAt)));
}

function fatesOf(workspace) {
  const fates = FATES.map((fate) => {
    const number = make('b', {}, format.NOTHING);
    const link = make('a', {}, number, ` ${fate}`);
    return { fate, number, link, item: make('li', {}, link) };
  });
  return {
    element: make('ul', { class: 'fates', 'aria-label': 'What became of the invites' }, fates.map(({ item }) => item)),
    update(stats) {
      for (const { fate, number, link, item } of fates) {
        write(number, format.count(stats.asked[fate] ?? 0));
        link.href = conversationsPage(workspace, { invite: fate, ...format.windowOf(stats) });
        item.classList.toggle('none', !stats.asked[fate]);
      }
    },
  };
}
