package io.fivefaces.flow;

import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Customers;
import io.fivefaces.store.Customers.CustomerId;
import io.fivefaces.store.Database;
import io.fivefaces.store.NpsCandidates;
import io.fivefaces.store.NpsJudgements;
import io.fivefaces.store.NpsQuarters;
import io.fivefaces.store.NpsQuarters.Held;
import io.fivefaces.store.Tx;
import io.vertx.core.Future;
import java.util.List;

/**
 * The walk over the customers of a quarter, a batch at a time: each person is judged once, by the first of the references
 * that they are known by. A batch and the place that it came to are written together.
 */
public final class NpsWalk {

  static final int CUSTOMERS = 1000;

  private final Database database;
  private final NpsQuarters quarters;
  private final Customers customers;
  private final NpsCandidates candidates;
  private final NpsJudgements judgements;
  private final Metrics metrics;
  private int last;

  /**
   * What a batch came to.
   *
   * @param whole whether it was the last of the walk
   * @param eventsWait whether webhooks came in meanwhile faster than they were projected
   */
  private record Walked(NpsPlan plan, boolean whole, boolean eventsWait) {}

  /** Whether there was a batch to walk over, and whether the next had better wait. */
  enum Step {
    NONE,
    WALKED,
    IN_THE_WAY
  }

  public NpsWalk(
      Database database,
      NpsQuarters quarters,
      Customers customers,
      NpsCandidates candidates,
      NpsJudgements judgements,
      Metrics metrics) {
    this.database = database;
    this.quarters = quarters;
    this.customers = customers;
    this.candidates = candidates;
    this.judgements = judgements;
    this.metrics = metrics;
  }

  /** Walks over one batch of one workspace, if there is one. */
  Future<Step> step() {
    return database
        .inTransaction(tx -> quarters
            .takeToWalk(tx, last)
            .compose(taken -> taken.isEmpty() ? Future.succeededFuture() : walk(tx, taken.get())))
        .map(walked -> {
          if (walked == null) {
            return Step.NONE;
          }
          tell(walked);
          return walked.eventsWait() ? Step.IN_THE_WAY : Step.WALKED;
        });
  }

  private Future<Walked> walk(Tx tx, Held held) {
    // also where it fails: others go first then
    last = held.workspace();
    return customers
        .after(tx, held.workspace(), held.at(), CUSTOMERS)
        .compose(ids -> judge(tx, held, ids).compose(plan -> move(tx, held, ids, plan)));
  }

  private Future<NpsPlan> judge(Tx tx, Held held, List<CustomerId> ids) {
    return candidates
        .read(tx, held.workspace(), held.quarter(), ids, null)
        .map(NpsPlan::ofWalk)
        .compose(plan -> judgements
            .save(tx, held, plan.judgements())
            .compose(saved -> judgements.forget(tx, held, plan.others()))
            .map(plan));
  }

  private Future<Walked> move(Tx tx, Held held, List<CustomerId> ids, NpsPlan plan) {
    return ids.size() < CUSTOMERS
        ? quarters.finish(tx, held).map(new Walked(plan, true, false))
        : quarters
            .advance(tx, held, ids.getLast())
            .map(eventsWait -> new Walked(plan, false, eventsWait));
  }

  private void tell(Walked walked) {
    var plan = walked.plan();
    int stopped = plan.stopped().size();
    metrics.npsJudged("open", plan.judgements().size() - stopped);
    metrics.npsJudged("stopped", stopped);
    metrics.npsJudged("asked", plan.asked());
    metrics.npsJudged("known_otherwise", plan.others().size());
    if (walked.whole()) {
      metrics.npsWalked();
    }
  }
}
