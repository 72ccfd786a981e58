package io.fivefaces.flow;

import io.fivefaces.bus.Station;
import io.fivefaces.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a station's rounds, one after the other, until one finds nothing to do. A fact wakes it, and so does every
 * second, so that a lost fact costs a moment.
 */
final class Drain {

  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final Duration SWEEP = Duration.ofSeconds(1);
  private static final Duration BREATH = Duration.ofMillis(20);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private static final int WORTH_TELLING = 3;

  private final Duration breath;
  private final Vertx vertx;
  private final Station station;
  private final Metrics metrics;
  private final Supplier<Future<Boolean>> round;
  private final long sweep;
  private int rest;
  private Promise<Void> stopped;
  private boolean running;
  private boolean breathing;
  private boolean again;
  private int failuresInARow;

  /**
   * Starts sweeping on the calling context.
   *
   * @param round does one batch and tells whether more waits to be done
   */
  Drain(Vertx vertx, Station station, Metrics metrics, Supplier<Future<Boolean>> round) {
    this(vertx, station, metrics, BREATH, round);
  }

  /**
   * As above.
   *
   * @param breath what comes within so long of a round that found little is done together
   */
  Drain(
      Vertx vertx,
      Station station,
      Metrics metrics,
      Duration breath,
      Supplier<Future<Boolean>> round) {
    this.breath = breath;
    this.vertx = vertx;
    this.station = station;
    this.metrics = metrics;
    this.round = round;
    metrics.station(name());
    sweep = vertx.setPeriodic(SWEEP.toMillis(), tick -> wake());
  }

  /** After a round this rests so many times as long as it took, a minute at most, whatever waits. */
  Drain resting(int times) {
    rest = times;
    return this;
  }

  /** Has a round run soon; during one, another follows it. */
  void wake() {
    if (running || breathing) {
      again = true;
    } else if (stopped == null) {
      run();
    }
  }

  private void run() {
    running = true;
    again = false;
    long began = System.nanoTime();
    Future.succeededFuture().compose(ready -> round.get()).onComplete(done -> {
      running = false;
      if (done.failed()) {
        failed(done.cause());
      } else {
        failuresInARow = 0;
      }
      if (stopped != null) {
        stopped.complete();
      } else {
        boolean more = done.succeeded() && done.result();
        again |= more;
        long rested = restAfter(Duration.ofNanos(System.nanoTime() - began));
        pause(more ? rested : Math.max(rested, breath.toMillis()));
      }
    });
  }

  private long restAfter(Duration round) {
    return Math.min(round.toMillis() * rest, LONGEST_REST.toMillis());
  }

  private void pause(long millis) {
    if (millis == 0) {
      vertx.runOnContext(next -> runUnlessStopped());
      return;
    }
    breathing = true;
    vertx.setTimer(millis, over -> {
      breathing = false;
      if (again) {
        runUnlessStopped();
      }
    });
  }

  private void runUnlessStopped() {
    if (stopped == null && !running) {
      run();
    }
  }

  /** Finishes the round that runs and begins no other. */
  Future<Void> stop() {
    vertx.cancelTimer(sweep);
    stopped = Promise.promise();
    if (!running) {
      stopped.complete();
    }
    return stopped.future();
  }

  /** Every failure is counted, and a later round tries again; one that lasts is told of, once. */
  private void failed(Throwable cause) {
    metrics.stationFailed(name());
    failuresInARow++;
    if (failuresInARow == WORTH_TELLING) {
      LOG.warn("The station {} fails and keeps trying: {}", station, cause.toString());
    }
    LOG.debug("The station {} failed", station, cause);
  }

  private String name() {
    return station.name().toLowerCase(Locale.ROOT);
  }
}
