package io.fivefaces.domain;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** A span of UTC days, both ends included. */
public record Window(LocalDate from, LocalDate to) {

  public Window {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("the window's 'to' lies before its 'from'");
    }
  }

  /** The last so many days, today included. */
  public static Window lastDays(int days, LocalDate today) {
    return new Window(today.minusDays(days - 1L), today);
  }

  public long days() {
    return ChronoUnit.DAYS.between(from, to) + 1;
  }

  /** The window of the same length that ends the day before this one begins. */
  public Window previous() {
    return new Window(from.minusDays(days()), from.minusDays(1));
  }
}
