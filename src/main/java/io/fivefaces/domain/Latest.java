package io.fivefaces.domain;

import java.time.Instant;

/**
 * A value and when its source said so. Merging is commutative, associative and idempotent, so events may arrive late,
 * twice and out of order.
 *
 * @param value null while nobody said
 * @param at null while nobody said
 */
public record Latest<T>(T value, Instant at) {

  /** Nothing was said yet. */
  public static <T> Latest<T> unsaid() {
    return new Latest<>(null, null);
  }

  /** The later of the two; of two at one instant, the one whose text is greater. */
  public Latest<T> merge(T other, Instant otherAt) {
    if (at == null) {
      return new Latest<>(other, otherAt);
    }
    int byTime = otherAt.compareTo(at);
    int order = byTime != 0 ? byTime : String.valueOf(other).compareTo(String.valueOf(value));
    return order > 0 ? new Latest<>(other, otherAt) : this;
  }

  /** As {@link #merge}, but null says nothing. */
  public Latest<T> mergeIfSaid(T other, Instant otherAt) {
    return other == null ? this : merge(other, otherAt);
  }
}
