package io.fivefaces.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How fast Slack may be posted to: a message a second in a channel, a few a second through one app, and none at all
 * while Slack asked for patience. Who comes too soon is given a place in the line.
 */
final class SlackPace {

  private static final Duration IN_A_CHANNEL = Duration.ofSeconds(1);
  private static final Duration THROUGH_AN_APP = Duration.ofMillis(200);
  private static final int MOST = 10_000;

  /** When the next may post, and the end of the line of those who were told to wait. */
  private record Turn(Instant next, Instant lineEnd) {}

  private final InstantSource clock;
  private final Map<String, Turn> turns = new HashMap<>();

  SlackPace(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes the turn of a message and returns zero, or how long to wait for one. */
  synchronized Duration take(int app, String channel) {
    var now = clock.instant();
    forget(now);
    var wait = longer(
        wait(now, appKey(app), THROUGH_AN_APP), wait(now, app + " " + channel, IN_A_CHANNEL));
    if (wait.isZero()) {
      pass(now, appKey(app), THROUGH_AN_APP);
      pass(now, app + " " + channel, IN_A_CHANNEL);
    }
    return wait;
  }

  /** Lets nothing pass through an app for so long. */
  synchronized void rest(int app, Duration pause) {
    var until = clock.instant().plus(pause);
    turns.put(appKey(app), new Turn(until, until));
  }

  private Duration wait(Instant now, String key, Duration interval) {
    var turn = turns.get(key);
    if (turn == null || !now.isBefore(turn.next())) {
      return Duration.ZERO;
    }
    // the first in the line gets the next turn, each other the one after it
    var place = turn.lineEnd().isBefore(turn.next()) ? turn.next() : turn.lineEnd();
    turns.put(key, new Turn(turn.next(), place.plus(interval)));
    return Duration.between(now, place);
  }

  private void pass(Instant now, String key, Duration interval) {
    var turn = turns.get(key);
    var next = now.plus(interval);
    turns.put(key, new Turn(next, turn == null ? next : turn.lineEnd()));
  }

  /** A full memory is emptied of those whose turn has come, else of all: Slack itself says when it is too fast. */
  private void forget(Instant now) {
    if (turns.size() < MOST) {
      return;
    }
    turns.values().removeIf(turn -> !now.isBefore(turn.lineEnd()));
    if (turns.size() >= MOST) {
      turns.clear();
    }
  }

  private static String appKey(int app) {
    return Integer.toString(app);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
