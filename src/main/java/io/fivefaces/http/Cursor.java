package io.fivefaces.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Where a page of a list ended: the numbers that its last item is ordered by, as a text that clients give back. */
record Cursor(long... places) {

  /** The text of these numbers. */
  static String text(long... places) {
    return LongStream.of(places).mapToObj(Long::toString).collect(Collectors.joining("."));
  }

  /** Where the page that a request asks for begins: behind its cursor, else at these numbers. */
  static Cursor of(RoutingContext context, long... beginning) {
    var text = context.request().getParam("cursor");
    if (text == null) {
      return new Cursor(beginning);
    }
    var form = "[0-9]{1,18}(\\.[0-9]{1,18}){%d}".formatted(beginning.length - 1);
    if (!text.matches(form)) {
      throw Problem.badRequest("'cursor' is the 'next' of the page before, unchanged.");
    }
    return new Cursor(
        Arrays.stream(text.split("\\.")).mapToLong(Long::parseLong).toArray());
  }

  long first() {
    return places[0];
  }

  /** The first of them as an id that the tables count in 32 bits. */
  int id() {
    return (int) Math.min(first(), Integer.MAX_VALUE);
  }

  long second() {
    return places[1];
  }
}
