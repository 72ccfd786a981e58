package io.fivefaces.flow;

import io.fivefaces.domain.Gates;
import io.fivefaces.domain.Slot;
import io.fivefaces.store.Customers.CustomerId;
import io.fivefaces.store.NpsCandidates.NpsJudged;
import io.fivefaces.store.NpsJudgements.Forgotten;
import io.fivefaces.store.NpsJudgements.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What shall be written after some customers were judged.
 *
 * @param asked how many have an invite in the quarter already, whose life is the delivery's
 * @param others references of customers that are known by one that comes first
 * @param open those of the judgements that found every gate open
 */
record NpsPlan(
    List<Judgement> judgements, List<Forgotten> others, List<NpsJudged> open, int asked) {

  /** The plan of a walk: it leaves alone who was asked. */
  static NpsPlan ofWalk(List<NpsJudged> taken) {
    return of(taken, true);
  }

  /** The plan of a promotion: who was asked meanwhile is stopped by a gate, and who is not there any more is forgotten. */
  static NpsPlan ofPromotion(List<CustomerId> due, List<NpsJudged> taken) {
    var plan = of(taken, false);
    var found = taken.stream().map(NpsJudged::id).collect(Collectors.toSet());
    due.stream()
        .filter(id -> !found.contains(id))
        .forEach(id -> plan.others().add(new Forgotten(id, false)));
    return plan;
  }

  private static NpsPlan of(List<NpsJudged> taken, boolean leavesAsked) {
    var judgements = new ArrayList<Judgement>();
    var others = new ArrayList<Forgotten>();
    var open = new ArrayList<NpsJudged>();
    int asked = 0;
    for (var one : taken) {
      var earlier = one.candidate().earlierInvite();
      boolean invited = earlier != null && !earlier.leavesRoom();
      if (!one.first()) {
        others.add(new Forgotten(one.id(), invited));
      } else if (invited && leavesAsked) {
        asked++;
      } else {
        var judgement = judge(one);
        judgements.add(judgement);
        if (judgement.decision().reason().isEmpty()) {
          open.add(one);
        }
      }
    }
    return new NpsPlan(judgements, others, open, asked);
  }

  private static Judgement judge(NpsJudged one) {
    var decision = Gates.judge(Gates.NPS, one.candidate());
    var slot = decision.reason().isEmpty()
        ? Slot.of(one.address(), one.candidate().settings().npsSpreadDays())
        : null;
    return new Judgement(one.id(), decision, slot, one.now());
  }

  List<Judgement> stopped() {
    return judgements.stream()
        .filter(one -> one.decision().reason().isPresent())
        .toList();
  }
}
