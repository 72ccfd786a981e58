package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.WebhookAnswer.Answered;
import io.fivefaces.domain.WebhookAnswer.Unanswered;
import io.fivefaces.domain.WebhookVerdict.Again;
import io.fivefaces.domain.WebhookVerdict.Delivered;
import io.fivefaces.domain.WebhookVerdict.Exhausted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class WebhookVerdictTest {

  private static WebhookVerdict of(int status, Duration pause, int attempts) {
    return WebhookVerdict.of(new Answered(status, pause), attempts, () -> 0.5);
  }

  @Test
  void onlyA2xxIsSuccess() {
    for (int status = 100; status < 600; status++) {
      assertThat(of(status, Duration.ZERO, 1) instanceof Delivered)
          .as("%d", status)
          .isEqualTo(status / 100 == 2);
    }
    assertThat(WebhookVerdict.of(new Unanswered("why"), 1, () -> 0.5)).isInstanceOf(Again.class);
  }

  @Test
  void theTenAttemptsSpanThreeDaysAndMoreWithGrowingJitteredWaits() {
    for (double luck : new double[] {0, 0.5, 1}) {
      var waits = new ArrayList<Duration>();
      for (int attempts = 1; attempts < 10; attempts++) {
        waits.add(((Again) WebhookVerdict.of(new Unanswered("why"), attempts, () -> luck)).pause());
      }
      assertThat(waits).isSorted();
      var span = waits.stream().reduce(Duration.ZERO, Duration::plus);
      assertThat(span.toMinutes()).isEqualTo(Math.round((75 * 60 + 35) * (0.8 + 0.4 * luck)));
    }
    assertThat(WebhookVerdict.of(new Unanswered("why"), 10, () -> 0.5)).isEqualTo(new Exhausted());
  }

  @Test
  void aPauseIsGrantedToWhoIsBusyUpToADay() {
    assertThat(of(429, Duration.ofHours(3), 1)).isEqualTo(new Again(Duration.ofHours(3)));
    assertThat(of(503, Duration.ofDays(9), 1)).isEqualTo(new Again(Duration.ofHours(24)));
    assertThat(of(500, Duration.ofHours(3), 1)).isEqualTo(new Again(Duration.ofSeconds(5)));
    assertThat(of(503, Duration.ofSeconds(1), 2)).isEqualTo(new Again(Duration.ofMinutes(5)));
  }

  @Test
  void aPauseIsReadInSecondsOrAsATime() {
    var now = Instant.parse("2026-01-15T10:30:00Z");
    assertThat(WebhookAnswer.pause("120", now)).isEqualTo(Duration.ofMinutes(2));
    assertThat(WebhookAnswer.pause("Thu, 15 Jan 2026 10:31:00 GMT", now))
        .isEqualTo(Duration.ofMinutes(1));
    for (var text : new String[] {
      null, "", "-1", "1.5", "soon", "99999999999999", "Thu, 15 Jan 2026 10:29:00 GMT"
    }) {
      assertThat(WebhookAnswer.pause(text, now)).as(text).isEqualTo(Duration.ZERO);
    }
  }
}
