package io.fivefaces.demo;

import io.fivefaces.domain.ConversationEvent;
import io.fivefaces.domain.Message;
import io.fivefaces.domain.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A simulated conversation, told as its events in the order in which they happened.
 *
 * @param language of its customer
 * @param agent who helped; null where nobody did
 * @param suppressed whether mail to its customer has bounced before
 */
record Talk(
    String ref,
    String language,
    Person customer,
    Agent agent,
    boolean suppressed,
    List<ConversationEvent> events) {

  double skill() {
    return agent == null ? Agent.NOBODYS_SKILL : agent.skill();
  }

  /** The same, begun at this time. */
  Talk startingAt(Instant start) {
    return moved(Duration.between(events.getFirst().at(), start));
  }

  /** The same, over at this time. */
  Talk endingAt(Instant end) {
    return moved(Duration.between(events.getLast().at(), end));
  }

  private Talk moved(Duration by) {
    return new Talk(
        ref,
        language,
        customer,
        agent,
        suppressed,
        events.stream().map(event -> moved(event, by)).toList());
  }

  private static ConversationEvent moved(ConversationEvent event, Duration by) {
    var at = event.at().plus(by);
    var message = event.message();
    return new ConversationEvent(
        event.type(),
        at,
        event.ref(),
        event.about(),
        event.customer(),
        message == null
            ? null
            : new Message(message.ref(), message.direction(), message.author(), at),
        event.actor(),
        event.assignee(),
        event.automatic(),
        null);
  }
}
