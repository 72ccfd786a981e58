package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a number is said to have changed. */
class ChangeTest {

  /** Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10. */
  @ParameterizedTest
  @CsvSource({
    "56, 70, 48, 80, 0.0524, 0.3339, true",
    "9, 10, 3, 10, 0.1705, 0.8090, true",
    "6, 7, 2, 7, 0.0582, 0.8062, true",
    "5, 56, 0, 29, -0.0381, 0.1926, false",
    "0, 10, 0, 20, -0.1611, 0.2775, false",
    "0, 10, 0, 10, -0.2775, 0.2775, false",
    "10, 10, 0, 20, 0.6791, 1.0000, true"
  })
  void twoSharesDifferByThePublishedInterval(
      long part,
      long whole,
      long partBefore,
      long wholeBefore,
      double low,
      double high,
      boolean clear) {
    var change = shares(partBefore, wholeBefore, part, whole);

    assertThat(change.low()).isCloseTo(low, within(0.00006));
    assertThat(change.high()).isCloseTo(high, within(0.00006));
    assertThat(change.clear()).isEqualTo(clear);
  }

  @Test
  void forthAndBackAreTheSameChange() {
    for (int part = 0; part <= 20; part++) {
      var forth = shares(7, 30, part, 20);
      var back = shares(part, 20, 7, 30);

      assertThat(forth.low()).isCloseTo(-back.high(), within(1e-12));
      assertThat(forth.clear()).isEqualTo(back.clear());
    }
  }

  @Test
  void theSameShareIsNoChangeHoweverManyAnswered() {
    for (long answers : new long[] {1, 10, 1_000, 1_000_000}) {
      assertThat(shares(answers / 2, answers, answers / 2, answers).clear()).isFalse();
    }
  }

  @Test
  void aDifferenceThatIsClearStaysClearWithMoreAnswers() {
    boolean clear = false;
    for (long times = 1; times <= 200; times++) {
      boolean now = shares(60 * times, 100 * times, 64 * times, 100 * times).clear();
      assertThat(now || !clear).isTrue();
      clear = now;
    }
    assertThat(clear).isTrue();
  }

  @Test
  void withoutAChangeOneIsSeenAtMostOnceInTwentyWindows() {
    var random = new Random(11);
    int seen = 0;
    for (int run = 0; run < 4000; run++) {
      seen += shares(drawn(random, 80), 80, drawn(random, 120), 120).clear() ? 1 : 0;
    }

    assertThat(seen / 4000.0).isLessThan(0.06);
  }

  private static long drawn(Random random, int answers) {
    return random.doubles(answers).filter(chance -> chance < 0.8).count();
  }

  private static Change shares(long partBefore, long wholeBefore, long part, long whole) {
    return Change.between(
        (double) partBefore / wholeBefore,
        Interval.ofShare(partBefore, wholeBefore),
        (double) part / whole,
        Interval.ofShare(part, whole));
  }
}
