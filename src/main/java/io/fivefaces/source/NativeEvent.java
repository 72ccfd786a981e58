package io.fivefaces.source;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationEvent;
import io.fivefaces.domain.ConversationEvent.About;
import io.fivefaces.domain.ConversationEvent.SlackThread;
import io.fivefaces.domain.Message.Author;
import io.fivefaces.domain.Message.Direction;
import io.fivefaces.domain.Person;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The native event as it is written in JSON (PRODUCT's section 13). */
record NativeEvent(
    String id,
    String type,
    Instant occurredAt,
    ConversationPart conversation,
    CustomerPart customer,
    MessagePart message,
    ActorPart actor,
    AssigneePart assignee,
    Boolean automatic) {

  // a rating comes from systems with a survey of their own
  private static final Map<String, ConversationEvent.Type> TYPES =
      EnumSet.complementOf(EnumSet.of(ConversationEvent.Type.RATED)).stream()
          .collect(Collectors.toUnmodifiableMap(Object::toString, type -> type));

  record ConversationPart(
      String ref,
      ChannelName channel,
      String subject,
      List<String> tags,
      String locale,
      SlackPart slack,
      String visitor) {}

  record SlackPart(String channel, String threadTs) {}

  record AssigneePart(String ref, String email, String name) {
    Person toPerson() {
      return new Person(Texts.ref("assignee.ref", ref), Texts.line(name), Texts.line(email));
    }
  }

  record CustomerPart(String ref, String email, String name, String locale) {
    Person toPerson() {
      return new Person(
          Texts.ref("customer.ref", ref), Texts.line(name), Texts.line(email), Texts.line(locale));
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
      return new Person(Texts.ref("actor.ref", ref), Texts.line(name), Texts.line(email));
    }
  }

  record MessagePart(String ref, Direction direction, Author author) {}

  /** As much of an event as one of a type that is none of ours needs. */
  record Head(String id, String type) {
    Head {
      need(id == null || Texts.ref("id", id) != null, "'id' is empty");
    }

    /** The event, or empty where its type is one of ours or missing. */
    Optional<NativeEvent> asUnknown() {
      return type == null || known(type).isPresent()
          ? Optional.empty()
          : Optional.of(new NativeEvent(id, type, null, null, null, null, null, null, null));
    }
  }

  NativeEvent {
    need(id == null || Texts.ref("id", id) != null, "'id' is empty");
    need(type != null, "'type' is missing");
    if (known(type).isPresent()) {
      need(occurredAt != null, "'occurred_at' is missing");
      need(conversation != null && conversation.ref() != null, "'conversation.ref' is missing");
      need(
          Texts.ref("conversation.ref", conversation.ref()) != null, "'conversation.ref' is empty");
      Texts.ref("customer.ref", customer == null ? null : customer.ref());
      Texts.ref("assignee.ref", assignee == null ? null : assignee.ref());
      Texts.ref("actor.ref", actor == null ? null : actor.ref());
      Texts.ref("message.ref", message == null ? null : message.ref());
    }
  }

  private static Optional<ConversationEvent.Type> known(String type) {
    return Optional.ofNullable(TYPES.get(type));
  }

  /** What it means to us; empty where its type is none of ours. */
  Optional<ConversationEvent> toEvent() {
    return known(type)
        .map(known -> new ConversationEvent(
            known,
            occurredAt,
            conversation.ref(),
            about(),
            customer == null ? null : customer.toPerson(),
            message(known),
            actor == null || !actor.isAgent() ? null : actor.toPerson(),
            assignee == null ? null : assignee.toPerson(),
            Boolean.TRUE.equals(automatic) || (actor != null && !actor.isPerson()),
            null));
  }

  private About about() {
    var slack = conversation.slack();
    var channel = slack == null ? null : Texts.line(slack.channel());
    var thread = slack == null ? null : Texts.line(slack.threadTs());
    return new About(
        conversation.channel(),
        Texts.line(conversation.subject()),
        Texts.tags(conversation.tags()),
        Texts.line(conversation.locale()),
        channel == null || thread == null ? null : new SlackThread(channel, thread),
        Texts.line(conversation.visitor()));
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
        Texts.ref("message.ref", part.ref()), direction, author, occurredAt);
  }

  private static void need(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
