package io.fivefaces.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private static final Duration REST = Duration.ofSeconds(30);

  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-15T10:30:00Z"));
  private final CircuitBreaker breaker = new CircuitBreaker(2, REST, clock);

  @Test
  void aFewFailuresAreTolerated() {
    breaker.failed();

    assertThat(breaker.admits()).isTrue();
  }

  @Test
  void failuresInARowOpenIt() {
    breaker.failed();
    breaker.failed();

    assertThat(breaker.admits()).isFalse();
  }

  @Test
  void aSuccessBetweenFailuresStartsTheCountAgain() {
    breaker.failed();
    breaker.succeeded();
    breaker.failed();

    assertThat(breaker.admits()).isTrue();
  }

  @Test
  void afterARestOneTryIsAdmitted() {
    breaker.failed();
    breaker.failed();
    clock.advance(REST);

    assertThat(breaker.admits()).isTrue();
    assertThat(breaker.admits()).isFalse();
  }

  @Test
  void aSuccessfulTryClosesIt() {
    breaker.failed();
    breaker.failed();
    clock.advance(REST);
    breaker.admits();
    breaker.succeeded();

    assertThat(breaker.admits()).isTrue();
    assertThat(breaker.admits()).isTrue();
  }

  @Test
  void aFailedTryMeansAnotherRest() {
    breaker.failed();
    breaker.failed();
    clock.advance(REST);
    breaker.admits();
    clock.advance(REST.dividedBy(2));
    breaker.failed();
    clock.advance(REST.dividedBy(2));

    assertThat(breaker.admits()).isFalse();
  }
}
