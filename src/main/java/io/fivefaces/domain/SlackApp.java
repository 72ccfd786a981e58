package io.fivefaces.domain;

/**
 * The Slack app that a workspace asks through.
 *
 * @param source the source that its taps come to
 * @param botToken what it posts with; a secret
 * @param displayName under which it posts, or null for the app's own
 * @param iconUrl an https address of the picture beside the name, or null for the app's own
 */
public record SlackApp(int source, String botToken, String displayName, String iconUrl) {

  /** Without the token. */
  @Override
  public String toString() {
    return "the Slack app of source " + source;
  }
}
