package io.fivefaces.domain;

import java.time.Duration;

/** What became of one attempt to hand a survey over. The reasons are for the operator and hold no address or token. */
public sealed interface HandOver {

  /**
   * The other side took it.
   *
   * @param receipt what the other side calls it, or null where it gave no name
   */
  record Accepted(String receipt) implements HandOver {}

  /** Nothing of it left this house: no attempt was spent, and the other side is in trouble. */
  record NotBegun(String reason) implements HandOver {}

  /** The other side did not take it and asked for patience: no attempt was spent. */
  record Throttled(String reason, Duration pause) implements HandOver {}

  /** The other side refused it for now. */
  record Deferred(String reason) implements HandOver {}

  /**
   * The other side refused it for good.
   *
   * @param addressIsBad whether nothing should be sent to that address any more
   */
  record Refused(String reason, boolean addressIsBad) implements HandOver {}

  /** It was refused because this channel cannot reach the customer; another one may. */
  record Unreachable(String reason) implements HandOver {}

  /** It had begun, and nobody can say whether it arrived. Never to be repeated by itself. */
  record Unclear(String reason) implements HandOver {}
}
