package io.fivefaces.domain;

/** What a look at the other side found of a hand-over whose end nobody heard. */
public sealed interface Sighting {

  /**
   * It is there.
   *
   * @param receipt what the other side calls it
   */
  record Found(String receipt) implements Sighting {}

  /** It is not there. */
  record Absent() implements Sighting {}

  /** The other side did not say. */
  record Unseen(String reason) implements Sighting {}
}
