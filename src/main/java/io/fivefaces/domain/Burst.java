package io.fivefaces.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Looks at one survey that follow each other as a machine's do: from the first to the last of them.
 *
 * @param shape {@link Suspicion#ALL_LINKS} or {@link Suspicion#HEAD_BURST}
 */
record Burst(Suspicion shape, Instant from, Instant until) {

  private static final Duration MOMENT = Duration.ofSeconds(3);
  private static final Duration WHILE = Duration.ofSeconds(10);
  private static final int LINKS_IN_A_MOMENT = 3;
  private static final int LINKS_IN_A_WHILE = 4;
  private static final int HEADS_IN_A_WHILE = 3;
  private static final int AGENTS_IN_TURN = 3;

  /**
   * The bursts in the looks of one visitor, oldest look first. A person changes their mind, goes back to the mail and taps
   * another answer, even two; each way takes a second or more. Three of its links within three seconds, four within ten,
   * or three heads without a page is a machine at work.
   */
  static List<Burst> of(List<Look> looks) {
    var bursts = new ArrayList<Burst>();
    for (int first = 0; first < looks.size(); first++) {
      var moment = within(looks, first, MOMENT);
      var while10 = within(looks, first, WHILE);
      if (heads(while10) >= HEADS_IN_A_WHILE) {
        bursts.add(of(Suspicion.HEAD_BURST, while10));
      }
      if (links(while10) >= LINKS_IN_A_WHILE) {
        bursts.add(of(Suspicion.ALL_LINKS, while10));
      } else if (links(moment) >= LINKS_IN_A_MOMENT) {
        bursts.add(of(Suspicion.ALL_LINKS, moment));
      }
    }
    return bursts;
  }

  /** The bursts in the looks of several visitors who take turns, as scanners do that change their name. */
  static List<Burst> inTurn(List<Look> looks) {
    var bursts = new ArrayList<Burst>();
    for (int first = 0; first < looks.size(); first++) {
      var moment = within(looks, first, MOMENT);
      if (links(moment) >= LINKS_IN_A_WHILE
          && moment.stream().map(look -> look.agent().print()).distinct().count()
              >= AGENTS_IN_TURN) {
        bursts.add(of(Suspicion.ALL_LINKS, moment));
      }
    }
    return bursts;
  }

  /** Whether a moment lies between its first and its last look, or no longer than this behind. */
  boolean covers(Instant at, Duration aftermath) {
    return !at.isBefore(from) && !at.isAfter(until.plus(aftermath));
  }

  private static Burst of(Suspicion shape, List<Look> looks) {
    return new Burst(shape, looks.getFirst().at(), looks.getLast().at());
  }

  private static List<Look> within(List<Look> looks, int first, Duration span) {
    var end = looks.get(first).at().plus(span);
    return looks.stream().skip(first).takeWhile(look -> !look.at().isAfter(end)).toList();
  }

  private static long links(List<Look> looks) {
    return looks.stream().map(Look::score).filter(Objects::nonNull).distinct().count();
  }

  private static long heads(List<Look> looks) {
    return looks.stream().filter(Look::head).count();
  }
}
