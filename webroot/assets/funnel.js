import { read, within } from './api.js';
import { make, unseen, write } from './element.js';
import * as format from './format.js';
import { stoppedBy } from './gates.js';
import { conversationPage, conversationsPage } from './links.js';

const FATES = ['waiting', 'sent', 'cancelled', 'failed', 'unknown'];

/** Closed conversations, what each gate stopped of them, and what became of the rest. */
export function funnel(section, workspace) {
  const list = section.querySelector('.funnel');
  const sum = section.querySelector('.sum');
  const top = step('Closed conversations', null, make('i', { class: 'whole' }));
  const asked = step('Asked', null, make('i', { class: 'asked' }));
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
        gates.set(gate, gateStep(gate, workspace));
        list.lastElementChild.before(gates.get(gate).element);
      }
      left -= number;
      gates.get(gate).update({ stopped: number, left, whole, interval }, stats);
    }
    asked.update(reached, closed ? reached / closed : null, stats.asked.interval);
    asked.bar.hidden = reached === 0;
    asked.bar.style.setProperty('--size', share(reached, whole));
    fates.update(stats);
    write(sum, sumOf(closed, stopped, reached));
  };
}

function share(part, whole) {
  return `${whole ? (part / whole) * 100 : 0}%`;
}

function sumOf(closed, stopped, asked) {
  if (!closed && !stopped && !asked) return 'No conversation ended in this window, so there is nothing to explain yet.';
  const left = closed - stopped - asked;
  const sum = `${format.count(stopped)} stopped + ${format.count(asked)} asked = ${format.count(stopped + asked)}`;
  if (left === 0) return `${sum}: the bars add up to the closed conversations, each in exactly one bar.`;
  if (left > 0) return `${sum} of ${format.count(closed)} closed conversations; ${format.plural(left, 'more is', 'more are')} still being judged.`;
  return `${sum}, which is ${format.count(-left)} more than the ${format.count(closed)} closed conversations of this window.`;
}

function step(words, gate, ...bars) {
  const number = make('span', { class: 'step-count number' }, format.NOTHING);
  const part = make('span');
  const between = make('span', { class: 'faint between' });
  const parts = [
    make('span', { class: 'step-name' }, make('span', {}, words), gate ? make('code', {}, gate) : null),
    make('span', { class: 'track', 'aria-hidden': 'true' }, bars), number,
    make('span', { class: 'step-share number' }, part, between),
  ];
  return {
    element: make(gate ? 'button' : 'div', { class: 'step', type: gate ? 'button' : null }, parts),
    bar: bars.at(-1),
    update(count, ratio = null, interval = null) {
      write(number, format.count(count));
      write(part, ratio === null ? '' : format.rate(ratio));
      write(between, interval ? format.between('rate', interval) : '');
    },
  };
}

function gateStep(gate, workspace) {
  const leftOver = make('i', { class: 'left-over' });
  const bar = make('i', { class: 'stopped' });
  const { element: button, update } = step(stoppedBy(gate), gate, leftOver, bar);
  let shown = null;
  const list = make('div', { class: 'stopped-list', id: `stopped-${gate}`, hidden: true });
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-controls', list.id);
  button.addEventListener('click', () => {
    const open = list.hidden;
    list.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) showStopped(list, workspace, gate, shown);
  });

  return {
    element: make('li', {}, button, list),
    update({ stopped, left, whole, interval }, stats) {
      shown = { stopped, window: format.windowOf(stats) };
      update(stopped, whole ? stopped / whole : null, interval);
      button.disabled = stopped === 0;
      leftOver.style.setProperty('--size', share(left, whole));
      bar.style.setProperty('--from', share(left, whole));
      bar.style.setProperty('--size', share(stopped, whole));
    },
  };
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
    make('span', { class: 'soft' }, unseen('The gate saw: '), saw),
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
