package io.fivefaces.flow;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Kind;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Customers.CustomerId;
import io.fivefaces.store.Database;
import io.fivefaces.store.NpsCandidates;
import io.fivefaces.store.NpsCandidates.NpsJudged;
import io.fivefaces.store.NpsInvites;
import io.fivefaces.store.NpsInvites.NewInvite;
import io.fivefaces.store.NpsJudgements;
import io.fivefaces.store.NpsQuarters;
import io.fivefaces.store.NpsQuarters.Held;
import io.fivefaces.store.Tx;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes invites of those whose moment has come, judged again, and never more than may be on their way at once. */
public final class NpsPromotion {

  private static final int CUSTOMERS = 250;

  private final Database database;
  private final NpsQuarters quarters;
  private final NpsCandidates candidates;
  private final NpsJudgements judgements;
  private final NpsInvites invites;
  private final Metrics metrics;
  private int last;

  public NpsPromotion(
      Database database,
      NpsQuarters quarters,
      NpsCandidates candidates,
      NpsJudgements judgements,
      NpsInvites invites,
      Metrics metrics) {
    this.database = database;
    this.quarters = quarters;
    this.candidates = candidates;
    this.judgements = judgements;
    this.invites = invites;
    this.metrics = metrics;
  }

  /** What one batch came to: how many were due, and how many invites were made of them. */
  record Promoted(int due, int invites) {}

  /** Promotes one batch of one workspace. */
  Future<Promoted> step() {
    return database
        .inTransaction(tx -> quarters
            .takeToPromote(tx, last, NpsInvites.MOST_PENDING)
            .compose(taken -> taken.isEmpty()
                ? Future.succeededFuture(new Promoted(0, 0))
                : promote(tx, taken.get())))
        .onSuccess(promoted -> {
          for (int i = 0; i < promoted.invites(); i++) {
            metrics.invite(Kind.NPS, ChannelName.EMAIL.toString(), "scheduled");
          }
        });
  }

  private Future<Promoted> promote(Tx tx, Held held) {
    // also where it fails: others go first then
    last = held.workspace();
    return invites
        .room(tx, held.workspace())
        .compose(room -> judgements.due(tx, held, Math.min(room, CUSTOMERS)))
        .compose(due -> candidates
            .read(tx, held.workspace(), held.quarter(), due, null)
            .map(taken -> NpsPlan.ofPromotion(due, taken))
            .compose(plan -> apply(tx, held, plan))
            .map(made -> new Promoted(due.size(), made)));
  }

  private Future<Integer> apply(Tx tx, Held held, NpsPlan plan) {
    return judgements
        .forget(tx, held, plan.others())
        .compose(done -> judgements.save(tx, held, plan.judgements()))
        .compose(done -> invites.schedule(
            tx,
            held.workspace(),
            held.quarter(),
            plan.open().stream().map(NpsPromotion::invite).toList()))
        .compose(made -> {
          var byCustomer = byCustomer(plan.open(), made);
          var ids = plan.open().stream().map(NpsJudged::id).toList();
          return judgements.promoted(tx, held, ids, byCustomer).map(byCustomer.size());
        });
  }

  private static NewInvite invite(NpsJudged judged) {
    return new NewInvite(judged.invite(), judged.conversation(), judged.asked(), judged.address());
  }

  private static Map<CustomerId, InviteId> byCustomer(
      List<NpsJudged> open, Map<String, InviteId> made) {
    var invites = new HashMap<CustomerId, InviteId>();
    open.stream()
        .filter(one -> made.containsKey(one.address()))
        .forEach(one -> invites.put(one.id(), made.get(one.address())));
    return invites;
  }
}
