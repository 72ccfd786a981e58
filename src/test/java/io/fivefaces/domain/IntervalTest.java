package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals against published values, and against what an interval promises. */
class IntervalTest {

  /** Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0.0000, 0.1611",
    "1, 29, 0.0061, 0.1718"
  })
  void aShareHasThePublishedWilsonInterval(long part, long whole, double low, double high) {
    var interval = Interval.ofShare(part, whole);

    assertThat(interval.low()).isCloseTo(low, within(0.00005));
    assertThat(interval.high()).isCloseTo(high, within(0.00005));
  }

  @Test
  void aShareAndWhatIsLeftOfItMirrorEachOther() {
    for (int whole = 1; whole <= 60; whole++) {
      for (int part = 0; part <= whole; part++) {
        var share = Interval.ofShare(part, whole);
        var rest = Interval.ofShare(whole - part, whole);

        assertThat(share.low()).isCloseTo(1 - rest.high(), within(1e-12));
        assertThat(share.low()).isBetween(0.0, (double) part / whole + 1e-12);
        assertThat(share.high()).isBetween((double) part / whole - 1e-12, 1.0);
      }
    }
  }

  @Test
  void aLargerPartMovesBothEndsUpAndMoreAnswersNarrowThem() {
    for (int part = 0; part < 50; part++) {
      var one = Interval.ofShare(part, 50);
      var more = Interval.ofShare(part + 1, 50);
      var surer = Interval.ofShare(part * 10L, 500);

      assertThat(more.low()).isGreaterThan(one.low());
      assertThat(more.high()).isGreaterThan(one.high());
      assertThat(width(surer)).isLessThan(width(one));
    }
  }

  /** Averaged over all shares, as Agresti and Coull (1998) found: near 95 % already at a handful. */
  @ParameterizedTest
  @CsvSource({"5", "10", "30", "100"})
  void aSharesIntervalHoldsTheTruthNineteenTimesInTwenty(int whole) {
    double covered = IntStream.rangeClosed(1, 99)
        .mapToDouble(percent -> coverage(percent / 100.0, whole))
        .average()
        .orElseThrow();

    assertThat(covered).isBetween(0.94, 0.97);
  }

  private static double coverage(double share, int whole) {
    double chance = Math.pow(1 - share, whole);
    double covered = 0;
    for (int part = 0; part <= whole; part++) {
      if (holds(Interval.ofShare(part, whole), share)) {
        covered += chance;
      }
      chance *= share / (1 - share) * (whole - part) / (part + 1);
    }
    return covered;
  }

  @Test
  void aRatioMayPassOneAndItsIntervalToo() {
    var interval = Interval.ofRatio(9, 3);

    assertThat(interval.low()).isBetween(1.0, 3.0);
    assertThat(interval.high()).isGreaterThan(3.0);
    assertThat(Interval.ofRatio(0, 12).low()).isZero();
    assertThat(Interval.ofRatio(0, 12).high()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"3", "10", "40", "200"})
  void aRatiosIntervalHoldsTheTruthOfAPoissonCount(double expected) {
    double chance = Math.exp(-expected);
    double covered = 0;
    for (int count = 0; count < 1000; count++) {
      covered += holds(Interval.ofRatio(count, 1), expected) ? chance : 0;
      chance *= expected / (count + 1);
    }

    assertThat(covered).isBetween(0.93, 0.99);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 12.706",
    "2, 4.303",
    "4, 2.776",
    "5, 2.571",
    "7, 2.365",
    "10, 2.228",
    "15, 2.131",
    "30, 2.042",
    "60, 2.000",
    "120, 1.980",
    "1000000, 1.960"
  })
  void studentsQuantilesAreThoseOfTheTables(long freedom, double quantile) {
    assertThat(StudentT.quantile(freedom)).isCloseTo(quantile, within(0.0015));
  }

  @Test
  void ofManyAnswersAMeanHasTheIntervalOfTheTextbook() {
    var totals = totals(100, 100, 100, 100, 100);
    var interval = Interval.ofMean(3, 500, Spread.of(totals));

    assertThat(interval.high() - 3).isCloseTo(1.9647 * Math.sqrt(2.0 / 500), within(0.001));
    assertThat(3 - interval.low()).isCloseTo(interval.high() - 3, within(1e-12));
  }

  @Test
  void fewEqualAnswersAreNotTakenForCertainty() {
    assertThat(five(1).low()).isEqualTo(1);
    assertThat(five(3).low()).isBetween(3.0, 4.0);
    assertThat(five(10).low()).isBetween(4.5, 4.8);
    assertThat(five(1000).low()).isBetween(4.99, 5.0);
    assertThat(IntStream.rangeClosed(1, 200).mapToObj(IntervalTest::five).map(Interval::low))
        .isSorted();
    assertThat(five(3).high()).isEqualTo(5);
  }

  private static Interval five(long answers) {
    return Rating.onScale(Interval.ofMean(5, answers, Spread.of(totals(0, 0, 0, 0, answers))));
  }

  /** How support desks are usually rated, and how they are rated when they are loved or divisive. */
  @ParameterizedTest
  @CsvSource({
    "0.05, 0.05, 0.08, 0.20",
    "0.01, 0.01, 0.03, 0.15",
    "0.25, 0.05, 0.05, 0.10",
    "0.2, 0.2, 0.2, 0.2"
  })
  void aMeansIntervalHoldsTheTruthMostOfTheTime(double one, double two, double three, double four) {
    var random = new Random(7);
    double five = 1 - one - two - three - four;
    double truth = one + 2 * two + 3 * three + 4 * four + 5 * five;
    for (int answers : List.of(1, 2, 3, 5, 10, 30, 100)) {
      int held = 0;
      for (int run = 0; run < 2000; run++) {
        var counts = new long[5];
        for (int i = 0; i < answers; i++) {
          double drawn = random.nextDouble();
          counts[
              drawn < one
                  ? 0
                  : drawn < one + two
                      ? 1
                      : drawn < one + two + three ? 2 : drawn < one + two + three + four ? 3 : 4]++;
        }
        var totals = totals(counts);
        double mean = (double) totals.scoreSum() / answers;
        held += holds(Interval.ofMean(mean, answers, Spread.of(totals)), truth) ? 1 : 0;
      }
      assertThat(held / 2000.0).as("of %d answers", answers).isGreaterThan(0.85);
    }
  }

  @Test
  void ofNothingThereIsNoInterval() {
    assertThat(Interval.ofShare(0, 0)).isNull();
    assertThat(Interval.ofRatio(3, 0)).isNull();
    assertThat(Interval.ofMean(0, 0, Spread.of(totals(0, 0, 0, 0, 0)))).isNull();
  }

  private static Totals totals(long... byScore) {
    return new Totals(java.util.Arrays.stream(byScore).boxed().toList(), 0, 0, 0);
  }

  private static boolean holds(Interval interval, double value) {
    return interval.low() <= value && value <= interval.high();
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }
}
