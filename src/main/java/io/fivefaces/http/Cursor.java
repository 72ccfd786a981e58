package io.fivefaces.http;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Where a page of a list ended: the numbers that its last item is ordered by, and where the order ends with a name that
 * name, as a text that clients give back.
 */
record Cursor(String name, long... places) {

  /** The text of these numbers. */
  static String text(long... places) {
    return LongStream.of(places).mapToObj(Long::toString).collect(Collectors.joining("."));
  }

  /** The text of these numbers and of a name behind them. */
  static String text(String name, long... places) {
    return text(places) + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  /** Where the page that a request asks for begins: behind its cursor, else at these numbers. */
  static Cursor of(RoutingContext context, long... beginning) {
    return read(context, "", beginning);
  }

  /** The same where the order ends with a name; a list begins before every name. */
  static Cursor named(RoutingContext context, long... beginning) {
    return read(context, "\\.[A-Za-z0-9_-]*", beginning);
  }

  private static Cursor read(RoutingContext context, String name, long... beginning) {
    var text = context.request().getParam("cursor");
    if (text == null) {
      return new Cursor("", beginning);
    }
    var form = "[0-9]{1,18}(\\.[0-9]{1,18}){%d}%s".formatted(beginning.length - 1, name);
    if (!text.matches(form)) {
      throw unknown();
    }
    var parts = text.split("\\.", -1);
    return new Cursor(
        parts.length > beginning.length ? nameOf(parts[beginning.length]) : "",
        Arrays.stream(parts).limit(beginning.length).mapToLong(Long::parseLong).toArray());
  }

  private static String nameOf(String part) {
    try {
      var name = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
      if (name.indexOf('\0') < 0) {
        return name;
      }
    } catch (IllegalArgumentException e) {
      // told below, for both
    }
    throw unknown();
  }

  private static Problem unknown() {
    return Problem.badRequest("'cursor' is the 'next' of the page before, unchanged.");
  }

  /** A moment as a number that orders as it does, exact to the microsecond of the tables. */
  static long number(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  long first() {
    return places[0];
  }

  /** The first of them as a moment. */
  Instant moment() {
    return Instant.EPOCH.plus(first(), ChronoUnit.MICROS);
  }

  /** The first of them as an id that the tables count in 32 bits. */
  int id() {
    return narrow(first());
  }

  long second() {
    return places[1];
  }

  /** The second of them as an id that the tables count in 32 bits. */
  int secondId() {
    return narrow(second());
  }

  private static int narrow(long id) {
    return (int) Math.min(id, Integer.MAX_VALUE);
  }
}
