package io.fivefaces.bench;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The middle of several measurements. */
final class Median {

  private Median() {}

  static <T> double of(Collection<T> all, ToDoubleFunction<T> value) {
    var sorted = all.stream().mapToDouble(value).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
