package io.fivefaces.source;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationEvent;
import io.fivefaces.domain.ConversationEvent.About;
import io.fivefaces.domain.ConversationEvent.SlackThread;
import io.fivefaces.domain.ConversationEvent.Type;
import io.fivefaces.domain.ForeignRating;
import io.fivefaces.domain.Message;
import io.fivefaces.domain.Message.Author;
import io.fivefaces.domain.Message.Direction;
import io.fivefaces.domain.Person;
import io.fivefaces.json.JsonException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one webhook of a chat system reports about one conversation: the facts, in the order they are added, and what
 * holds for all of them. Texts are taken as {@link Texts} takes them.
 */
final class Report {

  private record Fact(
      Type type,
      Instant at,
      Message message,
      Person actor,
      boolean automatic,
      ForeignRating rating) {}

  private final String ref;
  private Instant at;
  private final List<Fact> facts = new ArrayList<>();
  private ChannelName channel;
  private String subject;
  private List<String> tags;
  private String locale;
  private SlackThread slack;
  private String visitor;
  private Person customer;
  private Person assignee;

  /**
   * @param ref the conversation
   * @param at when it happened, by the system's own clock
   */
  Report(String ref, Instant at) {
    this.ref = Texts.ref("the conversation's reference", ref);
    this.at = at;
    if (this.ref == null) {
      throw new JsonException("the conversation's reference is missing");
    }
  }

  /** Somebody, or null where nothing was said of them. */
  static Person person(String ref, String name, String email) {
    var person =
        new Person(Texts.ref("a person's reference", ref), Texts.line(name), Texts.line(email));
    return person.label() == null ? null : person;
  }

  Report channel(ChannelName value) {
    channel = value;
    return this;
  }

  Report subject(String value) {
    subject = Texts.line(value);
    return this;
  }

  /** Null says nothing of them; an empty list says that there are none. */
  Report tags(List<String> values) {
    tags = Texts.tags(values);
    return this;
  }

  Report locale(String value) {
    locale = Texts.line(value);
    return this;
  }

  Report slack(String channelId, String threadTs) {
    var place = Texts.line(channelId);
    var thread = Texts.line(threadTs);
    slack = place == null || thread == null ? null : new SlackThread(place, thread);
    return this;
  }

  Report visitor(String value) {
    visitor = Texts.line(value);
    return this;
  }

  Report customer(Person value) {
    customer = value;
    return this;
  }

  /** A customer and what they read; null says nothing of it. */
  Report customer(Person value, String reads) {
    customer = value == null ? null : value.reading(Texts.line(reads));
    return this;
  }

  Report assignee(Person value) {
    assignee = value;
    return this;
  }

  /** The facts that follow happened at this time. */
  Report at(Instant when) {
    at = when;
    return this;
  }

  Report created() {
    return add(Type.CREATED, null, null, false);
  }

  /** A message at the report's own time; its actor is known where one of ours wrote it. */
  Report message(String messageRef, Direction direction, Author author, Person agent) {
    return message(messageRef, direction, author, agent, at);
  }

  /**
   * A message.
   *
   * @param messageRef null where it has none; the event's key stands for it then
   * @param agent who wrote it, where that was one of ours
   */
  Report message(
      String messageRef, Direction direction, Author author, Person agent, Instant written) {
    var message =
        new Message(Texts.ref("a message's reference", messageRef), direction, author, written);
    facts.add(new Fact(Type.MESSAGE, written, message, agent, author != Author.AGENT, null));
    return this;
  }

  /** It is the given assignee's now; nobody's, where none is given. */
  Report assigned() {
    return add(Type.ASSIGNED, null, null, false);
  }

  /** A person resolved it; null where the system does not say who. */
  Report resolved(Person agent) {
    return add(Type.RESOLVED, null, agent, false);
  }

  /** No person resolved it: a rule, a bot or a clock did. */
  Report resolvedAutomatically() {
    return add(Type.RESOLVED, null, null, true);
  }

  Report closed(Person agent) {
    return add(Type.CLOSED, null, agent, false);
  }

  Report closedAutomatically() {
    return add(Type.CLOSED, null, null, true);
  }

  Report reopened() {
    return add(Type.REOPENED, null, null, false);
  }

  /** Nothing happened but that we know more of the conversation or its customer. */
  Report updated() {
    return add(Type.CUSTOMER_UPDATED, null, null, false);
  }

  /** A person's answer to the system's own survey, on its scale of 1 to 5; another score says nothing. */
  Report rated(Long score, String comment) {
    if (score != null && score >= 1 && score <= 5) {
      facts.add(new Fact(
          Type.RATED,
          at,
          null,
          null,
          false,
          new ForeignRating(score.intValue(), Texts.line(comment))));
    }
    return this;
  }

  Reading reading() {
    var about = new About(channel, subject, tags, locale, slack, visitor);
    return new Reading.Told(facts.stream()
        .map(fact -> new ConversationEvent(
            fact.type,
            fact.at,
            ref,
            about,
            customer,
            fact.message,
            fact.actor,
            assignee,
            fact.automatic,
            fact.rating))
        .toList());
  }

  private Report add(Type type, Message message, Person actor, boolean automatic) {
    facts.add(new Fact(type, at, message, actor, automatic, null));
    return this;
  }
}
