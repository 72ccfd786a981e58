package io.fivefaces.flow;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.bus.Station;
import io.fivefaces.domain.InviteId;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Days;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Keeps the daily rollup equal to a recount, and tells the open pages. */
public final class StatsVerticle extends VerticleBase {

  // a day of a million surveys is recounted whole, so recounting never takes more than a fifth of
  // the time
  private static final int RESTS = 4;

  private final Days days;
  private final Bus bus;
  private final Metrics metrics;
  private Drain drain;

  public StatsVerticle(Days days, Bus bus, Metrics metrics) {
    this.days = days;
    this.bus = bus;
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    drain = new Drain(vertx, Station.STATS, metrics, this::round).resting(RESTS);
    bus.on(Fact.ConversationsJudged.class, Station.STATS, fact -> drain.wake());
    bus.on(Fact.InviteSettled.class, Station.STATS, fact -> moved(fact.invite()));
    bus.on(Fact.ResponseReceived.class, Station.STATS, fact -> moved(fact.invite()));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return drain.stop();
  }

  private void moved(InviteId invite) {
    bus.publish(new Fact.SurveyMoved(invite));
    bus.publish(new Fact.WebhooksQueued());
    drain.wake();
  }

  private Future<Boolean> round() {
    return days.recountStale().map(recounted -> {
      metrics.daysRecounted(recounted.days());
      recounted.workspaces().forEach(workspace -> bus.publish(new Fact.StatsChanged(workspace)));
      return recounted.days() > 0;
    });
  }
}
