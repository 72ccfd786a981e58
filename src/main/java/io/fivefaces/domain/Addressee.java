package io.fivefaces.domain;

import java.time.Instant;

/**
 * Whom a survey would reach, as the gates of both kinds see them.
 *
 * @param suppressed why nothing is sent to their address, or null where it may be
 * @param lastAsked the last survey of any kind that they got or that is on its way to them, but not the one being
 *     judged; null for none
 */
public record Addressee(Customer customer, SuppressionReason suppressed, LastAsked lastAsked) {

  /** A survey that was handed over, or is about to be where the moment is null. */
  public record LastAsked(Kind kind, Instant at) {}
}
