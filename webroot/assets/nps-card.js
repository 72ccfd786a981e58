import { flash, tile } from './card.js';
import { deltaOf } from './delta.js';
import { make, renew, write } from './element.js';
import { explanation } from './explanation.js';
import * as format from './format.js';
import { NPS_STATS, SCORE, asCard } from './nps-stats.js';
import { ruler, rulerWords } from './ruler.js';
import { isFew } from './sample.js';

const SCALE = { low: -100, high: 100, dots: [-100, -50, 0, 50, 100] };

/** The card of a quarter: the score on its scale, and every other number with its delta and its definition. */
export function npsCard(section, workspace) {
  const score = npsScore(workspace);
  const tiles = NPS_STATS.map((stat) => tile(stat, workspace));
  section.append(score.element, make('div', { class: 'stats three' }, tiles.map(({ element }) => element)));
  return function update(stats) {
    const numbers = asCard(stats);
    score.update(stats);
    tiles.forEach((each) => each.update(numbers));
  };
}

/** The score alone, with what it is made of in a sentence. */
export function npsSummary(section, workspace) {
  const score = npsScore(workspace);
  const made = make('p', { class: 'made' });
  section.append(score.element, made);
  return function update(stats) {
    score.update(stats);
    write(made, summaryOf(stats));
    section.hidden = false;
  };
}

function summaryOf({ responses, invites_sent: sent, response_rate: rate, percents: { promoter, passive, detractor } }) {
  if (!responses) return '';
  return `${format.percent(promoter)} promoters (9 and 10), ${format.percent(passive)} passives (7 and 8), ${format.percent(detractor)} detractors (0 to 6). ${format.plural(responses, 'answer')} to ${format.plural(sent, 'survey')}: ${format.rate(rate)}.`;
}

/** The score of a quarter, big, with how sure it is. */
export function npsScore(workspace) {
  const explained = explanation(SCORE, workspace);
  const value = make('strong', {}, format.NOTHING);
  const word = make('span', { class: 'soft' });
  const delta = make('span');
  const few = make('span', { class: 'tag', hidden: true }, 'too few answers to tell');
  const scale = ruler({ scale: SCALE });
  const caption = make('figcaption');
  const element = make('div', { class: 'average nps' },
    make('div', {}, explained.element,
      make('div', { class: 'nps-value' }, value),
      make('div', { class: 'average-words' }, word, delta, few)),
    make('figure', { class: 'scale' }, scale.element, rulerWords(SCALE, [[-100, '−100'], [0, '0'], [100, '+100']]), caption));

  return {
    element,
    update(stats) {
      const numbers = asCard(stats);
      const { current, previous, delta: deltas, intervals, changes } = numbers;
      explained.update(numbers);
      if (write(value, format.nps(current.score))) flash(value);
      write(word, current.score === null ? nothingYet(stats) : `of ${format.quarter(stats.quarter)}, on a scale from −100 to +100`);
      renew(delta, current.score === null ? '' : deltaOf(SCORE, deltas.score, previous.score, changes.score));
      few.hidden = !isFew(current.responses);
      scale.update({ average: current.score, interval: intervals.score, previous: previous.score });
      write(caption, captionOf(stats, previous.score));
    },
  };
}

function nothingYet({ quarter, invites_sent: sent }) {
  return sent ? `No answer yet to the ${format.plural(sent, 'survey')} of ${format.quarter(quarter)}` : `Nobody was asked in ${format.quarter(quarter)}`;
}

function captionOf({ interval, responses, previous }, before) {
  const sentences = [];
  if (interval) {
    sentences.push(`With ${format.plural(responses, 'answer')} the true score lies between ${format.nps(interval.low)} and ${format.nps(interval.high)} (95 % interval, the grey band).`);
  }
  if (before !== null) sentences.push(`The hollow mark is ${format.quarter(previous.quarter)}: ${format.nps(before)}.`);
  return sentences.join(' ');
}
