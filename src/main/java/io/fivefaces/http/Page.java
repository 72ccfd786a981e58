package io.fivefaces.http;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;

/** A page of a list: its items, and the cursor of the next page or null. */
record Page<T>(List<T> items, String next) {

  /** The page of these rows, of which one more was asked for than fits: it tells whether there is a next. */
  static <R, T> Page<T> of(
      List<R> rows, int most, Function<R, T> view, Function<R, String> cursor) {
    var shown = rows.subList(0, Math.min(most, rows.size()));
    return new Page<>(
        shown.stream().map(view).toList(),
        rows.size() > most ? cursor.apply(shown.getLast()) : null);
  }

  /** How many items a request wants on its page: its {@code limit}, of at most so many, else what is usual. */
  static int limit(RoutingContext context, int usual, int most) {
    var text = context.request().getParam("limit");
    if (text == null) {
      return usual;
    }
    if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > most) {
      throw Problem.badRequest("'limit' is a number from 1 to " + most + ".");
    }
    return Integer.parseInt(text);
  }

  /** A list that has no further page. */
  static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null);
  }
}
