package io.fivefaces.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which conversations are wanted. What is null is not asked for.
 *
 * @param state open, resolved or closed; {@link #ENDED} for all that ever ended
 * @param reason the gate that stopped them; {@link #NONE} for those that none did
 * @param invites the states of their invites, among them {@link #NONE}
 * @param scores the scores of their answers
 * @param agent who resolved them
 * @param words in the subject, all of them, in lower case
 * @param beginning of the reference, or of the customer's address or name
 * @param from the first moment
 * @param until the first moment after
 */
public record ConversationFilter(
    String state,
    String channel,
    String reason,
    List<String> invites,
    Boolean answered,
    List<Integer> scores,
    String agent,
    Integer source,
    List<String> words,
    String beginning,
    Instant from,
    Instant until) {

  public static final String ENDED = "ended";
  public static final String NONE = "none";

  /** How many of the filters that are no order of their own are set. */
  long narrowings() {
    return Stream.of(
            state, channel, reason, invites, answered, scores, agent, source, words, beginning)
        .filter(Objects::nonNull)
        .count();
  }

  boolean asksForAnswers() {
    return scores != null || Boolean.TRUE.equals(answered);
  }

  boolean asksForGate() {
    return reason != null && !reason.equals(NONE);
  }

  /** Whether only conversations that have ended can be meant. */
  boolean asksForEnded() {
    return ENDED.equals(state)
        || NONE.equals(reason)
        || (invites != null && !invites.contains(NONE));
  }
}
