package io.fivefaces.domain;

import java.time.Instant;
import java.util.List;

/**
 * A fact that a source reported about one conversation. Every part but the first three is null where the event does not
 * say.
 *
 * @param at when it happened, by the source's own clock
 * @param ref the conversation, by the source's own reference
 * @param actor the agent who did it; null also where a customer or no person did
 * @param automatic whether no person did it
 * @param rating the customer's answer to the system's own survey
 */
public record ConversationEvent(
    Type type,
    Instant at,
    String ref,
    About about,
    Person customer,
    Message message,
    Person actor,
    Person assignee,
    boolean automatic,
    ForeignRating rating) {

  public enum Type {
    CREATED("conversation.created"),
    MESSAGE("message.created"),
    ASSIGNED("conversation.assigned"),
    RESOLVED("conversation.resolved"),
    CLOSED("conversation.closed"),
    REOPENED("conversation.reopened"),
    CUSTOMER_UPDATED("customer.updated"),
    RATED("rating.imported");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** What an event says of the conversation itself. */
  public record About(
      ChannelName channel,
      String subject,
      List<String> tags,
      String locale,
      SlackThread slack,
      String visitor) {}

  /** Where in Slack a conversation takes place; thread is the root message's timestamp. */
  public record SlackThread(String channel, String thread) {}
}
