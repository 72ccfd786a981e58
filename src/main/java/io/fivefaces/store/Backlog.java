package io.fivefaces.store;

import java.time.Duration;

/** How far the projection is behind what was accepted. The more, the longer the writers rest, so that it is bounded. */
public final class Backlog {

  private static final Duration HARMLESS = Duration.ofSeconds(2);
  private static final long REST_PER_SECOND = 20;
  private static final long LONGEST_REST = 400;

  private volatile Duration lag = Duration.ZERO;

  /** Tells how old the oldest event is that was not yet projected. */
  public void measured(Duration measured) {
    lag = measured;
  }

  /** How many milliseconds a writer rests after each statement. */
  long rest() {
    long beyond = lag.minus(HARMLESS).toMillis();
    return Math.clamp(beyond * REST_PER_SECOND / 1000, 0, LONGEST_REST);
  }
}
