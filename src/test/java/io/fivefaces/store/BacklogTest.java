package io.fivefaces.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The further the projection is behind, the longer the writers rest. */
class BacklogTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "2000, 0", "3000, 20", "7000, 100", "600000, 400"})
  void theRestGrowsWithTheLag(long lagMillis, long restMillis) {
    var backlog = new Backlog();
    backlog.measured(Duration.ofMillis(lagMillis));
    assertThat(backlog.rest()).isEqualTo(restMillis);
  }
}
