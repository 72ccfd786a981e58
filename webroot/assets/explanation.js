import { changeInWords } from './delta.js';
import { make, write } from './element.js';
import * as format from './format.js';
import { conversationsPage } from './links.js';
import { foldAway } from './shell.js';
import { show } from './stats.js';

/** A number's name that unfolds what it means, what it is made of, how sure it is, and the rows behind it. */
export function explanation(stat, workspace) {
  const made = make('p');
  const sure = make('p', { class: 'soft' });
  const links = (stat.rows ?? []).map(([words, wanted]) => ({ wanted, link: make('a', {}, words) }));
  const rows = make('ul', { class: 'rows', 'aria-label': `The rows behind: ${stat.name}` }, links.map(({ link }) => make('li', {}, link)));
  const element = make('details', { class: 'definition' }, make('summary', {}, stat.name),
    make('div', {}, make('p', {}, stat.definition), made, sure, links.length ? rows : null));
  foldAway(element);

  return {
    element,
    update(stats) {
      write(made, madeOf(stat, stats));
      write(sure, howSure(stat, stats));
      for (const { wanted, link } of links) link.href = conversationsPage(workspace, { ...wanted, ...format.windowOf(stats) });
    },
  };
}

function madeOf(stat, { current, fractions }) {
  if (!stat.made) return '';
  const sentences = [`${stat.made(fractions[stat.key])}: ${show(stat, current[stat.key])}.`];
  if (stat.beside) {
    const { key, words, made } = stat.beside;
    sentences.push(`The ${words}: ${made(fractions[key])}, ${show(stat, current[key])}.`);
  }
  return sentences.join(' ');
}

function howSure(stat, { current, previous, intervals, changes }) {
  if (!stat.made || current[stat.key] === null) return '';
  const interval = `It lies most likely within ${format.between(stat.kind, intervals[stat.key])}.`;
  return [interval, changeInWords(stat, changes[stat.key], previous[stat.key]), stat.method].filter(Boolean).join(' ');
}
