/** Each gate in human words: what happened to those it stopped, and why one conversation was not asked. */
const CSAT = {
  master_switch: { stopped: 'Surveys were switched off', because: 'surveys are switched off for this workspace' },
  channel_switch: { stopped: 'Surveys were off for that channel', because: 'surveys are switched off for the channel it used' },
  closed: { stopped: 'Not ended, or opened again', because: 'the conversation was not in its end state when the survey was due' },
  two_messages: { stopped: 'Too little was said', because: 'too little was said to rate' },
  first_survey: { stopped: 'Already asked once', because: 'this conversation had its one survey already' },
  deliverable: { stopped: 'No address to write to', because: 'there is no address that a survey could be delivered to' },
  channel_context: { stopped: 'No thread or visitor to ask', because: 'there is no thread or visitor left to ask in that channel' },
  contact_gap: { stopped: 'Asked too recently', because: 'this customer was asked something else too recently' },
};

/** The same of the quarterly question, whose gates stop customers. */
const NPS = {
  nps_switch: { stopped: 'The question was switched off' },
  recent_conversation: { stopped: 'No conversation in the last 90 days' },
  first_this_quarter: { stopped: 'Already asked this quarter' },
};

/** The gates of a conversation in the order in which they are judged. */
export const GATE_NAMES = Object.keys(CSAT);

/** Whether a reason is the name of a gate. */
export function isGate(reason) {
  return reason in CSAT;
}

/** What happened to those a gate stopped. */
export function stoppedBy(gate) {
  return (CSAT[gate] ?? NPS[gate])?.stopped ?? gate.replaceAll('_', ' ');
}

/** The clause that follows "No survey was sent because". */
export function because(gate) {
  return CSAT[gate]?.because ?? `the gate ${gate} was shut`;
}
