/** The address of a conversation's page. */
export function conversationPage(workspace, source, ref) {
  return `/conversation?${new URLSearchParams({ workspace: workspace.id, source, ref })}`;
}

/** The address of the list of conversations that are wanted. */
export function conversations(workspace, wanted) {
  return `/conversations?${new URLSearchParams({ workspace: workspace.id, ...wanted })}`;
}

/** The address of a source's page. */
export function sourcePage(workspace, source) {
  return `/sources?${new URLSearchParams({ workspace: workspace.id, source })}`;
}

/** The address of the answers that are kept aside. */
export function suspectedPage(workspace) {
  return `/suspected?${new URLSearchParams({ workspace: workspace.id })}`;
}
