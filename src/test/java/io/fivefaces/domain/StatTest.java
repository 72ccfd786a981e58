package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class StatTest {

  private static final Totals NOTHING = new Totals(List.of(0L, 0L, 0L, 0L, 0L), 0, 0, 0);
  private static final Totals MONTH = new Totals(List.of(1L, 2L, 3L, 4L, 10L), 40, 16, 100);
  private static final Totals MONTH_BEFORE = new Totals(List.of(0L, 0L, 0L, 0L, 10L), 20, 10, 80);

  private static Stat stat(String name) {
    return Stat.CSAT.stream()
        .filter(stat -> stat.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theCardHasTheseNumbersInThisOrder() {
    assertThat(Stat.CSAT)
        .extracting(Stat::name)
        .containsExactly(
            "invites_sent",
            "responses",
            "response_rate",
            "cohort_response_rate",
            "average",
            "promoter_percent",
            "detractor_percent",
            "closed",
            "send_rate");
  }

  @ParameterizedTest
  @CsvSource({
    "invites_sent, 40, 20",
    "responses, 20, 10",
    "response_rate, 0.5, 0",
    "cohort_response_rate, 0.4, -0.1",
    "average, 4, -1",
    "promoter_percent, 70, -30",
    "detractor_percent, 15, 15",
    "closed, 100, 20",
    "send_rate, 0.4, 0.15"
  })
  void eachNumberAndItsGrowthFollowFromTheTotals(String name, double value, double delta) {
    var stat = stat(name);

    assertThat(stat.of(MONTH).doubleValue()).isCloseTo(value, within(1e-9));
    assertThat(stat.delta(MONTH, MONTH_BEFORE).doubleValue()).isCloseTo(delta, within(1e-9));
  }

  static final List<Stat> EACH = Stat.CSAT;

  @ParameterizedTest(name = "{0}")
  @FieldSource("EACH")
  void aNumberWithNothingToDivideByIsNullAndNeverNaN(Stat stat) {
    boolean isCount = List.of("invites_sent", "responses", "closed").contains(stat.name());

    assertThat(stat.of(NOTHING)).isEqualTo(isCount ? 0L : null);
    assertThat(stat.delta(NOTHING, NOTHING)).isEqualTo(isCount ? 0L : null);
    if (!isCount) {
      assertThat(stat.delta(MONTH, NOTHING)).isNull();
      assertThat(stat.delta(NOTHING, MONTH)).isNull();
    }
  }

  @Test
  void aCountStaysAWholeNumberAndMayFall() {
    assertThat(stat("responses").delta(NOTHING, MONTH)).isEqualTo(-20L);
    assertThat(stat("closed").of(MONTH)).isEqualTo(100L);
  }

  @Test
  void responsesToEarlierInvitesMayRaiseTheRateOverOneButNotTheCohortRate() {
    var edge = new Totals(List.of(0L, 0L, 0L, 0L, 9L), 3, 2, 3);

    assertThat(stat("response_rate").of(edge)).isEqualTo(3.0);
    assertThat(stat("cohort_response_rate").of(edge).doubleValue()).isLessThan(1);
  }

  @ParameterizedTest
  @CsvSource({
    "response_rate, 20, 40",
    "cohort_response_rate, 16, 40",
    "average, 80, 20",
    "promoter_percent, 14, 20",
    "detractor_percent, 3, 20",
    "send_rate, 40, 100"
  })
  void aNumberSaysWhatItIsMadeOf(String name, long numerator, long denominator) {
    assertThat(stat(name).fraction(MONTH)).isEqualTo(new Fraction(numerator, denominator));
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("EACH")
  void whatIsEstimatedHasAnIntervalAroundItAndACountHasNone(Stat stat) {
    var interval = stat.interval(MONTH);

    assertThat(stat.interval(NOTHING)).isNull();
    assertThat(stat.change(NOTHING, MONTH)).isNull();
    assertThat(stat.change(MONTH, NOTHING)).isNull();
    if (stat.kind() == Stat.Kind.COUNT) {
      assertThat(interval).isNull();
      assertThat(stat.change(MONTH, MONTH_BEFORE)).isNull();
    } else {
      assertThat(stat.of(MONTH).doubleValue()).isBetween(interval.low(), interval.high());
      assertThat(stat.change(MONTH, MONTH).clear()).isFalse();
      assertThat(stat.delta(MONTH, MONTH_BEFORE).doubleValue())
          .isBetween(
              stat.change(MONTH, MONTH_BEFORE).low(),
              stat.change(MONTH, MONTH_BEFORE).high());
    }
  }

  @Test
  void anAveragesIntervalStaysOnTheScaleButDoesNotMakeAChangeClearer() {
    var two = new Totals(List.of(0L, 0L, 0L, 0L, 2L), 2, 2, 2);
    var change = stat("average").change(two, MONTH_BEFORE);

    assertThat(stat("average").interval(two).high()).isEqualTo(5);
    assertThat(change.high()).isGreaterThan(1);
  }
}
