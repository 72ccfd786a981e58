import { make, write } from './element.js';
import * as format from './format.js';
import { GROUPS, groupOf } from './nps-stats.js';

/** Eleven columns from 0 to 10, each as high as its share, above the groups that the score is made of. */
export function npsDistribution(section) {
  const columns = Array.from({ length: 11 }, (_, score) => {
    const number = make('b', {}, format.NOTHING);
    const bar = make('i');
    const element = make('li', { 'data-nps': groupOf(score) }, number, make('span', { class: 'bar', 'aria-hidden': 'true' }, bar),
      make('span', { class: 'unseen' }, ' answered '), make('span', { class: 'said' }, String(score)));
    return { score, number, bar, element };
  });
  const groups = GROUPS.map(({ key, name, from, to }) => {
    const share = make('b', {}, format.NOTHING);
    return { key, share, element: make('li', { 'data-nps': key }, make('span', {}, `${name} ${from}\u2060–\u2060${to}`), share) };
  });
  const note = make('p', { class: 'soft' });
  section.append(make('div', { class: 'eleven' },
    make('ol', { class: 'columns-of-scores', 'aria-label': 'Answers by score' }, columns.map(({ element }) => element)),
    make('ul', { class: 'groups', 'aria-label': 'Shares' }, groups.map(({ element }) => element))), note);

  return function update({ distribution, percents, responses }) {
    const most = Math.max(1, ...Object.values(distribution));
    for (const { score, number, bar } of columns) {
      write(number, responses ? format.count(distribution[score]) : format.NOTHING);
      bar.style.setProperty('--share', `${(distribution[score] / most) * 100}%`);
    }
    for (const { key, share } of groups) write(share, format.percent(percents[key]));
    write(note, responses ? `Of ${format.plural(responses, 'answer')}. The score is the promoters’ share less the detractors’.` : 'No answer in this quarter yet.');
  };
}
