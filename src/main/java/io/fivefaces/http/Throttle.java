package io.fivefaces.http;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Lets each address try a few times a minute. Shared by all event loops. */
public final class Throttle {

  private static final int TRIES = 10;
  private static final int MOST_ADDRESSES = 10_000;
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

  private final Clock clock;
  private final int most;
  private final Map<String, Integer> tries = new HashMap<>();
  private long minute;

  public Throttle(Clock clock) {
    this(clock, TRIES);
  }

  /** Lets each address try that often a minute. */
  public Throttle(Clock clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  /** Counts a try; false when this address, or everybody together, tried too often in this minute. */
  synchronized boolean allows(String address) {
    long now = clock.millis() / MINUTE_MS;
    if (now != minute) {
      tries.clear();
      minute = now;
    }
    return tries.size() < MOST_ADDRESSES && tries.merge(address, 1, Integer::sum) <= most;
  }
}
