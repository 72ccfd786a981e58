/** The address of a conversation's page. */
export function conversationPage(workspace, source, ref) {
  return `/conversation?${new URLSearchParams({ workspace: workspace.id, source, ref })}`;
}

/** The address of the list of conversations that are wanted. */
export function conversationsPage(workspace, wanted) {
  return `/conversations?${new URLSearchParams({ workspace: workspace.id, ...wanted })}`;
}

/** The address of a source's page. */
export function sourcePage(workspace, source) {
  return `/sources?${new URLSearchParams({ workspace: workspace.id, source })}`;
}

/** The address of the settings of surveys. */
export function settingsPage(workspace) {
  return `/settings?${new URLSearchParams({ workspace: workspace.id })}`;
}

/** The address of the answers that are kept aside; `wanted` may name their `kind`. */
export function suspectedPage(workspace, wanted) {
  return `/suspected?${new URLSearchParams({ workspace: workspace.id, ...wanted })}`;
}

/** The address of a webhook endpoint's page. */
export function webhookPage(workspace, endpoint) {
  return `/webhooks?${new URLSearchParams({ workspace: workspace.id, endpoint })}`;
}

/** The address of all webhook endpoints. */
export function webhooksPage(workspace) {
  return `/webhooks?${new URLSearchParams({ workspace: workspace.id })}`;
}
