/** The address of a conversation's page. */
export function conversationPage(workspace, source, ref) {
  return `/conversation?${new URLSearchParams({ workspace: workspace.id, source, ref })}`;
}
