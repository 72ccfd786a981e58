package peer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/** The native event, checked as it is read. */
public record Event(
    String id,
    String type,
    @JsonProperty("occurred_at") OffsetDateTime at,
    Conversation conversation,
    Person customer,
    Person assignee,
    Message message) {

  private static final Set<String> TYPES = Set.of(
      "conversation.created",
      "message.created",
      "conversation.assigned",
      "conversation.resolved",
      "conversation.closed",
      "conversation.reopened",
      "customer.updated");

  /** What an event says of its conversation. */
  public record Conversation(
      String ref, Channel channel, String subject, List<String> tags, String locale) {}

  /** Whom it names. */
  public record Person(String ref, String email, String name) {}

  /** Its message. */
  public record Message(String ref, Direction direction, Author author) {}

  /** Where it took place. */
  public enum Channel {
    email,
    chat,
    slack
  }

  /** Which way a message went. */
  public enum Direction {
    in,
    out
  }

  /** Who wrote a message. */
  public enum Author {
    customer,
    agent,
    bot,
    system
  }

  public Event {
    need(type != null && TYPES.contains(type), "type is unknown");
    need(at != null, "occurred_at is missing");
    need(
        conversation != null
            && conversation.ref() != null
            && !conversation.ref().isBlank(),
        "conversation.ref is missing");
    need(isKey(id) && isKey(conversation.ref()), "a reference is too long");
    need(customer == null || isKey(customer.ref()), "customer.ref is too long");
    need(assignee == null || isKey(assignee.ref()), "assignee.ref is too long");
    need(
        !type.equals("message.created")
            || (message != null && message.direction() != null && message.author() != null),
        "message is missing");
  }

  boolean isMessage() {
    return type.equals("message.created");
  }

  /** The state it brings about, or null. */
  String state() {
    return switch (type) {
      case "conversation.resolved" -> "resolved";
      case "conversation.closed" -> "closed";
      case "conversation.reopened" -> "open";
      default -> null;
    };
  }

  private static boolean isKey(String value) {
    return value == null || value.length() <= 200;
  }

  private static void need(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
