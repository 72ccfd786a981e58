import * as format from './format.js';
import { because, isGate } from './gates.js';
import { sawInWords } from './saw.js';

const FATES = {
  waiting: ({ due_at: due }) => `One is waiting. It is due ${format.moment(due)}; then every gate is judged once more before anything goes out.`,
  sent: ({ channel, sent_at: sent }) => `One went out by ${channel} on ${format.moment(sent)}: every gate was open at that moment.`,
  cancelled: ({ reason }) => `One was planned, then cancelled before it went out${isGate(reason) ? ` because ${because(reason)}.` : after(reason)}`,
  failed: ({ reason }) => `One was due, but it could not be delivered${after(reason)}`,
  unknown: ({ reason }) => `One was handed over, but nobody can tell whether it arrived${after(reason)} It is not sent again by itself.`,
};

const WENT_OUT = ['sent', 'unknown'];

/** Whether nobody could be asked yet, because the conversation goes on. */
export function goesOn({ invite, reason, state }) {
  return !invite && reason === 'closed' && state !== 'closed';
}

/** The question this page answers and its answer in one sentence. */
export function whyInWords(conversation) {
  const { invite, reason, verdicts, state } = conversation;
  if (goesOn(conversation)) {
    return { question: 'Was a survey sent?', sentence: `Not yet: the conversation is ${state}, and a survey is considered when it ends.` };
  }
  const saw = verdicts.find(({ gate }) => gate === reason)?.saw;
  const stopped = reason ? `No survey was sent because ${because(reason)}${after(saw && sawInWords(saw))}` : null;
  if (!invite) {
    return {
      question: 'Why was no survey sent?',
      sentence: stopped ?? (verdicts.length ? 'All gates are open; the invite is being made.' : `Nothing was decided yet: the conversation is ${state}, and a survey is considered when it ends.`),
    };
  }
  const fate = FATES[invite.state]?.(invite) ?? `One is ${invite.state}${after(invite.reason)}`;
  if (WENT_OUT.includes(invite.state)) return { question: 'Was a survey sent?', sentence: fate };
  return { question: 'Why was no survey sent?', sentence: invite.state === 'cancelled' && stopped ? stopped : fate };
}

function after(words) {
  return words ? `: ${words.replace(/\.$/, '')}.` : '.';
}
