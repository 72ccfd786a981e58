package io.fivefaces.source;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationEvent;
import io.fivefaces.domain.ConversationEvent.About;
import io.fivefaces.domain.ConversationEvent.SlackThread;
import io.fivefaces.domain.Message.Author;
import io.fivefaces.domain.Message.Direction;
import io.fivefaces.domain.Person;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The native event as it is written in JSON (PRODUCT's section 13). */
record NativeEvent(
    String id,
    String type,
    Instant occurredAt,
    ConversationPart conversation,
    PersonPart customer,
    MessagePart message,
    ActorPart actor,
    PersonPart assignee,
    Boolean automatic) {

  private static final int REF = 200;
  private static final int LINE = 500;
  private static final int MOST_TAGS = 50;

  record ConversationPart(
      String ref,
      ChannelName channel,
      String subject,
      List<String> tags,
      String locale,
      SlackPart slack,
      String visitor) {}

  record SlackPart(String channel, String threadTs) {}

  record PersonPart(String ref, String email, String name) {
    Person toPerson(String field) {
      return new Person(key(field + ".ref", ref), line(name), line(email));
    }
  }

  record ActorPart(String ref, String name, String email, Author kind) {
    boolean isPerson() {
      return kind == null || kind == Author.AGENT || kind == Author.CUSTOMER;
    }

    boolean isAgent() {
      return kind == null || kind == Author.AGENT;
    }

    Person toPerson() {
      return new Person(key("actor.ref", ref), line(name), line(email));
    }
  }

  record MessagePart(String ref, Direction direction, Author author) {}

  /** As much of an event as one of a type that is none of ours needs. */
  record Head(String id, String type) {
    Head {
      need(id == null || key("id", id) != null, "'id' is empty");
    }

    /** The event, or empty where its type is one of ours or missing. */
    Optional<NativeEvent> asUnknown() {
      return type == null || known(type).isPresent()
          ? Optional.empty()
          : Optional.of(new NativeEvent(id, type, null, null, null, null, null, null, null));
    }
  }

  NativeEvent {
    need(id == null || key("id", id) != null, "'id' is empty");
    need(type != null, "'type' is missing");
    if (known(type).isPresent()) {
      need(occurredAt != null, "'occurred_at' is missing");
      need(conversation != null && conversation.ref() != null, "'conversation.ref' is missing");
      need(key("conversation.ref", conversation.ref()) != null, "'conversation.ref' is empty");
      key("customer.ref", customer == null ? null : customer.ref());
      key("assignee.ref", assignee == null ? null : assignee.ref());
      key("actor.ref", actor == null ? null : actor.ref());
      key("message.ref", message == null ? null : message.ref());
    }
  }

  private static Optional<ConversationEvent.Type> known(String type) {
    return Arrays.stream(ConversationEvent.Type.values())
        .filter(known -> known.toString().equals(type))
        .findFirst();
  }

  /** What it means to us; empty where its type is none of ours. */
  Optional<ConversationEvent> toEvent() {
    return known(type)
        .map(known -> new ConversationEvent(
            known,
            occurredAt,
            conversation.ref(),
            about(),
            customer == null ? null : customer.toPerson("customer"),
            message(known),
            actor == null || !actor.isAgent() ? null : actor.toPerson(),
            assignee == null ? null : assignee.toPerson("assignee"),
            Boolean.TRUE.equals(automatic) || (actor != null && !actor.isPerson())));
  }

  private About about() {
    var slack = conversation.slack();
    var channel = slack == null ? null : line(slack.channel());
    var thread = slack == null ? null : line(slack.threadTs());
    return new About(
        conversation.channel(),
        line(conversation.subject()),
        tags(),
        line(conversation.locale()),
        channel == null || thread == null ? null : new SlackThread(channel, thread),
        line(conversation.visitor()));
  }

  private List<String> tags() {
    return conversation.tags() == null
        ? null
        : conversation.tags().stream()
            .map(NativeEvent::line)
            .filter(tag -> tag != null)
            .limit(MOST_TAGS)
            .toList();
  }

  /** The message of a message event; one that says nothing of itself came in from the customer. */
  private io.fivefaces.domain.Message message(ConversationEvent.Type known) {
    if (known != ConversationEvent.Type.MESSAGE) {
      return null;
    }
    var part = message == null ? new MessagePart(null, null, null) : message;
    var author = part.author() != null
        ? part.author()
        : part.direction() == Direction.OUT ? Author.AGENT : Author.CUSTOMER;
    var direction = part.direction() != null
        ? part.direction()
        : author == Author.CUSTOMER ? Direction.IN : Direction.OUT;
    return new io.fivefaces.domain.Message(
        key("message.ref", part.ref()), direction, author, occurredAt);
  }

  /** A reference: taken exactly or not at all; a blank one refers to nothing. */
  private static String key(String field, String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    need(value.length() <= REF, "'" + field + "' has more than " + REF + " characters");
    need(value.indexOf(0) < 0, "'" + field + "' has a NUL character");
    return value;
  }

  /** A text for people: control characters become spaces, and what is too long is cut. */
  private static String line(String value) {
    if (value == null) {
      return null;
    }
    var line = value
        .codePoints()
        .limit(LINE)
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
    return line.isEmpty() ? null : line;
  }

  private static void need(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
