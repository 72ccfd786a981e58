package io.fivefaces.http;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Lets each address, or whatever else is counted, try a few times in a while. Shared by all event loops. */
public final class Throttle {

  private static final int TRIES = 10;
  private static final int MOST_ADDRESSES = 10_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Clock clock;
  private final int most;
  private final long whileMs;
  private final Map<String, Integer> tries = new HashMap<>();
  private long running;

  public Throttle(Clock clock) {
    this(clock, TRIES);
  }

  /** Lets each address try that often a minute. */
  public Throttle(Clock clock, int most) {
    this(clock, most, MINUTE);
  }

  /** Lets each address try that often in each such while. */
  public Throttle(Clock clock, int most, Duration aWhile) {
    this.clock = clock;
    this.most = most;
    this.whileMs = aWhile.toMillis();
  }

  /** Counts a try; false when this address, or everybody together, tried too often by now. */
  synchronized boolean allows(String address) {
    long now = clock.millis() / whileMs;
    if (now != running) {
      tries.clear();
      running = now;
    }
    return tries.size() < MOST_ADDRESSES && tries.merge(address, 1, Integer::sum) <= most;
  }
}
