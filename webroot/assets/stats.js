import * as format from './format.js';

const answers = (stats) => stats.current.responses;
const parts = (one, whole) => ({ numerator, denominator }) => `${format.plural(numerator, ...one)} of ${format.plural(denominator, ...whole)}`;
const against = (one, other) => ({ numerator, denominator }) => `${format.plural(numerator, ...one)} divided by ${format.plural(denominator, ...other)}`;

const WILSON = 'The 95 % interval is Wilson’s for a share.';
const POISSON = 'These are two counts, not a part and its whole, so the 95 % interval is that of a count (Poisson) and may pass 100 % as well.';

const ANSWERED = ['The answers', { answered: 'true' }];
const SENT = ['The invites sent', { invite: 'sent' }];
const CLOSED = ['The closed conversations', { state: 'ended' }];

/**
 * The numbers of the card: `better` is the direction that is good news, `of` the sample a share is taken of, `usual` its
 * ordinary range, `made` what it is made of in words, `rows` the lists behind it.
 */
export const STATS = [
  {
    key: 'promoter_percent', name: 'Promoters', kind: 'percent', better: 1, of: answers,
    definition: 'Answers of 4 🙂 Good or 5 😀 Great, as a share of all answers in this window.',
    made: parts(['promoter'], ['answer']), method: WILSON,
    rows: [['Rated 5', { score: '5' }], ['Rated 4', { score: '4' }], ['All answers', { answered: 'true' }]],
  },
  {
    key: 'detractor_percent', name: 'Detractors', kind: 'percent', better: -1, of: answers,
    definition: 'Answers of 1 😡 Awful or 2 😞 Bad, as a share of all answers in this window. Lower is better.',
    made: parts(['detractor'], ['answer']), method: WILSON,
    rows: [['Rated 1 or 2', { score: 'low' }], ['All answers', { answered: 'true' }]],
  },
  {
    key: 'response_rate', name: 'Response rate', kind: 'rate', better: 1, of: (stats) => stats.current.invites_sent,
    usual: { low: 0.15, high: 0.4, words: 'Typical for email: 15–40 %' },
    beside: { key: 'cohort_response_rate', words: 'cohort', made: parts(['answer'], ['invite']) },
    definition: 'Answers received divided by invites sent, both in this window. An answer to an earlier invite counts too, so short windows may pass 100 %. Beside it the cohort rate: of the invites sent in this window, how many have been answered by now.',
    made: against(['answer'], ['invite']), method: POISSON, rows: [ANSWERED, SENT],
  },
  {
    key: 'responses', name: 'Responses', kind: 'count', better: 0,
    definition: 'Answers received in this window. Each invite counts once, and answers suspected of coming from a machine do not count.',
    rows: [ANSWERED],
  },
  {
    key: 'invites_sent', name: 'Invites sent', kind: 'count', better: 0,
    definition: 'Surveys that went out in this window, by email, chat or Slack. At most one for each conversation.',
    rows: [SENT],
  },
  {
    key: 'closed', name: 'Closed', kind: 'count', better: 0,
    definition: 'Conversations that ended in this window, whether or not the customer was asked.',
    rows: [CLOSED],
  },
  {
    key: 'send_rate', name: 'Send rate', kind: 'rate', better: 0, of: (stats) => stats.current.closed,
    usual: { low: 0.3, high: 0.6, words: 'Healthy: 30–60 %' },
    definition: 'Invites sent divided by closed conversations, both in this window. An invite that waited may belong to a conversation that closed earlier. The gates below explain the rest.',
    made: against(['invite'], ['closed conversation']), method: POISSON, rows: [SENT, CLOSED],
  },
];

/** The number in the middle of it all. */
export const AVERAGE = {
  key: 'average', name: 'Average score', kind: 'average', better: 1,
  definition: 'The mean of all answers received in this window, on the scale from 1 😡 Awful to 5 😀 Great.',
  made: ({ numerator, denominator }) => `${format.plural(denominator, 'answer')} with ${format.plural(numerator, 'point')} in all`,
  method: 'The 95 % interval is Student’s t, kept on the scale; one answer’s worth of doubt is added, so that a few equal answers do not look certain.',
  rows: [ANSWERED],
};

/** A value of a stat as people read it. */
export function show(stat, value) {
  return format[stat.kind](value);
}
