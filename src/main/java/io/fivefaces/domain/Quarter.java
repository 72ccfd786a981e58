package io.fivefaces.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Optional;

/**
 * Three months of a year, in UTC.
 *
 * @param number 1 to 4
 */
public record Quarter(int year, int number) implements Comparable<Quarter> {

  public Quarter {
    if (year < 1000 || year > 9999 || number < 1 || number > 4) {
      throw new IllegalArgumentException("a quarter is a year and 1 to 4, such as 2026-Q4");
    }
  }

  /** The quarter of a moment. */
  public static Quarter of(Instant moment) {
    var day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
    return new Quarter(day.getYear(), day.get(IsoFields.QUARTER_OF_YEAR));
  }

  /** The quarter that a text such as {@code 2026-Q4} names, or empty. */
  public static Optional<Quarter> parse(String text) {
    return text != null && text.matches("[1-9][0-9]{3}-Q[1-4]")
        ? Optional.of(new Quarter(
            Integer.parseInt(text.substring(0, 4)), Integer.parseInt(text.substring(6))))
        : Optional.empty();
  }

  public LocalDate firstDay() {
    return LocalDate.of(year, 3 * number - 2, 1);
  }

  public LocalDate lastDay() {
    return firstDay().plusMonths(3).minusDays(1);
  }

  public Quarter next() {
    return number == 4 ? new Quarter(year + 1, 1) : new Quarter(year, number + 1);
  }

  public Quarter previous() {
    return number == 1 ? new Quarter(year - 1, 4) : new Quarter(year, number - 1);
  }

  @Override
  public int compareTo(Quarter other) {
    return firstDay().compareTo(other.firstDay());
  }

  /** Its name, such as {@code 2026-Q4}. */
  @Override
  public String toString() {
    return "%04d-Q%d".formatted(year, number);
  }
}
