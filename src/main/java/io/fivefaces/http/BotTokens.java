package io.fivefaces.http;

import io.fivefaces.channel.SlackApi;
import io.fivefaces.channel.SlackApi.Answer;
import io.fivefaces.store.SlackApps;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The bot tokens that owners bring: shown to Slack, so that a wrong one is noticed at once, and kept sealed. */
final class BotTokens {

  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,500}");
  private static final Pattern TEAM = Pattern.compile("[A-Z0-9_]{1,40}");
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Set<String> NOT_GOOD = Set.of(
      "invalid_auth",
      "not_authed",
      "token_revoked",
      "token_expired",
      "account_inactive",
      "not_allowed_token_type");

  private final SlackApps apps;
  private final SlackApi slack;

  BotTokens(SlackApps apps, SlackApi slack) {
    this.apps = apps;
    this.slack = slack;
  }

  /**
   * The Slack team of a token; null where there is no token and where Slack did not say. Refuses a token that Slack
   * does not take.
   */
  Future<String> teamOf(String token) {
    if (token == null || token.isBlank()) {
      return Future.succeededFuture();
    }
    if (!TOKEN.matcher(token.strip()).matches()) {
      throw Problem.badRequest("'bot_token' is the Bot User OAuth Token of your Slack app, such as"
          + " xoxb-..., or empty to take it away.");
    }
    return slack
        .post("auth.test", token.strip(), Map.of(), PATIENCE)
        .map(answer -> switch (answer) {
          case Answer.Done done -> team(done.reply().teamId());
          case Answer.Refused refused -> noTeam(refused.error());
          case Answer.Stopped stopped -> null;
          case Answer.Throttled throttled -> null;
          case Answer.NotSent not -> null;
          case Answer.Unclear unclear -> null;
        });
  }

  /** Keeps a token for a source; an empty one takes it away, null changes nothing. */
  Future<Void> keep(int workspace, int source, String token, String team, String who) {
    if (token == null) {
      return Future.succeededFuture();
    }
    return apps.change(workspace, source, token.isBlank() ? null : token.strip(), team, who);
  }

  /** Only some of Slack's words for "no" are about the token. */
  private static String noTeam(String error) {
    if (NOT_GOOD.contains(error)) {
      throw Problem.badRequest("Slack does not take this 'bot_token' (" + error
          + "). Copy the Bot User OAuth Token from OAuth & Permissions of your app.");
    }
    return null;
  }

  private static String team(String id) {
    return id != null && TEAM.matcher(id).matches() ? id : null;
  }
}
