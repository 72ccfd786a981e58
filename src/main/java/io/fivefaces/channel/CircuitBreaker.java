package io.fivefaces.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Leaves a partner in trouble alone: after some failures in a row, one try per rest until one succeeds. */
final class CircuitBreaker {

  private final int tolerated;
  private final Duration rest;
  private final InstantSource clock;
  private int failures;
  private Instant restsUntil = Instant.MIN;

  CircuitBreaker(int tolerated, Duration rest, InstantSource clock) {
    this.tolerated = tolerated;
    this.rest = rest;
    this.clock = clock;
  }

  /** Whether a try may be made now; a yes after a rest uses that try up. */
  synchronized boolean admits() {
    if (failures < tolerated) {
      return true;
    }
    var now = clock.instant();
    if (now.isBefore(restsUntil)) {
      return false;
    }
    restsUntil = now.plus(rest);
    return true;
  }

  /** Whether no try may be made now; asking uses nothing up. */
  synchronized boolean isOpen() {
    return failures >= tolerated && clock.instant().isBefore(restsUntil);
  }

  synchronized void succeeded() {
    failures = 0;
  }

  synchronized void failed() {
    failures++;
    restsUntil = clock.instant().plus(rest);
  }
}
