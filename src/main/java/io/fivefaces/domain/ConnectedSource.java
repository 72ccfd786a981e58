package io.fivefaces.domain;

/**
 * One connected chat system.
 *
 * @param key the unguessable part of its URL
 * @param secret what its webhooks are signed with
 * @param trigger its own trigger, or null for the workspace's
 */
public record ConnectedSource(
    int workspace, int id, String kind, String name, String key, String secret, Trigger trigger) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "source " + id + " of workspace " + workspace;
  }
}
