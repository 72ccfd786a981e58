package io.fivefaces.http;

import java.time.Clock;
import java.time.Duration;

/**
 * How often people may try what a stranger could try as well.
 *
 * @param addresses signing in from one address, and whatever else needs no session
 * @param accounts signing in to one account from browsers that never did
 * @param known signing in to one account from a browser that did before, whatever strangers try meanwhile
 * @param resets mails about one account's password
 * @param letters invitations of one workspace
 */
public record Patience(
    Throttle addresses, Throttle accounts, Throttle known, Throttle resets, Throttle letters) {

  private static final int GUESSES = 10;
  private static final int RESETS = 3;
  private static final int LETTERS = 30;

  /** The patience of one server. */
  public static Patience of(Clock clock, Throttle addresses) {
    return new Patience(
        addresses,
        new Throttle(clock, GUESSES),
        new Throttle(clock, GUESSES),
        new Throttle(clock, RESETS, Duration.ofMinutes(15)),
        new Throttle(clock, LETTERS));
  }
}
