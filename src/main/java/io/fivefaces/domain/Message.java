package io.fivefaces.domain;

import java.time.Instant;
import java.util.Locale;

/** One message of a conversation; its text is nobody's business here. */
public record Message(String ref, Direction direction, Author author, Instant at) {

  public enum Direction {
    IN,
    OUT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public enum Author {
    CUSTOMER,
    AGENT,
    BOT,
    SYSTEM;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Of two reports of one message: the earlier, so that the order of arrival does not matter. */
  public Message earlier(Message other) {
    int byTime = at.compareTo(other.at);
    int byDirection = byTime != 0 ? byTime : direction.compareTo(other.direction);
    int order =
        byDirection != 0 ? byDirection : author.toString().compareTo(other.author.toString());
    return order <= 0 ? this : other;
  }
}
