package io.fivefaces.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.stream.Collectors;

/** The native event, parsed and checked. */
final class OrdinaryEvent {

  private static final JsonObject NOTHING = new JsonObject();
  private static final int LONGEST_KEY = 200;
  private static final Set<String> TYPES = Set.of(
      "conversation.created",
      "message.created",
      "conversation.assigned",
      "conversation.resolved",
      "conversation.closed",
      "conversation.reopened",
      "customer.updated");
  private static final Set<String> CHANNELS = Set.of("email", "chat", "slack");
  private static final Set<String> DIRECTIONS = Set.of("in", "out");
  private static final Set<String> AUTHORS = Set.of("customer", "agent", "bot", "system");

  private OrdinaryEvent() {}

  /** The statement's parameters. */
  static Tuple parameters(Door door, String webhookId, Buffer body) {
    var event = body.toJsonObject();
    var conversation = event.getJsonObject("conversation", NOTHING);
    var customer = event.getJsonObject("customer", NOTHING);
    var assignee = event.getJsonObject("assignee", NOTHING);
    var type = event.getString("type");
    boolean isMessage = "message.created".equals(type);
    var message = isMessage ? event.getJsonObject("message", NOTHING) : NOTHING;
    var id = event.getString("id", webhookId);
    need(type != null && TYPES.contains(type), "type is unknown");
    need(conversation.getString("ref") != null, "conversation.ref is missing");
    need(isNullOr(CHANNELS, conversation.getString("channel")), "channel is unknown");
    need(!isMessage || DIRECTIONS.contains(message.getString("direction")), "direction is unknown");
    need(!isMessage || AUTHORS.contains(message.getString("author")), "author is unknown");
    return Tuple.tuple()
        .addInteger(door.workspace())
        .addInteger(door.source())
        .addString(key(id))
        .addBuffer(body)
        .addOffsetDateTime(OffsetDateTime.parse(event.getString("occurred_at")))
        .addString(key(conversation.getString("ref")))
        .addString(conversation.getString("channel"))
        .addString(conversation.getString("subject"))
        .addString(tags(conversation))
        .addString(conversation.getString("locale"))
        .addString(key(customer.getString("ref")))
        .addString(customer.getString("email"))
        .addString(customer.getString("name"))
        .addString(key(assignee.getString("ref")))
        .addString(assignee.getString("name"))
        .addString(assignee.getString("email"))
        .addString(state(type))
        .addString(isMessage ? key(message.getString("ref", id)) : null)
        .addString(message.getString("direction"))
        .addString(message.getString("author"));
  }

  private static String state(String type) {
    return switch (type) {
      case "conversation.resolved" -> "resolved";
      case "conversation.closed" -> "closed";
      case "conversation.reopened" -> "open";
      default -> null;
    };
  }

  private static String tags(JsonObject conversation) {
    var tags = conversation.getJsonArray("tags");
    return tags == null
        ? null
        : tags.stream().map(String.class::cast).collect(Collectors.joining("\n"));
  }

  private static boolean isNullOr(Set<String> allowed, String value) {
    return value == null || allowed.contains(value);
  }

  private static String key(String value) {
    need(value == null || value.length() <= LONGEST_KEY, "a reference is too long");
    return value;
  }

  private static void need(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
