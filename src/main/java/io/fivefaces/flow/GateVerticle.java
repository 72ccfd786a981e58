package io.fivefaces.flow;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.bus.Station;
import io.fivefaces.domain.Decision;
import io.fivefaces.domain.Gates;
import io.fivefaces.domain.Kind;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Candidates;
import io.fivefaces.store.Candidates.Judged;
import io.fivefaces.store.Database;
import io.fivefaces.store.Invites;
import io.fivefaces.store.StaleDays;
import io.fivefaces.store.Tx;
import io.fivefaces.store.Verdicts;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Judges conversations that ended, and those that moved after their end. */
public final class GateVerticle extends VerticleBase {

  private static final int CONVERSATIONS = 200;

  private final Database database;
  private final Candidates candidates;
  private final Verdicts verdicts;
  private final Invites invites;
  private final StaleDays staleDays;
  private final Bus bus;
  private final Metrics metrics;
  private Drain drain;

  public GateVerticle(
      Database database,
      Candidates candidates,
      Verdicts verdicts,
      Invites invites,
      StaleDays staleDays,
      Bus bus,
      Metrics metrics) {
    this.database = database;
    this.candidates = candidates;
    this.verdicts = verdicts;
    this.invites = invites;
    this.staleDays = staleDays;
    this.bus = bus;
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    drain = new Drain(vertx, Station.GATES, metrics, this::round);
    bus.on(Fact.ConversationsMoved.class, Station.GATES, fact -> drain.wake());
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return drain.stop();
  }

  private Future<Boolean> round() {
    return database
        .inTransaction(tx -> candidates.take(tx, CONVERSATIONS).compose(taken -> {
          var plan = JudgementPlan.of(taken, judged -> judge(judged));
          return apply(tx, plan).map(applied -> plan);
        }))
        .map(this::announce);
  }

  private static Decision judge(Judged judged) {
    return Gates.judge(Gates.CSAT, judged.candidate());
  }

  private Future<Void> apply(Tx tx, JudgementPlan plan) {
    return verdicts
        .leave(tx, plan.left())
        .compose(done -> verdicts.save(tx, plan.judgements()))
        .compose(done -> invites.schedule(tx, plan.invites()))
        .compose(done -> invites.delay(tx, plan.delayed()))
        .compose(done -> invites.cancel(tx, plan.cancelled().keySet(), JudgementPlan.MOVED_ON))
        .compose(done -> staleDays.mark(tx, plan.staleDays()));
  }

  private boolean announce(JudgementPlan plan) {
    plan.judgements().forEach(judgement -> metrics.judged(Kind.CSAT, judgement.decision()));
    plan.invites()
        .forEach(invite -> metrics.invite(Kind.CSAT, invite.channel().toString(), "scheduled"));
    plan.cancelled()
        .values()
        .forEach(route -> metrics.invite(Kind.CSAT, route.toString(), "cancelled"));
    if (!plan.invites().isEmpty()) {
      bus.publish(new Fact.InvitesScheduled());
    }
    if (!plan.judgements().isEmpty()) {
      bus.publish(new Fact.ConversationsJudged());
    }
    return plan.size() == CONVERSATIONS;
  }
}
