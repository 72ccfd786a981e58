package io.fivefaces.bench;

import java.util.Map;

/**
 * What a generator saw.
 *
 * @param accepted answers with 202
 * @param refused other answers, by status; 503 may have been repeated
 * @param cut requests whose connection ended before the answer
 * @param began when the first request was sent, as of {@link System#nanoTime}
 * @param ended when the last answer came
 */
record Load(long accepted, Map<Integer, Long> refused, long cut, long began, long ended) {

  double seconds() {
    return (ended - began) / 1e9;
  }

  /** How often the answer was 503, come back later. */
  long busy() {
    return refused.getOrDefault(503, 0L);
  }

  /** This, if nothing went wrong but that the server was busy. */
  Load clean(String whose) {
    if (cut > 0 || refused.keySet().stream().anyMatch(status -> status != 503)) {
      throw new Failed(whose + " refused requests " + refused + " and cut " + cut + " off");
    }
    return this;
  }
}
