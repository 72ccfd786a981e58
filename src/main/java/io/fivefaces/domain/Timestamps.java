package io.fivefaces.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as text: ISO 8601, written in UTC with milliseconds, kept to the microsecond that PostgreSQL keeps. */
public final class Timestamps {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String OURS = "0000-00-00T00:00:00.000Z";
  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private Timestamps() {}

  /** Such as {@code 2026-01-15T10:30:00.000Z}. */
  public static String format(Instant time) {
    return MILLIS.format(time);
  }

  /** The time in a text that names a date, a time and an offset, between 1990 and 2200; else empty. */
  public static Optional<Instant> parse(String text) {
    try {
      if (isOurs(text)) {
        return ours(text);
      }
      var time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      return bounded(time);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether a text looks like what {@link #format} writes; such are many, and the general parser takes its time. */
  private static boolean isOurs(String text) {
    if (text.length() != OURS.length()) {
      return false;
    }
    for (int i = 0; i < OURS.length(); i++) {
      char expected = OURS.charAt(i);
      char c = text.charAt(i);
      if (expected == '0' ? c < '0' || c > '9' : c != expected) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Instant> ours(String text) {
    long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
        .toEpochDay();
    var of = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
    var time =
        Instant.ofEpochSecond(day * 86_400 + of.toSecondOfDay(), number(text, 20, 23) * 1_000_000L);
    return bounded(time);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  /** The time as we keep times, to the microsecond; empty where it is not between 1990 and 2200. */
  public static Optional<Instant> bounded(Instant time) {
    return time.isAfter(EARLIEST) && time.isBefore(LATEST)
        ? Optional.of(time.truncatedTo(ChronoUnit.MICROS))
        : Optional.empty();
  }
}
