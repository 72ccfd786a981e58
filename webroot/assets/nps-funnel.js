import { make, write } from './element.js';
import * as format from './format.js';
import { gateStep, share, step, unfolds } from './funnel-step.js';
import { stoppedBy } from './gates.js';
import { npsCustomers } from './nps-customers.js';

// a cancelled invite is no end: its customer waits again, or a gate stops them now
const FATES = { waiting: 'waiting', scheduled: 'on their way', sent: 'sent', failed: 'failed', unknown: 'perhaps sent' };

/** Who is asked in the running quarter, who not and why; each line unfolds its customers. */
export function npsFunnel(section, workspace) {
  let quarter = null;
  const list = (reason) => (place) => npsCustomers(place, workspace, { quarter, reason });
  const place = make('div', { class: 'stopped-list', id: 'stopped-none', hidden: true });
  const draw = funnelOf(section, { list, last: step('Asked or waiting', { opens: true, bars: [make('i', { class: 'asked' })] }) });
  const fates = make('ul', { class: 'fates', 'aria-label': 'What became of them' });
  draw.last.append(place, fates);
  unfolds(draw.last.querySelector('button'), place, () => list('none')(place));
  const sum = section.querySelector('.sum');

  return function update({ quarter: now, customers, waiting, asked, gates }) {
    quarter = now;
    const all = { waiting, ...asked };
    const reached = customers - stoppedOf(gates);
    draw.update({ customers, gates, reached });
    draw.last.querySelector('button').disabled = reached === 0;
    fates.replaceChildren(...Object.entries(FATES).map(([fate, words]) =>
      make('li', { class: all[fate] ? null : 'none' }, make('b', {}, format.count(all[fate] ?? 0)), ` ${words}`)));
    write(sum, sumOf(customers, gates, reached, 'asked or waiting'));
  };
}

/** Who would be asked, who not and why, as a dry run found it. */
export function forecastFunnel(section) {
  const draw = funnelOf(section, { list: () => null, last: step('Would be asked', { bars: [make('i', { class: 'asked' })] }) });
  const sum = section.querySelector('.sum');
  return function update({ customers, asked, gates }) {
    draw.update({ customers, gates, reached: asked });
    write(sum, sumOf(customers, gates, asked, 'to be asked'));
  };
}

function funnelOf(section, { list, last }) {
  const steps = section.querySelector('.funnel');
  const top = step('Customers', { bars: [make('i', { class: 'whole' })] });
  const end = make('li', {}, last.element);
  const known = new Map();
  steps.append(make('li', {}, top.element), end);

  return {
    last: end,
    update({ customers, gates, reached }) {
      top.update(customers);
      top.bar.style.setProperty('--size', share(customers, customers));
      let left = customers;
      for (const { gate, stopped } of gates) {
        if (!known.has(gate)) {
          known.set(gate, gateStep(stoppedBy(gate), gate, list(gate)));
          end.before(known.get(gate).element);
        }
        left -= stopped;
        known.get(gate).update({ stopped, left, whole: customers });
      }
      last.update(reached, customers ? reached / customers : null);
      last.bar.hidden = reached === 0;
      last.bar.style.setProperty('--size', share(reached, customers));
    },
  };
}

function stoppedOf(gates) {
  return gates.reduce((total, { stopped }) => total + stopped, 0);
}

function sumOf(customers, gates, reached, words) {
  const stopped = stoppedOf(gates);
  if (customers === 0) return 'No customer has been looked at yet. They come with their conversations.';
  return `${format.count(stopped)} stopped + ${format.count(reached)} ${words} = ${format.count(stopped + reached)}: each customer is in exactly one bar. One address is one customer, whatever the chat systems call them.`;
}
