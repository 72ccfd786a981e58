/** The address of a conversation's page. */
export function conversationPage(workspace, source, ref) {
  return `/conversation?${new URLSearchParams({ workspace: workspace.id, source, ref })}`;
}

/** The address of the conversations of a customer, by their address or name. */
export function customersPage(workspace, known) {
  return `/conversations?${new URLSearchParams({ workspace: workspace.id, q: known })}`;
}

/** The address of a source's page. */
export function sourcePage(workspace, source) {
  return `/sources?${new URLSearchParams({ workspace: workspace.id, source })}`;
}

/** The address of the answers that are kept aside. */
export function suspectedPage(workspace) {
  return `/suspected?${new URLSearchParams({ workspace: workspace.id })}`;
}
