package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-15T10:30:00Z, 2026-01-15T10:30:00.000Z",
    "2026-01-15T10:30:00.123999Z, 2026-01-15T10:30:00.123Z",
    "1999-12-31T23:59:59.9Z, 1999-12-31T23:59:59.900Z"
  })
  void timesAreWrittenInUtcWithMilliseconds(Instant time, String text) {
    assertThat(Timestamps.format(time)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-15T10:30:00.000Z, 2026-01-15T10:30:00Z",
    "2026-01-15T10:30:00Z, 2026-01-15T10:30:00Z",
    "2026-01-15T12:30:00.5+02:00, 2026-01-15T10:30:00.500Z",
    "2026-01-15T00:30:00-10:30, 2026-01-15T11:00:00Z"
  })
  void anyOffsetIsRead(String text, Instant time) {
    assertThat(Timestamps.parse(text)).contains(time);
  }

  @Test
  void theyAreKeptToTheMicrosecond() {
    assertThat(Timestamps.parse("2026-01-15T10:30:00.123456789Z"))
        .contains(Instant.parse("2026-01-15T10:30:00.123456Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "1767225600",
        "2026-01-15",
        "2026-01-15T10:30:00",
        "2026-01-15 10:30:00Z",
        "2026-02-30T10:30:00Z",
        "2026-01-15T25:30:00Z",
        "2026-01-15T10:30:00Z ",
        "1989-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z",
        "+999999999-12-31T23:59:59Z",
        "-999999999-01-01T00:00:00Z"
      })
  void whatNamesNoMomentOfOurTimeIsNone(String text) {
    assertThat(Timestamps.parse(text)).isEmpty();
  }
}
