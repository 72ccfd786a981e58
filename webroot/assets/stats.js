import * as format from './format.js';

const answers = (stats) => stats.current.responses;

/** The numbers of the card: `better` is the direction that is good news, `of` what a ratio is taken of, `usual` its ordinary range. */
export const STATS = [
  {
    key: 'promoter_percent', name: 'Promoters', kind: 'percent', better: 1, of: answers,
    definition: 'Answers of 4 🙂 Good or 5 😀 Great, as a share of all answers in this window.',
  },
  {
    key: 'detractor_percent', name: 'Detractors', kind: 'percent', better: -1, of: answers,
    definition: 'Answers of 1 😡 Awful or 2 😞 Bad, as a share of all answers in this window. Lower is better.',
  },
  {
    key: 'response_rate', name: 'Response rate', kind: 'rate', better: 1, of: (stats) => stats.current.invites_sent,
    usual: { low: 0.15, high: 0.4, words: 'Typical for email: 15–40 %' },
    beside: { key: 'cohort_response_rate', words: 'cohort' },
    definition: 'Answers received divided by invites sent, both in this window. An answer to an earlier invite counts too, so short windows may pass 100 %. Beside it the cohort rate: of the invites sent in this window, how many have been answered by now.',
  },
  {
    key: 'responses', name: 'Responses', kind: 'count', better: 0,
    definition: 'Answers received in this window. Each invite counts once, and answers suspected of coming from a machine do not count.',
  },
  {
    key: 'invites_sent', name: 'Invites sent', kind: 'count', better: 0,
    definition: 'Surveys that went out in this window, by email, chat or Slack. At most one for each conversation.',
  },
  {
    key: 'closed', name: 'Closed', kind: 'count', better: 0,
    definition: 'Conversations that ended in this window, whether or not the customer was asked.',
  },
  {
    key: 'send_rate', name: 'Send rate', kind: 'rate', better: 0, of: (stats) => stats.current.closed,
    usual: { low: 0.3, high: 0.6, words: 'Healthy: 30–60 %' },
    definition: 'Invites sent divided by closed conversations. The gates below explain the rest.',
  },
];

/** The number in the middle of it all. */
export const AVERAGE = {
  key: 'average', name: 'Average score', kind: 'average', better: 1,
  definition: 'The mean of all answers received in this window, on the scale from 1 😡 Awful to 5 😀 Great.',
};

/** A value of a stat as people read it. */
export function show(stat, value) {
  return format[stat.kind](value);
}
