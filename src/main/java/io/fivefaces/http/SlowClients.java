package io.fivefaces.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Closes connections that do not bring a whole request head in time. One belongs to one event loop. */
final class SlowClients {

  private static final Duration HEAD = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Set<HttpConnection> silent = new HashSet<>();

  SlowClients(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Watches a new connection until its first request. */
  void watch(HttpConnection connection) {
    silent.add(connection);
    connection.closeHandler(closed -> silent.remove(connection));
    vertx.setTimer(HEAD.toMillis(), late -> {
      if (silent.remove(connection)) {
        connection.close();
      }
    });
  }

  /** A request came whole. */
  void heard(HttpConnection connection) {
    silent.remove(connection);
  }
}
