import { stoppedBy } from './gates.js';
import { sawInWords } from './saw.js';

/** What became of asking about a conversation in a list: `kind` answered, asked, waiting, bad or not, its `words`, and a `detail` or null. */
export function outcomeOf({ panel, score, invite, invite_reason: why, reason, saw, ended_at: endedAt }) {
  if (score) return { kind: 'answered', words: panel, detail: null };
  if (panel === 'CSAT survey bounced') return { kind: 'bad', words: 'Survey bounced', detail: null };
  if (invite === 'sent') return { kind: 'asked', words: 'Awaiting response', detail: null };
  if (invite === 'failed') return { kind: 'bad', words: 'Survey failed', detail: why };
  if (invite === 'unknown') return { kind: 'bad', words: 'Perhaps asked', detail: why };
  if (['scheduled', 'claimed', 'sending'].includes(invite)) return { kind: 'waiting', words: 'Survey is waiting to be sent', detail: null };
  if (reason) return { kind: 'not', words: `Not asked: ${lower(stoppedBy(reason))}`, detail: saw && sawInWords(saw) };
  if (invite === 'cancelled') return { kind: 'not', words: 'Not asked: the survey was cancelled', detail: why };
  return { kind: 'not', words: endedAt ? 'Survey is being made' : 'Not asked yet', detail: null };
}

function lower(words) {
  return words[0].toLowerCase() + words.slice(1);
}
