package io.fivefaces.flow;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.bus.Station;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.NpsQuarters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens each quarter, walks over its customers, and has those asked whose moment has come; all a batch at a time. */
public final class NpsVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(NpsVerticle.class);
  private static final Duration TURN = Duration.ofMillis(900);
  /** While events wait, the walk takes a tenth of the time. */
  private static final int REST = 9;

  private static final Duration LONGEST_REST = Duration.ofSeconds(10);

  private final NpsQuarters quarters;
  private final NpsWalk walk;
  private final NpsPromotion promotion;
  private final Bus bus;
  private final Metrics metrics;
  private Drain drain;
  private long turned = System.nanoTime() - TURN.toNanos();
  private long restsUntil = System.nanoTime();

  public NpsVerticle(
      NpsQuarters quarters, NpsWalk walk, NpsPromotion promotion, Bus bus, Metrics metrics) {
    this.quarters = quarters;
    this.walk = walk;
    this.promotion = promotion;
    this.bus = bus;
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    drain = new Drain(vertx, Station.NPS, metrics, this::round);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return drain.stop();
  }

  private Future<Boolean> round() {
    return turn()
        .compose(done -> walk().recover(this::tolerate))
        .compose(walked -> promotion.step().map(promoted -> {
          if (promoted.invites() > 0) {
            bus.publish(new Fact.InvitesScheduled());
          }
          return walked || promoted.due() > 0;
        }));
  }

  /** One batch, and a rest after it where events wait; no batch during a rest. */
  private Future<Boolean> walk() {
    long began = System.nanoTime();
    if (began - restsUntil < 0) {
      return Future.succeededFuture(false);
    }
    return walk.step().map(step -> switch (step) {
      case NONE -> false;
      case WALKED -> true;
      case IN_THE_WAY -> {
        rest(System.nanoTime() - began);
        yield false;
      }
    });
  }

  private void rest(long took) {
    long rest = Math.min(took * REST, LONGEST_REST.toNanos());
    restsUntil = System.nanoTime() + rest;
    vertx.setTimer(Duration.ofNanos(rest).toMillis() + 1, over -> drain.wake());
  }

  /** Once a sweep, however fast the rounds follow each other. */
  private Future<Void> turn() {
    if (System.nanoTime() - turned < TURN.toNanos()) {
      return Future.succeededFuture();
    }
    turned = System.nanoTime();
    return quarters.turn();
  }

  /** What is wrong with a walk must not keep those from being asked who are due. */
  private Future<Boolean> tolerate(Throwable failure) {
    metrics.stationFailed(Station.NPS.name().toLowerCase(Locale.ROOT));
    LOG.warn("A batch of the walk over customers failed: {}", failure.toString());
    return Future.succeededFuture(false);
  }
}
