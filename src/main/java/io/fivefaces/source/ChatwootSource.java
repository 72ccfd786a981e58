package io.fivefaces.source;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Hmac;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Message.Author;
import io.fivefaces.domain.Message.Direction;
import io.fivefaces.domain.Person;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.source.Signatures.Encoding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Chatwoot's account webhooks. Releases differ: old ones do not sign, tell no time but that of the last activity and
 * not what changed; only the newest say who made a change. A status can change in {@code conversation_updated} alone
 * (chatwoot#9277), so it is read from both events.
 */
final class ChatwootSource implements Source {

  private static final String RESOLVED = "resolved";
  private static final Set<String> MEANINGLESS = Set.of(
      "contact_created",
      "contact_updated",
      "conversation_typing_off",
      "conversation_typing_on",
      "inbox_created",
      "inbox_updated",
      "webwidget_triggered");

  @Override
  public String kind() {
    return "chatwoot";
  }

  @Override
  public Ends ends() {
    return Ends.ONE;
  }

  @Override
  public Proof proof() {
    return Proof.SHARED_SECRET_OR_NONE;
  }

  @Override
  public boolean isAuthentic(Webhook webhook, List<String> secrets, Instant now) {
    var timestamp = webhook.header().apply("x-chatwoot-timestamp");
    return Signatures.isFreshSeconds(timestamp, now)
        && Signatures.isHmac(
            webhook.header().apply("x-chatwoot-signature"),
            "sha256=",
            Encoding.HEX,
            Hmac.SHA256,
            secrets,
            Keyring.utf8(timestamp + "."),
            webhook.body());
  }

  /** Without a delivery's id by its bytes: they hold the time of the change. */
  @Override
  public Intake take(Webhook webhook) {
    var delivery = webhook.header().apply("x-chatwoot-delivery");
    return new Intake.Events(List.of(SourceEvent.of(delivery, webhook.body())));
  }

  @Override
  public Reading read(byte[] payload, SourceSettings settings) {
    var event = Fields.of(payload);
    var name = event.needText("event");
    return switch (name) {
      case "conversation_created" ->
        conversation(event, event.needTime("created_at")).created().reading();
      case "conversation_status_changed", "conversation_updated" -> changed(name, event, settings);
      case "message_created" -> written(event);
      case "message_updated" -> rated(event);
      default -> MEANINGLESS.contains(name) ? Reading.nothing() : new Reading.UnknownType(name);
    };
  }

  private static Reading changed(String name, Fields event, SourceSettings settings) {
    var at = changedAt(event);
    var report = conversation(event, at).updated();
    if (!change(event, "assignee_id").isAbsent()
        || !change(event, "assignee_agent_bot_id").isAbsent()) {
      report.assigned();
    }
    var status = change(event, "status");
    var before = status.text("previous_value");
    var after = status.text("current_value");
    if (after == null && name.equals("conversation_status_changed")) {
      after = event.text("status");
    }
    if (RESOLVED.equals(after)) {
      resolved(report, event, at, settings.autoResolveAfter());
    } else if (after != null && (before == null || before.equals(RESOLVED))) {
      report.reopened();
    }
    return report.reading();
  }

  /**
   * By the actor, where the release names one. Else a conversation that was idle as long as its owner says Chatwoot
   * waits was resolved by Chatwoot, and any other by its assignee.
   */
  private static void resolved(Report report, Fields event, Instant at, Duration autoResolveAfter) {
    var actor = event.has("performed_by") ? event.at("performed_by") : event.at("actor");
    var assignee = person(event.at("meta", "assignee"));
    var active = event.time("last_activity_at");
    if (actor.isObject()) {
      switch (type(actor)) {
        case "user" ->
          report.resolved(
              assignee != null && Objects.equals(assignee.ref(), actor.text("id"))
                  ? assignee
                  : Report.person(actor.text("id"), actor.text("name"), actor.text("email")));
        case "contact" -> report.resolved(null);
        default -> report.resolvedAutomatically();
      }
    } else if (autoResolveAfter != null
        && active != null
        && !at.isBefore(active.plus(autoResolveAfter))) {
      report.resolvedAutomatically();
    } else {
      report.resolved(assignee);
    }
  }

  private static Reading written(Fields event) {
    var type = event.needText("message_type");
    boolean incoming = type.equals("incoming") || type.equals("0");
    boolean outgoing = type.equals("outgoing") || type.equals("1");
    if ((!incoming && !outgoing)
        || event.flag("private")
        || "input_csat".equals(event.text("content_type"))) {
      return Reading.nothing();
    }
    var report = message(event, event.needTime("created_at"));
    if (incoming) {
      return report
          .message(event.needText("id"), Direction.IN, Author.CUSTOMER, null)
          .reading();
    }
    var sender = event.at("sender");
    boolean human = sender.isObject()
        && (!sender.has("type") || type(sender).equals("user"))
        && !event.at("content_attributes").has("automation_rule_id");
    return report
        .message(
            event.needText("id"),
            Direction.OUT,
            human ? Author.AGENT : Author.BOT,
            human ? person(sender) : null)
        .reading();
  }

  /** An answer to Chatwoot's own survey comes as a change of the message that asked. */
  private static Reading rated(Fields event) {
    var answer = event.at("content_attributes", "submitted_values", "csat_survey_response");
    if (answer.isAbsent()) {
      return Reading.nothing();
    }
    var at = event.time("updated_at");
    return message(event, at != null ? at : event.needTime("created_at"))
        .rated(answer.number("rating"), answer.text("feedback_message"))
        .reading();
  }

  private static Report conversation(Fields conversation, Instant at) {
    return told(new Report(conversation.needText("id"), at), conversation)
        .subject(conversation.text("additional_attributes", "mail_subject"))
        .locale(conversation.text("additional_attributes", "browser_language"))
        .tags(conversation.texts("labels"))
        .assignee(person(conversation.at("meta", "assignee")));
  }

  private static Report message(Fields event, Instant at) {
    var conversation = event.at("conversation");
    return told(new Report(event.needText("conversation", "id"), at), conversation);
  }

  private static Report told(Report report, Fields conversation) {
    var contact = conversation.at("meta", "sender");
    var channel = channel(conversation.text("channel"));
    var identifier = contact.text("identifier");
    return report
        .channel(channel)
        .customer(
            Report.person(contact.text("id"), contact.text("name"), contact.text("email")),
            contact.text("additional_attributes", "language_code"))
        .visitor(
            channel != ChannelName.CHAT
                ? null
                : identifier != null
                    ? identifier
                    : conversation.text("contact_inbox", "source_id"));
  }

  private static ChannelName channel(String channel) {
    return switch (channel) {
      case null -> null;
      case "Channel::WebWidget", "Channel::Api" -> ChannelName.CHAT;
      default -> ChannelName.EMAIL;
    };
  }

  /** The change's own time; what else is said of it may be newer, or older than a release that tells no such time. */
  private static Instant changedAt(Fields event) {
    var changed = change(event, "updated_at").time("current_value");
    var updated = changed != null ? changed : event.time("updated_at");
    return updated != null ? updated : event.needTime("timestamp");
  }

  private static Fields change(Fields event, String attribute) {
    return event.each("changed_attributes").stream()
        .map(change -> change.at(attribute))
        .filter(change -> !change.isAbsent())
        .findFirst()
        .orElse(event.at("changed_attributes", attribute));
  }

  /** An agent; null where it is nobody or a bot. */
  private static Person person(Fields agent) {
    boolean human = agent.has("id") && (!agent.has("type") || type(agent).equals("user"));
    return human ? Report.person(agent.text("id"), agent.text("name"), agent.text("email")) : null;
  }

  private static String type(Fields somebody) {
    var type = somebody.text("type");
    return type == null ? "user" : type.toLowerCase(Locale.ROOT);
  }
}
