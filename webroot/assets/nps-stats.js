import * as format from './format.js';

const answers = ({ current }) => current.responses;
const shareOf = (one) => ({ numerator, denominator }) => `${format.plural(numerator, one)} of ${format.plural(denominator, 'answer')}`;
const before = 'the quarter before';
const WILSON = 'The 95 % interval is Wilson’s for a share.';

/** The score in the middle of it all. */
export const SCORE = {
  key: 'score', name: 'Net Promoter Score', kind: 'nps', better: 1, before,
  definition: 'The share of promoters (9 and 10) less the share of detractors (0 to 6), in points from −100 to +100. Passives (7 and 8) count among the answers and on neither side. An answer belongs to the quarter in which its customer was asked, whatever day it comes on.',
  made: ({ promoters, detractors, denominator }) => `${format.plural(promoters, 'promoter')} less ${format.plural(detractors, 'detractor')}, of ${format.plural(denominator, 'answer')}`,
  method: 'The 95 % interval is Tango’s for the difference of two shares of the same answers.',
};

/** The numbers beside it. Which way is good news is said of the score alone. */
export const NPS_STATS = [
  {
    key: 'promoter_percent', name: 'Promoters', kind: 'percent', better: 0, before, of: answers,
    definition: 'Answers of 9 or 10, as a share of all answers of this quarter.', made: shareOf('promoter'), method: WILSON,
  },
  {
    key: 'passive_percent', name: 'Passives', kind: 'percent', better: 0, before, of: answers,
    definition: 'Answers of 7 or 8, as a share of all answers of this quarter.', made: shareOf('passive'), method: WILSON,
  },
  {
    key: 'detractor_percent', name: 'Detractors', kind: 'percent', better: 0, before, of: answers,
    definition: 'Answers of 0 to 6, as a share of all answers of this quarter. Lower is better.', made: shareOf('detractor'), method: WILSON,
  },
  {
    key: 'response_rate', name: 'Response rate', kind: 'rate', better: 0, before, of: ({ current }) => current.invites_sent,
    definition: 'Of the customers asked in this quarter, how many have answered by now. While surveys still go out it is lower than it will be.',
    made: ({ numerator, denominator }) => `${format.plural(numerator, 'answer')} to ${format.plural(denominator, 'invite')}`, method: WILSON,
  },
  {
    key: 'responses', name: 'Answers', kind: 'count', better: 0, before,
    definition: 'Answers to the surveys of this quarter. Each customer counts once, and answers suspected of coming from a machine do not count.',
  },
  {
    key: 'invites_sent', name: 'Invites sent', kind: 'count', better: 0, before,
    definition: 'Surveys that went out in this quarter, all by email. At most one for each customer.',
  },
];

/** The groups that the score is made of, from the worst. */
export const GROUPS = [
  { key: 'detractor', name: 'Detractors', from: 0, to: 6 },
  { key: 'passive', name: 'Passives', from: 7, to: 8 },
  { key: 'promoter', name: 'Promoters', from: 9, to: 10 },
];

/** The group of a score from 0 to 10. */
export function groupOf(score) {
  return GROUPS.find(({ to }) => score <= to).key;
}

/** The numbers of a quarter as a card has them. */
export function asCard(stats) {
  const { promoters, passives, detractors, responses, invites_sent: sent, previous, delta } = stats;
  const current = numbersOf(stats);
  const earlier = numbersOf(previous ?? { responses: 0 });
  const moved = (key) => (current[key] === null || earlier[key] === null ? null : current[key] - earlier[key]);
  const of = (numerator) => ({ numerator, denominator: responses });
  return {
    current,
    previous: earlier,
    delta: { ...delta, promoter_percent: moved('promoter_percent'), passive_percent: moved('passive_percent'), detractor_percent: moved('detractor_percent') },
    fractions: {
      score: { promoters, detractors, denominator: responses },
      promoter_percent: of(promoters), passive_percent: of(passives), detractor_percent: of(detractors),
      response_rate: { numerator: responses, denominator: sent },
    },
    intervals: { ...stats.intervals, score: stats.interval },
    changes: stats.changes,
  };
}

function numbersOf({ score = null, promoters, passives, detractors, responses, invites_sent: sent = 0, response_rate: rate = null }) {
  const percent = (part) => (responses ? (part / responses) * 100 : null);
  return {
    score, responses, invites_sent: sent, response_rate: rate,
    promoter_percent: percent(promoters), passive_percent: percent(passives), detractor_percent: percent(detractors),
  };
}
