package io.fivefaces.bench;

import java.util.Map;

/**
 * What a generator saw.
 *
 * @param accepted answers with 202
 * @param refused other answers, by status
 * @param cut requests whose connection ended before the answer
 * @param began when the first request was sent, as of {@link System#nanoTime}
 * @param ended when the last answer came
 */
record Load(long accepted, Map<Integer, Long> refused, long cut, long began, long ended) {

  double seconds() {
    return (ended - began) / 1e9;
  }

  /** This, if everything was accepted. */
  Load clean(String whose) {
    if (!refused.isEmpty() || cut > 0) {
      throw new Failed(whose + " refused requests " + refused + " and cut " + cut + " off");
    }
    return this;
  }
}
