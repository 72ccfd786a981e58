package io.fivefaces.domain;

import java.time.Duration;

/** How long fivefaces waits after a conversation ended before it judges again and asks. */
public enum SendDelay {
  IMMEDIATELY("immediately", Duration.ZERO),
  ONE_HOUR("1h", Duration.ofHours(1)),
  ONE_DAY("24h", Duration.ofHours(24)),
  THREE_DAYS("3d", Duration.ofDays(3));

  private final String word;
  private final Duration length;

  SendDelay(String word, Duration length) {
    this.word = word;
    this.length = length;
  }

  public Duration length() {
    return length;
  }

  @Override
  public String toString() {
    return word;
  }
}
