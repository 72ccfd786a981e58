package io.fivefaces.source;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Hmac;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Message.Author;
import io.fivefaces.domain.Message.Direction;
import io.fivefaces.domain.Person;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.source.Signatures.Encoding;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Slack's Events API. A thread of a channel is a conversation, known by the channel and the root message's timestamp,
 * {@code C1:1767225000.000100}; of two companies in one channel, ours are those of the team that installed the app.
 *
 * <p>Slack has no end of a conversation: a check mark of one of ours on the root message is one, and taking it away or
 * a customer's next message opens it again. A reaction does not say whether its message is a root, nor where its
 * author is from: one on a reply ends a conversation that nobody else has heard of, and a customer's colleague can end
 * one, but not the root message's author. Slack has no assignee either: whoever of ours wrote last stands for one.
 *
 * <p>Deliveries are repeated with {@code X-Slack-Retry-Num} and {@code X-Slack-Retry-Reason}, which need no notice: the
 * {@code event_id} stays.
 */
final class SlackSource implements Source {

  private static final Set<String> SUBTYPES_OF_PEOPLE = Set.of("thread_broadcast", "file_share");
  private static final Set<String> CHECK_MARKS =
      Set.of("white_check_mark", "heavy_check_mark", "ballot_box_with_check");

  @Override
  public String kind() {
    return "slack";
  }

  @Override
  public Ends ends() {
    return Ends.ONE;
  }

  @Override
  public Proof proof() {
    return Proof.SHARED_SECRET;
  }

  @Override
  public boolean isAuthentic(Webhook webhook, List<String> secrets, Instant now) {
    var timestamp = webhook.header().apply("x-slack-request-timestamp");
    return Signatures.isFreshSeconds(timestamp, now)
        && Signatures.isHmac(
            webhook.header().apply("x-slack-signature"),
            "v0=",
            Encoding.HEX,
            Hmac.SHA256,
            secrets,
            Keyring.utf8("v0:" + timestamp + ":"),
            webhook.body());
  }

  @Override
  public Intake take(Webhook webhook) {
    var envelope = Fields.orNone(webhook.body());
    var challenge = envelope.text("challenge");
    return "url_verification".equals(envelope.text("type")) && challenge != null
        ? new Intake.Challenge(challenge)
        : new Intake.Events(List.of(SourceEvent.of(envelope.text("event_id"), webhook.body())));
  }

  @Override
  public Reading read(byte[] payload, SourceSettings settings) {
    var envelope = Fields.of(payload);
    var type = envelope.needText("type");
    if (!type.equals("event_callback")) {
      return new Reading.UnknownType(type);
    }
    return switch (envelope.needText("event", "type")) {
      case "message" -> message(envelope);
      case "reaction_added" -> checkMark(envelope, true);
      case "reaction_removed" -> checkMark(envelope, false);
      // comes beside the message itself
      case "app_mention" -> Reading.nothing();
      default -> new Reading.UnknownType(envelope.text("event", "type"));
    };
  }

  private static Reading message(Fields envelope) {
    var event = envelope.at("event");
    var subtype = event.text("subtype");
    if ((subtype != null && !SUBTYPES_OF_PEOPLE.contains(subtype))
        || event.has("bot_id")
        || event.text("user") == null) {
      return Reading.nothing();
    }
    var ts = envelope.needText("event", "ts");
    var root = event.textOr(ts, "thread_ts");
    var report =
        report(envelope.needText("event", "channel"), root, envelope.needTime("event", "ts"));
    var author = author(event);
    if (isOurs(envelope)) {
      return report
          .assignee(author)
          .message(ts, Direction.OUT, Author.AGENT, author)
          .reading();
    }
    report.customer(author);
    if (root.equals(ts)) {
      report.created();
    } else {
      // changes nothing where it is open, and reports are ordered by their time
      report.reopened();
    }
    return report.message(ts, Direction.IN, Author.CUSTOMER, null).reading();
  }

  private static Reading checkMark(Fields envelope, boolean added) {
    var event = envelope.at("event");
    var user = envelope.needText("event", "user");
    if (!CHECK_MARKS.contains(envelope.needText("event", "reaction"))
        || !"message".equals(event.text("item", "type"))
        || user.equals(event.text("item_user"))
        || !isOurs(envelope)) {
      return Reading.nothing();
    }
    var report = report(
        envelope.needText("event", "item", "channel"),
        envelope.needText("event", "item", "ts"),
        envelope.needTime("event", "event_ts"));
    return (added ? report.resolved(Report.person(user, null, null)) : report.reopened()).reading();
  }

  private static Report report(String channel, String root, Instant at) {
    return new Report(channel + ":" + root, at).channel(ChannelName.SLACK).slack(channel, root);
  }

  private static Person author(Fields event) {
    var profile = event.at("user_profile");
    var name = profile.textOr(profile.text("display_name"), "real_name");
    return Report.person(event.text("user"), name, null);
  }

  /** Whether one of our team did it; who comes without a team, as in channels that are not shared, is one of us. */
  private static boolean isOurs(Fields envelope) {
    var event = envelope.at("event");
    var team = Stream.of(
            event.text("user_team"),
            event.text("source_team"),
            event.text("team"),
            event.text("user_profile", "team"))
        .filter(Objects::nonNull)
        .findFirst();
    return team.isEmpty() || ourTeams(envelope).contains(team.get());
  }

  private static Set<String> ourTeams(Fields envelope) {
    var teams = envelope.each("authorizations").stream()
        .flatMap(installation ->
            Stream.of(installation.text("team_id"), installation.text("enterprise_id")))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
    return teams.isEmpty() ? Set.of(envelope.needText("team_id")) : teams;
  }
}
