package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  @Test
  void theLastDaysIncludeToday() {
    assertThat(Window.lastDays(1, TODAY)).isEqualTo(new Window(TODAY, TODAY));
    assertThat(Window.lastDays(7, TODAY)).isEqualTo(new Window(LocalDate.of(2026, 2, 23), TODAY));
  }

  @Test
  void bothEndsCount() {
    assertThat(new Window(TODAY, TODAY).days()).isEqualTo(1);
    assertThat(new Window(LocalDate.of(2024, 2, 1), LocalDate.of(2024, 2, 29)).days())
        .isEqualTo(29);
  }

  @Test
  void theWindowBeforeIsAsLongAndEndsTheDayBefore() {
    var march = new Window(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31));

    assertThat(march.previous())
        .isEqualTo(new Window(LocalDate.of(2026, 1, 29), LocalDate.of(2026, 2, 28)));
    assertThat(march.previous().days()).isEqualTo(march.days());
  }

  @Test
  void itDoesNotEndBeforeItBegins() {
    assertThatThrownBy(() -> new Window(TODAY, TODAY.minusDays(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'to'");
  }
}
