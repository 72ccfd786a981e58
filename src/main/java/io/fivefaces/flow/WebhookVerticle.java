package io.fivefaces.flow;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.bus.Station;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.WebhookQueue;
import io.fivefaces.store.WebhookQueue.Busy;
import io.fivefaces.store.WebhookQueue.Claim;
import io.fivefaces.store.WebhookQueue.EndpointId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells other systems: claims deliveries that are due, a few of each endpoint at a time, and has each made. */
public final class WebhookVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookVerticle.class);
  private static final int AT_A_TIME = 256;
  private static final Duration FORGETTING = Duration.ofMinutes(1);

  private final WebhookQueue queue;
  private final WebhookCall call;
  private final Bus bus;
  private final Metrics metrics;
  private final Map<EndpointId, Integer> calls = new HashMap<>();
  private Drain drain;
  private int underWay;
  private Promise<Void> idle;

  public WebhookVerticle(WebhookQueue queue, WebhookCall call, Bus bus, Metrics metrics) {
    this.queue = queue;
    this.call = call;
    this.bus = bus;
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    drain = new Drain(vertx, Station.WEBHOOKS, metrics, this::round);
    bus.on(Fact.WebhooksQueued.class, Station.WEBHOOKS, fact -> drain.wake());
    vertx.setPeriodic(FORGETTING.toMillis(), tick -> forget());
    return Future.succeededFuture();
  }

  /** Claims nothing more and waits for what is under way. */
  @Override
  public Future<?> stop() {
    return drain.stop().compose(stopped -> {
      idle = Promise.promise();
      settleIfIdle();
      return idle.future();
    });
  }

  private Future<Boolean> round() {
    if (underWay >= AT_A_TIME) {
      return Future.succeededFuture(false);
    }
    return queue
        .claimAsked(AT_A_TIME - underWay, WebhookCall.LEASE, busy())
        .onSuccess(this::begin)
        .compose(asked -> queue.claimDue(AT_A_TIME - underWay, WebhookCall.LEASE, busy()))
        .map(due -> {
          metrics.webhookLag(
              due.stream().map(Claim::waited).max(Comparator.naturalOrder()).orElse(Duration.ZERO));
          begin(due);
          // each of them wakes the next round when it is done
          return false;
        });
  }

  private void begin(List<Claim> claims) {
    claims.forEach(claim -> {
      underWay++;
      calls.merge(claim.endpoint(), 1, Integer::sum);
      call.make(claim).onComplete(done -> {
        underWay--;
        calls.computeIfPresent(claim.endpoint(), (endpoint, n) -> n == 1 ? null : n - 1);
        settleIfIdle();
        drain.wake();
      });
    });
  }

  private List<Busy> busy() {
    return calls.entrySet().stream()
        .map(entry -> new Busy(entry.getKey(), entry.getValue()))
        .toList();
  }

  private void forget() {
    queue
        .forgetOld()
        .onSuccess(more -> {
          if (more) {
            forget();
          }
        })
        .onFailure(failure -> LOG.debug("Old webhooks could not be forgotten", failure));
  }

  private void settleIfIdle() {
    if (idle != null && underWay == 0) {
      idle.tryComplete();
    }
  }
}
