const WORDS = {
  complained: { name: 'Called it spam', advice: 'They called a survey spam. Take them off only when they told you that they want surveys again; a second complaint harms the delivery of all your mail.' },
  unsubscribed: { name: 'Unsubscribed', advice: 'They asked for no more. Take them off only when they told you that they want surveys again.' },
  bounced: { name: 'Bounced', advice: 'Mail to it came back for good. Take it off when the mailbox works again; the next bounce puts it back.' },
  refused: { name: 'Refused', advice: 'The mail relay refused it for good. Take it off when the mailbox works again; the next refusal puts it back.' },
  manual: { name: 'Added by hand', advice: 'One of you put it there.' },
};

/** The reasons for which an address gets no survey, by their names in the API, the strongest first. */
export const REASONS = Object.keys(WORDS);

/** A reason in words: its `name`, and `advice` to whoever wants to take it back. */
export function reasonInWords(reason) {
  return WORDS[reason] ?? { name: reason, advice: '' };
}
