package io.fivefaces.flow;

import io.fivefaces.domain.Candidate;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.Decision;
import io.fivefaces.store.Candidates.Judged;
import io.fivefaces.store.Invites.NewInvite;
import io.fivefaces.store.StaleDays.Day;
import io.fivefaces.store.Verdicts.Judgement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What shall be written after a batch was judged.
 *
 * @param left conversations that have not ended, whose pending invite will be judged when it is due, or whose invite
 *     came to its end after this very end of theirs
 * @param delayed pending invites whose delay begins anew, for their conversation was reopened and ended again
 * @param cancelled conversations that left the trigger's state while an invite was pending, and its channel
 */
record JudgementPlan(
    List<ConversationId> left,
    List<Judgement> judgements,
    List<NewInvite> invites,
    List<NewInvite> delayed,
    Map<ConversationId, ChannelName> cancelled,
    Set<Day> staleDays) {

  /** Why an invite is cancelled before it is due: the conversation is no longer in the trigger's state. */
  static final String MOVED_ON = "closed";

  static JudgementPlan of(List<Judged> taken, Function<Judged, Decision> judge) {
    var plan = new JudgementPlan(
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new HashMap<>(),
        new LinkedHashSet<>());
    taken.forEach(judged -> plan.add(judged, judge));
    return plan;
  }

  int size() {
    return left.size() + judgements.size();
  }

  private void add(Judged judged, Function<Judged, Decision> judge) {
    var candidate = judged.candidate();
    var endedAt = candidate.conversation().endedAt(candidate.ending());
    boolean pending = isPending(candidate);
    boolean there = candidate.conversation().isIn(candidate.ending());
    boolean endedAnew = there && pending && hasEndedAnew(judged, endedAt);
    if (endedAt == null || (pending && there && !endedAnew) || isSettled(judged, endedAt, there)) {
      left.add(judged.id());
      return;
    }
    var decision = judge.apply(judged);
    judgements.add(new Judgement(judged.id(), endedAt, judged.now(), decision));
    staleDays.add(Day.of(judged.id().workspace(), endedAt));
    if (judged.endedAt() != null) {
      staleDays.add(Day.of(judged.id().workspace(), judged.endedAt()));
    }
    var invite = new NewInvite(
        judged.id(),
        candidate.route(),
        candidate.conversation().customer().value(),
        judged.now().plus(candidate.settings().sendDelay().length()));
    if (endedAnew) {
      delayed.add(invite);
    } else if (pending) {
      cancelled.put(judged.id(), candidate.route());
    } else if (decision.reason().isEmpty()) {
      invites.add(invite);
    }
  }

  /** Whether its end is another than the one judged before; resolving, then closing is one end. */
  private static boolean hasEndedAnew(Judged judged, Instant endedAt) {
    var before = judged.endedAt();
    var conversation = judged.candidate().conversation();
    return before != null
        && endedAt.isAfter(before)
        && !before.equals(conversation.resolvedAt())
        && !before.equals(conversation.closedAt())
        && !judged.candidate().earlierInvite().everSending();
  }

  /** Once an invite came to its end, only a later end in the trigger's state is judged again:
   * neither an auto-close nor some other fact. */
  private static boolean isSettled(Judged judged, Instant endedAt, boolean there) {
    return judged.candidate().earlierInvite() != null
        && !isPending(judged.candidate())
        && (!there || !endedAt.isAfter(judged.endedAt()));
  }

  private static boolean isPending(Candidate candidate) {
    return candidate.earlierInvite() != null && candidate.earlierInvite().own();
  }
}
