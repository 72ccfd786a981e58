import { FACES } from './faces.js';
import { emoji, make, write } from './element.js';
import * as format from './format.js';
import { conversationsPage } from './links.js';

/** Five bars, best first: face, word, how many, and which share with its interval. Each leads to its answers. */
export function distribution(section, workspace) {
  const rows = [...FACES].reverse().map(({ score, face, word }) => {
    const number = make('b', { class: 'number' }, format.NOTHING);
    const share = make('span', { class: 'number soft' }, format.NOTHING);
    const between = make('span', { class: 'number faint between' });
    const bar = make('i');
    const link = make('a', {}, `${score} ${word}`);
    const element = make('li', { 'data-score': score }, emoji(face), link,
      make('span', { class: 'bar', 'aria-hidden': 'true' }, bar), number, make('span', { class: 'share' }, share, between));
    return { score, number, share, between, bar, link, element };
  });
  const note = make('p', { class: 'soft' });
  section.append(make('ul', { class: 'distribution' }, rows.map(({ element }) => element)), note);

  return function update(stats) {
    const { distribution: counts, distribution_intervals: intervals, current } = stats;
    const total = current.responses;
    for (const { score, number, share, between, bar, link } of rows) {
      const part = total ? (counts[score] / total) * 100 : null;
      link.href = conversationsPage(workspace, { score, ...format.windowOf(stats) });
      write(number, total ? format.count(counts[score]) : format.NOTHING);
      write(share, format.percent(part));
      write(between, intervals[score] ? format.between('percent', intervals[score]) : '');
      bar.style.setProperty('--share', `${part ?? 0}%`);
    }
    write(note, total
      ? `Of ${format.plural(total, 'answer')}: ${format.percent(current.promoter_percent)} promoters (4 and 5), ${format.percent(current.detractor_percent)} detractors (1 and 2); Okay counts as neither. Small numbers: 95 % intervals.`
      : 'No answer in this window yet.');
  };
}
