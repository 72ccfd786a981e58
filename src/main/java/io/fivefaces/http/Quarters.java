package io.fivefaces.http;

import io.fivefaces.domain.Quarter;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;

/** The quarters that requests ask for. */
final class Quarters {

  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2199;

  private Quarters() {}

  /** The quarter that a request names, else the one that runs. */
  static Quarter namedOrRunning(RoutingContext context, Clock clock) {
    return named(context).orElseGet(() -> Quarter.of(clock.instant()));
  }

  /** The quarter that a request names, or empty. */
  static Optional<Quarter> named(RoutingContext context) {
    var text = context.request().getParam("quarter");
    if (text == null) {
      return Optional.empty();
    }
    var quarter = Quarter.parse(text)
        .orElseThrow(
            () -> Problem.badRequest("'quarter' is a year and a quarter of it, such as 2026-Q4."));
    if (quarter.year() < FIRST_YEAR || quarter.year() > LAST_YEAR) {
      throw Problem.badRequest(
          "Quarters lie between " + FIRST_YEAR + "-Q1 and " + LAST_YEAR + "-Q4, such as 2026-Q4.");
    }
    return Optional.of(quarter);
  }
}
