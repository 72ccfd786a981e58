import { inOrder, orderInWords } from './agent-order.js';
import { emoji, make, renew, write } from './element.js';
import * as format from './format.js';
import { nearest } from './faces.js';
import { conversationsPage } from './links.js';
import { ruler } from './ruler.js';
import { isFew } from './sample.js';

/** The score of each agent who resolved conversations, in the order that the reader chooses. */
export function agents(section, workspace) {
  const table = section.querySelector('table');
  const empty = section.querySelector('.empty');
  const words = section.querySelector('.order');
  const headings = [...table.tHead.querySelectorAll('button')];
  const rows = new Map();
  let order = { by: 'responses', descending: true };
  let shown = null;

  function arrange() {
    for (const heading of headings) {
      const chosen = heading.dataset.by === order.by;
      heading.closest('th').setAttribute('aria-sort', chosen ? (order.descending ? 'descending' : 'ascending') : 'none');
    }
    const sorted = inOrder(shown.agents, order);
    sorted.forEach((agent, position) => {
      if (!rows.has(agent.agent)) rows.set(agent.agent, row(agent.agent, workspace));
      const { element, update } = rows.get(agent.agent);
      update(agent, shown);
      if (table.tBodies[0].children[position] !== element) table.tBodies[0].insertBefore(element, table.tBodies[0].children[position] ?? null);
    });
    while (table.tBodies[0].children.length > sorted.length) table.tBodies[0].lastElementChild.remove();
    const beyond = shown.agents_in_all > sorted.length
      ? ` These ${sorted.length} of ${format.count(shown.agents_in_all)} agents have the most answers.`
      : '';
    write(words, orderInWords(order) + beyond);
  }

  for (const heading of headings) {
    heading.addEventListener('click', () => {
      const { by } = heading.dataset;
      order = { by, descending: by === order.by ? !order.descending : by !== 'agent' };
      arrange();
    });
  }

  return function update(stats) {
    shown = stats;
    table.hidden = words.hidden = stats.agents.length === 0;
    empty.hidden = stats.agents.length > 0;
    arrange();
  };
}

function row(name, workspace) {
  const link = make('a', {}, name);
  const scale = ruler({ mini: true });
  const [score, between, number] = ['number', 'number soft small', 'number'].map((names) => make('td', { class: names }));
  return {
    element: make('tr', {}, make('th', { scope: 'row' }, link), make('td', { class: 'ruler-cell' }, scale.element), score, between, number),
    update({ responses, average, interval }, stats) {
      link.href = conversationsPage(workspace, { agent: name, answered: 'true', ...format.windowOf(stats) });
      scale.update({ average, interval });
      renew(score, emoji(nearest(average).face), ' ', make('b', {}, format.average(average)));
      write(between, format.between('average', interval));
      renew(number, format.count(responses), isFew(responses) ? make('span', { class: 'few soft small' }, ' small') : null);
    },
  };
}
