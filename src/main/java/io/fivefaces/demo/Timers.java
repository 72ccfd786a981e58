package io.fivefaces.demo;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/** What happens later in the simulated shop, unless it closes before. */
final class Timers {

  private final Vertx vertx;
  private boolean stopped;

  Timers(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Does it after this time, at once where none is left. */
  void after(Duration time, Runnable work) {
    if (!stopped) {
      vertx.setTimer(Math.max(1, time.toMillis()), due -> {
        if (!stopped) {
          work.run();
        }
      });
    }
  }

  /** Succeeds after this time; never, where the shop closes before. */
  Future<Void> pause(Duration time) {
    var over = Promise.<Void>promise();
    after(time, over::complete);
    return over.future();
  }

  void stop() {
    stopped = true;
  }

  boolean stopped() {
    return stopped;
  }
}
