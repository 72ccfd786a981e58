package io.fivefaces.domain;

import java.time.Instant;
import java.util.List;

/**
 * One connected chat system.
 *
 * @param key the unguessable part of its URL
 * @param trigger its own trigger, or null for the workspace's
 * @param secret what its webhooks are signed with, or null while we know none
 * @param previousSecret the one before, or null
 * @param previousUntil how long the one before is still good
 * @param hasBotToken whether surveys can be posted in Slack through it
 * @param slackTeam the Slack team of its bot token, or null while Slack did not say
 */
public record ConnectedSource(
    int workspace,
    int id,
    String kind,
    String name,
    String key,
    Trigger trigger,
    SourceSettings settings,
    String secret,
    String previousSecret,
    Instant previousUntil,
    boolean hasBotToken,
    String slackTeam) {

  /** The secrets that are good now; none while its owner has not brought one. */
  public List<String> secrets(Instant now) {
    if (secret == null) {
      return List.of();
    }
    return hasPrevious(now) ? List.of(secret, previousSecret) : List.of(secret);
  }

  /** Whether the secret before the last change is still good. */
  public boolean hasPrevious(Instant now) {
    return previousSecret != null && now.isBefore(previousUntil);
  }

  /** This source with these in place of what it has. */
  public ConnectedSource with(String newName, Trigger newTrigger, SourceSettings newSettings) {
    return new ConnectedSource(
        workspace,
        id,
        kind,
        newName,
        key,
        newTrigger,
        newSettings,
        secret,
        previousSecret,
        previousUntil,
        hasBotToken,
        slackTeam);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "source " + id + " of workspace " + workspace;
  }
}
