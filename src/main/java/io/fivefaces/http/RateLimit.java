package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many events each source may send: so many a second, and those of two seconds at once. Shared by the event loops
 * of this process; another process has its own.
 */
public final class RateLimit {

  private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final int eventsPerSecond;
  /** Of each source the moment at which all that it sent would have been allowed. */
  private final ConcurrentHashMap<Integer, AtomicLong> allowedUntil = new ConcurrentHashMap<>();

  /** A limit for the sources that have none of their own. */
  public RateLimit(int eventsPerSecond) {
    this.eventsPerSecond = eventsPerSecond;
  }

  /** Throws a 429 when the source sent more than it may; costs next to nothing. */
  void check(ConnectedSource source) {
    long ahead = until(source).get() - System.nanoTime();
    if (ahead > BURST_NANOS) {
      throw Problem.tooMany(
          "This source may send " + rate(source) + " events a second, and sends more.",
          1 + TimeUnit.NANOSECONDS.toSeconds(ahead - BURST_NANOS));
    }
  }

  /** Counts events that were stored. */
  void charge(ConnectedSource source, int events) {
    long cost = TimeUnit.SECONDS.toNanos(events) / rate(source);
    long now = System.nanoTime();
    until(source).updateAndGet(until -> (until - now < 0 ? now : until) + cost);
  }

  private AtomicLong until(ConnectedSource source) {
    return allowedUntil.computeIfAbsent(source.id(), first -> new AtomicLong(System.nanoTime()));
  }

  private int rate(ConnectedSource source) {
    var own = source.settings().rateLimit();
    return own == null ? eventsPerSecond : own;
  }
}
