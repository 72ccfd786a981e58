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
 * Front's webhooks of both sorts, those of an application, which wrap an event, and those of a rule, which are one.
 * Archiving is the end, and so is a ticket's status of the category resolved; by a rule, the API or a reminder it is
 * automatic. Where Front does not say which teammate it was, the event's assignee stands for them. An inbound message
 * opens an archived conversation without an event of its own.
 */
final class FrontSource implements Source {

  private static final Set<String> MACHINES = Set.of("rule", "api", "oauth_client", "reminder");

  @Override
  public String kind() {
    return "front";
  }

  @Override
  public Ends ends() {
    return Ends.ONE;
  }

  @Override
  public Proof proof() {
    return Proof.SHARED_SECRET;
  }

  /** An application signs its time too, with its signing key; a rule has none and signs with the API secret. */
  @Override
  public boolean isAuthentic(Webhook webhook, List<String> secrets, Instant now) {
    var signature = webhook.header().apply("x-front-signature");
    var timestamp = webhook.header().apply("x-front-request-timestamp");
    if (timestamp == null) {
      return Signatures.isHmac(signature, "", Encoding.BASE64, Hmac.SHA1, secrets, webhook.body());
    }
    return Signatures.isFreshMillis(timestamp, now)
        && Signatures.isHmac(
            signature,
            "",
            Encoding.BASE64,
            Hmac.SHA256,
            secrets,
            Keyring.utf8(timestamp + ":"),
            webhook.body());
  }

  @Override
  public Intake take(Webhook webhook) {
    var challenge = webhook.header().apply("x-front-challenge");
    if (challenge != null) {
      return new Intake.Challenge(challenge);
    }
    var key = event(Fields.orNone(webhook.body())).text("id");
    return new Intake.Events(List.of(SourceEvent.of(key, webhook.body())));
  }

  @Override
  public Reading read(byte[] payload, SourceSettings settings) {
    var webhook = Fields.of(payload);
    var event = event(webhook);
    var type = event.text("type") == null ? webhook.needText("type") : event.text("type");
    return switch (type) {
      case "inbound", "inbound_received" -> inbound(event).reading();
      case "outbound", "out_reply", "outbound_sent" -> outbound(event).reading();
      case "archive", "conversation_archived" -> archived(event).reading();
      case "reopen", "conversation_reopened", "reminder", "conversation_snooze_expired" ->
        report(event).reopened().reading();
      case "ticket_status_update" -> ticket(event).reading();
      case "assign", "unassign", "assignee_changed" -> report(event).assigned().reading();
      case "tag", "tag_added", "untag", "tag_removed" -> report(event).updated().reading();
      case "comment",
          "mention",
          "new_comment_added",
          "move",
          "conversation_moved",
          "forward",
          "trash",
          "conversation_deleted",
          "restore",
          "conversation_restored",
          "conversation_snoozed",
          "link_added",
          "link_removed",
          "sending_error",
          "message_bounce_error",
          "message_delivery_failed",
          "sync" -> Reading.nothing();
      default -> new Reading.UnknownType(type);
    };
  }

  private static Fields event(Fields webhook) {
    return webhook.at("payload").isObject() ? webhook.at("payload") : webhook;
  }

  private static Report inbound(Fields event) {
    return report(event)
        .message(target(event, "message").text("id"), Direction.IN, Author.CUSTOMER, null)
        .reopened();
  }

  private static Report outbound(Fields event) {
    var message = target(event, "message");
    var author = message.at("author").isObject() ? person(message.at("author")) : teammate(event);
    return report(event)
        .message(
            message.text("id"),
            Direction.OUT,
            author == null && isAutomatic(event) ? Author.BOT : Author.AGENT,
            author);
  }

  private static Report archived(Fields event) {
    if (isAutomatic(event)) {
      return report(event).resolvedAutomatically();
    }
    var teammate = teammate(event);
    return report(event).resolved(teammate == null ? assignee(event) : teammate);
  }

  private static Report ticket(Fields event) {
    return "resolved".equals(event.text("conversation", "status_category"))
        ? archived(event)
        : report(event).reopened();
  }

  private static Report report(Fields event) {
    var conversation = event.at("conversation");
    var report = new Report(event.needText("conversation", "id"), event.needTime("emitted_at"))
        .subject(conversation.text("subject"))
        .tags(conversation.textOfEach("name", "tags"))
        .customer(customer(conversation))
        .assignee(assignee(event));
    var message = target(event, "message");
    var place = message.textOr(conversation.text("last_message", "type"), "type");
    if (place == null) {
      return report;
    }
    return place.equals("front_chat")
        ? report.channel(ChannelName.CHAT).visitor(conversation.text("recipient", "handle"))
        : report.channel(ChannelName.EMAIL);
  }

  /** A recipient is known by a handle: an address, a number, a name in another system. */
  private static Person customer(Fields conversation) {
    var handle = conversation.text("recipient", "handle");
    var name = conversation.text("recipient", "name");
    return handle != null && handle.contains("@")
        ? Report.person(null, name, handle)
        : Report.person(handle, name, null);
  }

  private static Person assignee(Fields event) {
    var assignee = event.at("conversation", "assignee");
    return person(assignee.isObject() ? assignee : target(event, "teammate"));
  }

  /** Who did it, or null where that was nobody of ours or is not said. */
  private static Person teammate(Fields event) {
    return "teammate".equals(event.text("source", "_meta", "type"))
        ? person(event.at("source", "data"))
        : null;
  }

  private static boolean isAutomatic(Fields event) {
    var source = event.text("source", "_meta", "type");
    return source != null && MACHINES.contains(source);
  }

  /** What it was done to, where that is of this type. */
  private static Fields target(Fields event, String type) {
    var target = event.at("target");
    return type.equals(target.text("_meta", "type")) ? target.at("data") : Fields.NONE;
  }

  private static Person person(Fields teammate) {
    var name = Stream.of(teammate.text("first_name"), teammate.text("last_name"))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
    return Report.person(
        teammate.text("id"),
        name.isEmpty() ? teammate.text("username") : name,
        teammate.text("email"));
  }
}
