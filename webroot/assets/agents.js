import { emoji, make } from './element.js';
import * as format from './format.js';
import { deviation, isFew, ofAverage } from './interval.js';
import { nearest } from './faces.js';
import { ruler } from './ruler.js';

const UNATTRIBUTED = 'Unattributed';

/** The score of each agent who resolved conversations, the busiest first. */
export function agents(section) {
  const table = section.querySelector('table');
  const empty = section.querySelector('.empty');

  return function update({ agents: all, distribution }) {
    const spread = deviation(distribution);
    const sorted = [...all].sort((one, other) => (one.agent === UNATTRIBUTED) - (other.agent === UNATTRIBUTED) || other.responses - one.responses);
    table.hidden = sorted.length === 0;
    empty.hidden = sorted.length > 0;
    table.tBodies[0].replaceChildren(...sorted.map((agent) => row(agent, spread)));
  };
}

function scoreOf(average) {
  const value = make('b', {}, format.average(average));
  return average === null ? [value] : [emoji(nearest(average).face), ' ', value];
}

function row({ agent, responses, average }, spread) {
  const interval = ofAverage(average, responses, spread);
  const scale = ruler({ mini: true });
  scale.update({ average, interval });
  const between = interval ? `${format.average(interval.low)}–${format.average(interval.high)}` : format.NOTHING;
  return make('tr', {}, make('th', { scope: 'row' }, agent),
    make('td', { class: 'ruler-cell' }, scale.element),
    make('td', { class: 'number' }, ...scoreOf(average)),
    make('td', { class: 'number soft small' }, between),
    make('td', { class: 'number' }, format.count(responses), isFew(responses) ? make('span', { class: 'few soft small' }, ' small') : null));
}
