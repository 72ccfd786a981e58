/** The conversation that a helpdesk names in a message to the panel's frame, or null: Chatwoot's, or `{"fivefaces": {"ref": "4711"}}`. */
export function heardRef(message) {
  const said = typeof message === 'string' ? parsed(message) : message;
  const ref = said?.event === 'appContext' ? said.data?.conversation?.id : said?.fivefaces?.ref;
  return ['string', 'number'].includes(typeof ref) && String(ref) ? String(ref) : null;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
