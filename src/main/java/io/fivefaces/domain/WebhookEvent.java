package io.fivefaces.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What other systems can be told of. What is told is made in the database, by the triggers of migrations V11 and V15. */
public enum WebhookEvent {
  /** {@code ticketId}, {@code rating}, {@code comment} (null for none) and {@code respondedAt}. */
  CSAT_RECEIVED("ticket.csat_received"),
  /** {@code kind}, {@code channel}, {@code sentAt}, and {@code ticketId} or, for NPS, {@code customerId} and {@code quarter}. */
  SURVEY_SENT("survey.sent"),
  /** As {@link #SURVEY_SENT}, with {@code reason} and {@code failedAt} in place of {@code sentAt}. */
  SURVEY_FAILED("survey.failed"),
  /** {@code customerId}, {@code quarter}, {@code score}, {@code comment} (null for none) and {@code respondedAt}. */
  NPS_RECEIVED("nps.received");

  /** The names of all, as an endpoint lists those it wants. */
  public static final List<String> NAMES =
      Arrays.stream(values()).map(WebhookEvent::toString).toList();

  private final String name;

  WebhookEvent(String name) {
    this.name = name;
  }

  /** The event of this name, or empty. */
  public static Optional<WebhookEvent> parse(String name) {
    return Arrays.stream(values()).filter(event -> event.name.equals(name)).findFirst();
  }

  /** The type that its message carries, such as {@code survey.sent}. */
  @Override
  public String toString() {
    return name;
  }
}
