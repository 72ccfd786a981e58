package io.fivefaces.http;

import java.util.List;

/** A page of a list: its items, and the cursor of the next page or null. */
record Page<T>(List<T> items, String next) {

  /** A list that has no further page. */
  static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null);
  }
}
