package io.fivefaces.domain;

/** One conversation: its source's own reference, within a workspace. */
public record ConversationId(int workspace, int source, String ref)
    implements Comparable<ConversationId> {
  @Override
  public int compareTo(ConversationId other) {
    int byWorkspace = Integer.compare(workspace, other.workspace);
    int bySource = byWorkspace != 0 ? byWorkspace : Integer.compare(source, other.source);
    return bySource != 0 ? bySource : ref.compareTo(other.ref);
  }
}
