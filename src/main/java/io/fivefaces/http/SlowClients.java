package io.fivefaces.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Closes connections that do not bring a whole request head or body in time, to the second. One belongs to one event
 * loop.
 */
final class SlowClients {

  private static final Duration HEAD = Duration.ofSeconds(10);
  private static final Duration BODY = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Map<HttpConnection, Long> deadlines = new HashMap<>();

  SlowClients(Vertx vertx) {
    // one timer for all: a timer for each request costs more than reading it
    vertx.setPeriodic(LOOK.toMillis(), tick -> closeLate());
  }

  /** Watches a new connection until its first request. */
  void watch(HttpConnection connection) {
    expect(connection, HEAD);
    connection.closeHandler(closed -> deadlines.remove(connection));
  }

  /** The head of a request came, and its body is to follow. */
  void awaitBody(HttpConnection connection) {
    expect(connection, BODY);
  }

  /** What was expected came, or is no longer of interest. */
  void heard(HttpConnection connection) {
    deadlines.remove(connection);
  }

  private void expect(HttpConnection connection, Duration within) {
    deadlines.put(connection, System.nanoTime() + within.toNanos());
  }

  private void closeLate() {
    long now = System.nanoTime();
    var late = deadlines.entrySet().stream()
        .filter(entry -> entry.getValue() - now < 0)
        .map(Map.Entry::getKey)
        .toList();
    late.forEach(connection -> {
      deadlines.remove(connection);
      connection.close();
    });
  }
}
