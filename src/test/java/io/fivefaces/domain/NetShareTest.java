package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The interval of the Net Promoter Score, against what is published and what an interval promises. */
class NetShareTest {

  private static final int STEPS = 20;

  /** Fagerland, Lydersen and Laake, Statistics in Medicine 33 (2014) 2850-2875, the example of airway responsiveness. */
  @Test
  void itIsThePublishedIntervalOfTango() {
    var interval = Interval.ofNet(1, 7, 21);

    assertThat(interval.low()).isCloseTo(-0.517, within(0.0005));
    assertThat(interval.high()).isCloseTo(-0.026, within(0.0005));
  }

  @Test
  void withoutPassivesItIsThatOfWilson() {
    for (int whole = 1; whole <= 60; whole++) {
      for (int part = 0; part <= whole; part++) {
        var net = Interval.ofNet(part, whole - part, whole);
        var share = Interval.ofShare(part, whole);

        assertThat(net.low()).isCloseTo(2 * share.low() - 1, within(1e-9));
        assertThat(net.high()).isCloseTo(2 * share.high() - 1, within(1e-9));
      }
    }
  }

  @Test
  void itHoldsWhatWasCountedStaysOnTheScaleAndMirrorsItself() {
    for (int whole = 1; whole <= 25; whole++) {
      for (int more = 0; more <= whole; more++) {
        for (int less = 0; more + less <= whole; less++) {
          var interval = Interval.ofNet(more, less, whole);
          var mirrored = Interval.ofNet(less, more, whole);
          double net = (double) (more - less) / whole;

          assertThat(interval.low()).isBetween(-1.0, net);
          assertThat(interval.high()).isBetween(net, 1.0);
          assertThat(interval.high()).isGreaterThan(interval.low());
          assertThat(interval.low()).isCloseTo(-mirrored.high(), within(1e-9));
        }
      }
    }
  }

  @Test
  void moreAnswersNarrowIt() {
    double before = 2;
    for (long times = 1; times <= 1_000_000_000; times *= 10) {
      var interval = Interval.ofNet(5 * times, 2 * times, 10 * times);
      assertThat(interval.high() - interval.low()).isLessThan(before);
      before = interval.high() - interval.low();
    }
    assertThat(before).isLessThan(0.0001);
  }

  @Test
  void ofNothingThereIsNone() {
    assertThat(Interval.ofNet(0, 0, 0)).isNull();
  }

  /** Exactly, over every sample that may come, for customers of every kind. */
  @ParameterizedTest
  @CsvSource({"1, 0.78", "2, 0.88", "3, 0.85", "5, 0.90", "10, 0.90", "30, 0.92", "60, 0.93"})
  void itHoldsTheTruthNineteenTimesInTwentyHoweverFewAnswer(int whole, double atLeast) {
    var intervals = new Interval[whole + 1][whole + 1];
    for (int more = 0; more <= whole; more++) {
      for (int less = 0; more + less <= whole; less++) {
        intervals[more][less] = Interval.ofNet(more, less, whole);
      }
    }
    var covered = IntStream.rangeClosed(0, STEPS)
        .boxed()
        .flatMapToDouble(promoters -> IntStream.rangeClosed(0, STEPS - promoters)
            .mapToDouble(detractors -> coverage(
                (double) promoters / STEPS, (double) detractors / STEPS, whole, intervals)))
        .summaryStatistics();

    assertThat(covered.getAverage()).isBetween(0.945, 0.985);
    assertThat(covered.getMin()).isGreaterThan(atLeast);
  }

  private static double coverage(
      double promoters, double detractors, int whole, Interval[][] intervals) {
    double net = promoters - detractors;
    double covered = 0;
    for (int more = 0; more <= whole; more++) {
      for (int less = 0; more + less <= whole; less++) {
        var interval = intervals[more][less];
        if (interval.low() - 1e-9 <= net && net <= interval.high() + 1e-9) {
          covered += chance(promoters, detractors, more, less, whole);
        }
      }
    }
    return covered;
  }

  private static double chance(double promoters, double detractors, int more, int less, int whole) {
    double passives = Math.max(0, 1 - promoters - detractors);
    return choose(whole, more)
        * choose(whole - more, less)
        * Math.pow(promoters, more)
        * Math.pow(detractors, less)
        * Math.pow(passives, whole - more - less);
  }

  private static double choose(int of, int some) {
    return DoubleStream.iterate(1, i -> i <= some, i -> i + 1)
        .map(i -> (of - some + i) / i)
        .reduce(1, (one, other) -> one * other);
  }

  @ParameterizedTest
  @CsvSource({"15, 15, 0.5, 0.2", "80, 120, 0.4, 0.3", "300, 40, 0.7, 0.05", "20, 500, 0.1, 0.1"})
  void withoutAChangeOneIsSeenAtMostOnceInTwentyQuarters(
      int answersBefore, int answers, double promoters, double detractors) {
    var random = new Random(5);
    int seen = 0;
    for (int run = 0; run < 4000; run++) {
      var before = drawn(random, answersBefore, promoters, detractors);
      var now = drawn(random, answers, promoters, detractors);
      seen += now.scoreChange(before).clear() ? 1 : 0;
    }

    assertThat(seen / 4000.0).isLessThan(0.06);
  }

  @Test
  void aChangeIsSeenWhereThereIsOne() {
    var before = NpsTotalsTest.totals(400, 300, 300);
    var after = NpsTotalsTest.totals(550, 250, 200);

    assertThat(after.scoreChange(before).clear()).isTrue();
    assertThat(after.scoreChange(before).low()).isBetween(10.0, 25.0);
    assertThat(after.scoreChange(before).high()).isBetween(25.0, 40.0);
    assertThat(before.scoreChange(after).high())
        .isCloseTo(-after.scoreChange(before).low(), within(1e-9));
  }

  private static NpsTotals drawn(Random random, int answers, double promoters, double detractors) {
    long more = 0;
    long less = 0;
    for (int i = 0; i < answers; i++) {
      double chance = random.nextDouble();
      more += chance < promoters ? 1 : 0;
      less += chance > 1 - detractors ? 1 : 0;
    }
    return NpsTotalsTest.totals(more, answers - more - less, less);
  }
}
