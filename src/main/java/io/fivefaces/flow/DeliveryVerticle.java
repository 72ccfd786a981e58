package io.fivefaces.flow;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.bus.Station;
import io.fivefaces.config.Config;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Invites;
import io.fivefaces.store.Invites.Claim;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;

/** Claims invites that are due and has each handed over, a bounded number at a time. */
public final class DeliveryVerticle extends VerticleBase {

  private static final int AT_A_TIME = 16;
  private static final int REAPED = 100;

  private final Invites invites;
  private final Delivery delivery;
  private final Config.Delivery bounds;
  private final Bus bus;
  private final Metrics metrics;
  private Drain drain;
  private int underWay;
  private Promise<Void> idle;

  public DeliveryVerticle(
      Invites invites, Delivery delivery, Config.Delivery bounds, Bus bus, Metrics metrics) {
    this.invites = invites;
    this.delivery = delivery;
    this.bounds = bounds;
    this.bus = bus;
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    drain = new Drain(vertx, Station.DELIVERY, metrics, this::round);
    bus.on(Fact.InvitesScheduled.class, Station.DELIVERY, fact -> drain.wake());
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
    int free = AT_A_TIME - underWay;
    if (free == 0) {
      return Future.succeededFuture(false);
    }
    return invites
        .reap(REAPED)
        .compose(reaped -> {
          reaped.forEach(invite -> {
            metrics.invite(
                invite.channel(), invite.state().equals("unknown") ? "unknown" : "lease_expired");
            bus.publish(new Fact.InviteSettled(invite.id()));
          });
          return invites.claimDue(free, bounds.lease());
        })
        .map(claims -> {
          claims.forEach(this::begin);
          return claims.size() == free;
        });
  }

  private void begin(Claim claim) {
    underWay++;
    delivery.deliver(claim).onComplete(done -> {
      underWay--;
      bus.publish(new Fact.InviteSettled(claim.id()));
      settleIfIdle();
      drain.wake();
    });
  }

  private void settleIfIdle() {
    if (idle != null && underWay == 0) {
      idle.tryComplete();
    }
  }
}
