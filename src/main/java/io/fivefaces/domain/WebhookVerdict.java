package io.fivefaces.domain;

import io.fivefaces.domain.WebhookAnswer.Answered;
import io.fivefaces.domain.WebhookAnswer.Unanswered;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/** What becomes of a delivery after an attempt, by the schedule of Standard Webhooks. */
public sealed interface WebhookVerdict {

  /** It was taken. */
  record Delivered() implements WebhookVerdict {}

  /** It is tried again after a pause. */
  record Again(Duration pause) implements WebhookVerdict {}

  /** It was tried as often as is tried. */
  record Exhausted() implements WebhookVerdict {}

  /** The waits before each attempt; together about 75 hours. */
  List<Duration> SCHEDULE = List.of(
      Duration.ZERO,
      Duration.ofSeconds(5),
      Duration.ofMinutes(5),
      Duration.ofMinutes(30),
      Duration.ofHours(2),
      Duration.ofHours(5),
      Duration.ofHours(10),
      Duration.ofHours(14),
      Duration.ofHours(20),
      Duration.ofHours(24));

  /** However long a receiver asks to be left alone. */
  Duration LONGEST_PAUSE = Duration.ofHours(24);

  /** The status of a receiver that is gone for good. */
  int GONE = 410;

  /**
   * Judges an attempt: 2xx is success, everything else is not, a redirect neither.
   *
   * @param attempts that the schedule counts, this one included
   * @param random numbers from 0 to 1
   */
  static WebhookVerdict of(WebhookAnswer answer, int attempts, DoubleSupplier random) {
    if (isSuccess(answer)) {
      return new Delivered();
    }
    if (attempts >= SCHEDULE.size()) {
      return new Exhausted();
    }
    long planned =
        Math.round(SCHEDULE.get(attempts).toMillis() * (0.8 + 0.4 * random.getAsDouble()));
    var asked = min(askedFor(answer), LONGEST_PAUSE);
    return new Again(max(Duration.ofMillis(planned), asked));
  }

  /** Whether it was taken. */
  static boolean isSuccess(WebhookAnswer answer) {
    return answer instanceof Answered answered && answered.status() / 100 == 2;
  }

  /** Whether nobody will ever be there again. */
  static boolean isGone(WebhookAnswer answer) {
    return answer instanceof Answered answered && answered.status() == GONE;
  }

  private static Duration askedFor(WebhookAnswer answer) {
    return switch (answer) {
      case Answered answered ->
        answered.status() == 429 || answered.status() == 503 ? answered.pause() : Duration.ZERO;
      case Unanswered unanswered -> Duration.ZERO;
    };
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
