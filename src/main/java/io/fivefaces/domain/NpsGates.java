package io.fivefaces.domain;

import io.fivefaces.domain.Gate.Look;
import java.time.Duration;

/** What the gates look at that only NPS has. */
final class NpsGates {

  private static final Duration RECENT = Duration.ofDays(90);

  private NpsGates() {}

  static Look npsSwitch(NpsCandidate candidate) {
    return Gates.onOff("nps_enabled", candidate.settings().npsEnabled());
  }

  static Look recentConversation(NpsCandidate candidate) {
    var last = candidate.lastConversationAt();
    return last == null
        ? new Look(false, "no conversation")
        : new Look(
            !last.isBefore(candidate.now().minus(RECENT)),
            "last conversation at " + Timestamps.format(last));
  }

  static Look firstThisQuarter(NpsCandidate candidate) {
    var quarter = candidate.quarter();
    if (!quarter.equals(Quarter.of(candidate.now()))) {
      return new Look(false, quarter + " is over");
    }
    var earlier = candidate.earlierInvite();
    return earlier == null || earlier.leavesRoom()
        ? new Look(true, "not asked in " + quarter)
        : new Look(false, "an earlier invite in " + quarter + ", " + earlier.state());
  }
}
