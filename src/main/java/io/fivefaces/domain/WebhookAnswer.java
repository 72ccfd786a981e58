package io.fivefaces.domain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** What came of one attempt to deliver a webhook. */
public sealed interface WebhookAnswer {

  /**
   * A whole answer.
   *
   * @param pause how long it asks to be left alone, zero where it asks for nothing
   */
  record Answered(int status, Duration pause) implements WebhookAnswer {}

  /** None, and why, in words for the endpoint's owner. */
  record Unanswered(String error) implements WebhookAnswer {}

  /** What a header Retry-After asks for, in seconds or as a time; zero where it cannot be read or is over. */
  static Duration pause(String retryAfter, Instant now) {
    if (retryAfter == null) {
      return Duration.ZERO;
    }
    var text = retryAfter.strip();
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      var until =
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
}
