package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest(name = "after {0} refusals {1}")
  @CsvSource({
    "-1, PT1M",
    "0, PT1M",
    "1, PT1M",
    "2, PT2M",
    "3, PT4M",
    "9, PT4H16M",
    "10, PT6H",
    "64, PT6H",
    "2147483647, PT6H"
  })
  void theWaitDoublesWithEveryRefusalUpToSixHours(int refusals, Duration wait) {
    assertThat(Backoff.after(refusals, () -> 0.5)).isEqualTo(wait);
  }

  @Test
  void itIsJitteredByUpToAFifth() {
    assertThat(Backoff.after(1, () -> 0)).isEqualTo(Duration.ofSeconds(48));
    assertThat(Backoff.after(1, () -> 1)).isEqualTo(Duration.ofSeconds(72));
  }

  @Test
  void manyThatWereRefusedTogetherDoNotComeBackTogether() {
    var random = new Random(1);

    assertThat(random.ints(100, 1, 2).mapToObj(one -> Backoff.after(one, random::nextDouble)))
        .doesNotHaveDuplicates();
  }
}
