package io.fivefaces.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test moves on. */
public final class MovableClock extends Clock {

  private final InstantSource base;
  private volatile Duration ahead = Duration.ZERO;

  /** The system's clock. */
  public MovableClock() {
    base = InstantSource.system();
  }

  /** A clock that stands still. */
  public MovableClock(Instant now) {
    base = InstantSource.fixed(now);
  }

  public void advance(Duration by) {
    ahead = ahead.plus(by);
  }

  /** How far it was moved. */
  public Duration ahead() {
    return ahead;
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
