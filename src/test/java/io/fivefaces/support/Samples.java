package io.fivefaces.support;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Native events as a chat system would send them; each says only what matters. */
public final class Samples {

  private Samples() {}

  /** One event under construction. */
  public static final class Event extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1;

    private Event(String type, String conversation) {
      put("id", "evt_" + UUID.randomUUID());
      put("type", type);
      put("occurred_at", Instant.now().toString());
      put("conversation", new LinkedHashMap<>(Map.of("ref", conversation)));
    }

    public Event id(String id) {
      put("id", id);
      return this;
    }

    public Event at(Instant time) {
      put("occurred_at", time.toString());
      return this;
    }

    /** Says something of the conversation itself. */
    @SuppressWarnings("unchecked")
    public Event about(String field, Object value) {
      ((Map<String, Object>) get("conversation")).put(field, value);
      return this;
    }

    public Event with(String field, Object value) {
      put(field, value);
      return this;
    }

    public Event from(String name, String email) {
      return with("customer", Map.of("ref", "c-" + name, "name", name, "email", email));
    }

    public Event by(String agent) {
      return with("actor", Map.of("ref", "a-" + agent, "name", agent, "kind", "agent"));
    }
  }

  public static Event event(String type, String conversation) {
    return new Event(type, conversation);
  }

  public static Event created(String conversation) {
    return event("conversation.created", conversation)
        .from("Ada", "ada@customer.test")
        .about("channel", "email");
  }

  public static Event inbound(String conversation) {
    return event("message.created", conversation)
        .with(
            "message",
            Map.of("ref", "m-" + UUID.randomUUID(), "direction", "in", "author", "customer"));
  }

  public static Event outbound(String conversation) {
    return event("message.created", conversation)
        .with(
            "message",
            Map.of("ref", "m-" + UUID.randomUUID(), "direction", "out", "author", "agent"));
  }

  public static Event closed(String conversation) {
    return event("conversation.closed", conversation).by("Bo");
  }

  public static Event resolved(String conversation) {
    return event("conversation.resolved", conversation).by("Bo");
  }

  public static Event reopened(String conversation) {
    return event("conversation.reopened", conversation).by("Bo");
  }

  /** A conversation with one message each way, not yet ended. */
  public static List<Event> talk(String conversation) {
    return List.of(created(conversation), inbound(conversation), outbound(conversation));
  }

  /** A whole conversation that may be asked about. */
  public static List<Event> closedTalk(String conversation) {
    return List.of(
        created(conversation), inbound(conversation), outbound(conversation), closed(conversation));
  }
}
