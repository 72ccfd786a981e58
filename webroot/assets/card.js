import { AVERAGE, STATS, show } from './stats.js';
import { deltaOf } from './delta.js';
import { emoji, make, renew, write } from './element.js';
import { explanation } from './explanation.js';
import * as format from './format.js';
import { nearest } from './faces.js';
import { ruler, rulerFaces } from './ruler.js';
import { isFew } from './sample.js';

/** The card: the average on its scale, and every other number with its delta and its definition. */
export function card(section, workspace) {
  const average = averagePart(workspace);
  const tiles = STATS.map((stat) => tile(stat, workspace));
  section.prepend(average.element, make('div', { class: 'stats' }, tiles.map(({ element }) => element)));
  return function update(stats) {
    average.update(stats);
    tiles.forEach((each) => each.update(stats));
  };
}

function averagePart(workspace) {
  const explained = explanation(AVERAGE, workspace);
  const face = emoji('');
  const value = make('strong', {}, format.NOTHING);
  const word = make('span', { class: 'soft' });
  const delta = make('span');
  const few = make('span', { class: 'tag', hidden: true }, 'small sample');
  const scale = ruler();
  const caption = make('figcaption');
  const element = make('div', { class: 'average' },
    make('div', {}, explained.element,
      make('div', { class: 'average-value' }, face, value),
      make('div', { class: 'average-words' }, word, delta, few)),
    make('figure', { class: 'scale' }, scale.element, rulerFaces(), caption));

  return {
    element,
    update(stats) {
      const { current, previous, delta: deltas, intervals: { average: interval }, changes } = stats;
      explained.update(stats);
      const near = nearest(current.average);
      face.hidden = !near;
      write(face, near?.face ?? '');
      if (write(value, show(AVERAGE, current.average))) flash(value);
      write(word, near ? `${near.word}, on a scale of 1 to 5` : 'No answer in this window yet');
      renew(delta, near ? deltaOf(AVERAGE, deltas.average, previous.average, changes.average) : '');
      few.hidden = !isFew(current.responses);
      scale.update({ average: current.average, interval, previous: previous.average });
      write(caption, captionOf(interval, current.responses, previous.average));
    },
  };
}

function captionOf(interval, responses, before) {
  const sentences = [];
  if (interval) {
    sentences.push(`With ${format.plural(responses, 'answer')} the true average lies between ${format.average(interval.low)} and ${format.average(interval.high)} (95 % interval, the grey band).`);
  }
  if (before !== null) sentences.push(`The hollow mark is the window before: ${format.average(before)}.`);
  return sentences.join(' ');
}

/** One number with its name, its delta against before, and what it is made of. */
export function tile(stat, workspace) {
  const explained = explanation(stat, workspace);
  const value = make('strong', {}, format.NOTHING);
  const delta = make('span');
  const beside = make('p', { class: 'soft' });
  const notes = make('p', { class: 'stat-notes' });
  const usual = stat.usual ? band(stat.usual) : null;
  const element = make('div', { class: stat.beside ? 'stat wide' : 'stat' }, explained.element,
    make('div', { class: 'stat-value' }, value, stat.beside ? beside : null, delta), usual?.element, notes);

  return {
    element,
    update(stats) {
      const { current, previous, delta: deltas, intervals, changes } = stats;
      explained.update(stats);
      const now = current[stat.key];
      if (write(value, show(stat, now))) flash(value);
      renew(delta, now === null ? '' : deltaOf(stat, deltas[stat.key], previous[stat.key], changes[stat.key]));
      if (stat.beside) write(beside, besideOf(stat, current, intervals));
      usual?.update(now);
      renew(notes, notesOf(stat, stats).map((note) => make('span', {}, note)));
    },
  };
}

function besideOf({ kind, beside: { key, words } }, current, intervals) {
  const interval = intervals[key] ? ` (${format.between(kind, intervals[key])})` : '';
  return `${words} ${format[kind](current[key])}${interval}`;
}

function notesOf(stat, stats) {
  const notes = [];
  const interval = stats.intervals[stat.key];
  if (interval) notes.push(`95\u00a0% interval ${format.between(stat.kind, interval)}`);
  if (stat.usual) notes.push(stat.usual.words);
  if (stat.of && isFew(stat.of(stats))) notes.push('small sample');
  return notes;
}

function band({ low, high }) {
  const mark = make('b', { hidden: true });
  const element = make('div', { class: 'band', 'aria-hidden': 'true', '--low': `${low * 100}%`, '--high': `${high * 100}%` }, make('i'), mark);
  return {
    element,
    update(value) {
      mark.hidden = value === null;
      if (value !== null) mark.style.setProperty('--at', `${Math.min(1, value) * 100}%`);
    },
  };
}

let settled = false;

/** From now on a number that changes is marked for a moment. */
export function settle() {
  settled = true;
}

/** Marks a number that changed. */
export function flash(element) {
  if (!settled) return;
  element.classList.remove('changed');
  requestAnimationFrame(() => element.classList.add('changed'));
}
