package io.fivefaces.domain;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Growing, jittered waits between tries. */
public final class Backoff {

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(6);

  /** How long after its due time an invite may still be tried. */
  public static final Duration GIVE_UP = Duration.ofHours(72);

  private Backoff() {}

  /**
   * The wait before the next try: a minute, doubled with every refusal, at most six hours, 20 % up or down.
   *
   * @param refusals how often it was refused so far, at least 1
   * @param random numbers from 0 to 1
   */
  public static Duration after(int refusals, DoubleSupplier random) {
    long doubled = FIRST.toMillis() << Math.min(Math.max(refusals, 1) - 1, 20);
    long capped = Math.min(doubled, LONGEST.toMillis());
    return Duration.ofMillis(Math.round(capped * (0.8 + 0.4 * random.getAsDouble())));
  }
}
