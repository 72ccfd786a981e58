package io.fivefaces.channel;

import static java.util.Map.entry;

import io.fivefaces.domain.HandOver;
import java.util.Map;
import java.util.Set;

/** What Slack's words for "no" mean for a survey. */
final class SlackRefusal {

  /** While these hold, no survey of this conversation can be posted. */
  private static final Map<String, String> UNREACHABLE = Map.ofEntries(
      entry("not_authed", "there is no bot token"),
      entry("invalid_auth", "the bot token is not valid"),
      entry("token_revoked", "the bot token was revoked"),
      entry("token_expired", "the bot token has expired"),
      entry("account_inactive", "the app was removed from its team"),
      entry("not_allowed_token_type", "the bot token is of another kind"),
      entry("missing_scope", "the app lacks a permission"),
      entry("no_permission", "the app lacks a permission"),
      entry("access_denied", "the app has no access"),
      entry("team_access_not_granted", "the app has no access to the team"),
      entry("org_login_required", "the team is being moved"),
      entry("ekm_access_denied", "the team's admins suspended it"),
      entry("enterprise_is_restricted", "the organisation does not allow it"),
      entry("not_in_channel", "the app is not in the channel"),
      entry("channel_not_found", "the channel is not there, or the app is not in it"),
      entry("is_archived", "the channel is archived"),
      entry("is_inactive", "the channel is frozen"),
      entry("thread_not_found", "the thread is gone"),
      entry("message_not_found", "the thread is gone"),
      entry("cannot_reply_to_message", "the thread takes no replies"),
      entry("restricted_action", "the team does not let the app post"),
      entry("restricted_action_read_only_channel", "the channel is read-only"),
      entry("restricted_action_thread_locked", "the thread is locked"),
      entry("restricted_action_thread_only_channel", "the channel takes only threads"),
      entry("restricted_action_non_threadable_channel", "the channel takes no threads"));

  private static final Set<String> UNCLEAR =
      Set.of("internal_error", "fatal_error", "service_unavailable");

  private static final Set<String> FOR_NOW =
      Set.of("request_timeout", "team_added_to_org", "external_channel_migrating");

  private SlackRefusal() {}

  /** The outcome of a survey that Slack answered with this error. */
  static HandOver judge(String error) {
    var words = UNREACHABLE.get(error);
    if (words != null) {
      return new HandOver.Unreachable("Slack cannot be used: " + words + " (" + error + ")");
    }
    if (UNCLEAR.contains(error)) {
      return new HandOver.Unclear("Slack answered " + error);
    }
    return FOR_NOW.contains(error)
        ? new HandOver.Deferred("Slack answered " + error)
        : new HandOver.Refused("Slack refused the message: " + error, false);
  }
}
