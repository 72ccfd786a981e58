import { FACES } from './faces.js';
import { emoji, make, write } from './element.js';
import * as format from './format.js';

/** Five bars, best first: face, word, how many, and which share. */
export function distribution(section) {
  const rows = [...FACES].reverse().map(({ score, face, word }) => {
    const number = make('b', { class: 'number' }, format.NOTHING);
    const share = make('span', { class: 'number soft' }, format.NOTHING);
    const bar = make('i');
    const element = make('li', { 'data-score': score }, emoji(face), make('span', {}, `${score} ${word}`),
      make('span', { class: 'bar', 'aria-hidden': 'true' }, bar), number, share);
    return { score, number, share, bar, element };
  });
  const note = make('p', { class: 'soft' });
  section.append(make('ul', { class: 'distribution' }, rows.map(({ element }) => element)), note);

  return function update({ distribution: counts, current }) {
    const total = rows.reduce((sum, { score }) => sum + (counts[score] ?? 0), 0);
    for (const { score, number, share, bar } of rows) {
      const part = total ? (counts[score] / total) * 100 : null;
      write(number, total ? format.count(counts[score]) : format.NOTHING);
      write(share, format.percent(part));
      bar.style.setProperty('--share', `${part ?? 0}%`);
    }
    write(note, total
      ? `${format.percent(current.promoter_percent)} promoters (4 and 5), ${format.percent(current.detractor_percent)} detractors (1 and 2); Okay counts as neither.`
      : 'No answer in this window yet.');
  };
}
