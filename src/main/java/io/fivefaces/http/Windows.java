package io.fivefaces.http;

import io.fivefaces.domain.Window;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** The spans of days that requests ask for: {@code from} and {@code to}, both included, or {@code days} up to today. */
final class Windows {

  private static final int DEFAULT_DAYS = 30;
  private static final int MOST_DAYS = 366;
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2199;

  private Windows() {}

  /** The window that numbers are asked for, at most a year; the last 30 days where none is named. */
  static Window ofNumbers(RoutingContext context, Clock clock) {
    var window = isNamed(context) ? named(context) : lastDays(context, clock);
    if (window.days() > MOST_DAYS) {
      throw Problem.badRequest("A window has at most " + MOST_DAYS + " days.");
    }
    return window;
  }

  /** The window that rows are asked for; all time where none is named. */
  static Window ofRows(RoutingContext context) {
    return isNamed(context)
        ? named(context)
        : new Window(LocalDate.of(FIRST_YEAR, 1, 1), LocalDate.of(LAST_YEAR, 12, 31));
  }

  static boolean isNamed(RoutingContext context) {
    var request = context.request();
    return request.getParam("from") != null || request.getParam("to") != null;
  }

  /** When a window begins. */
  static Instant start(Window window) {
    return start(window.from());
  }

  /** When a window is over. */
  static Instant end(Window window) {
    return start(window.to().plusDays(1));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static Window lastDays(RoutingContext context, Clock clock) {
    var text = context.request().getParam("days", Integer.toString(DEFAULT_DAYS));
    if (!text.matches("[1-9][0-9]{0,2}")) {
      throw Problem.badRequest("'days' is a number from 1 to " + MOST_DAYS + ".");
    }
    return Window.lastDays(Integer.parseInt(text), LocalDate.now(clock.withZone(ZoneOffset.UTC)));
  }

  private static Window named(RoutingContext context) {
    var from = day(context, "from");
    var to = day(context, "to");
    if (to.isBefore(from)) {
      throw Problem.badRequest("'from' is not after 'to'.");
    }
    return new Window(from, to);
  }

  private static LocalDate day(RoutingContext context, String name) {
    try {
      var day = LocalDate.parse(context.request().getParam(name, ""));
      if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
        throw Problem.badRequest("Days lie between " + FIRST_YEAR + " and " + LAST_YEAR + ".");
      }
      return day;
    } catch (DateTimeParseException e) {
      throw Problem.badRequest("'from' and 'to' are both days such as 2026-01-31.");
    }
  }
}
