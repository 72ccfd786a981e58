package io.fivefaces.http;

import java.util.HashMap;
import java.util.Map;

/** The downloads under way: a few of each workspace, and not many in all. Shared by the event loops of this process. */
public final class Exports {

  private static final int MOST = 8;
  private static final int MOST_OF_ONE = 2;
  private static final long PAUSE_SECONDS = 10;

  private final Map<Integer, Integer> running = new HashMap<>();

  /** Counts one that begins; throws a 429 where the workspace has enough of them, and a 503 where the service has. */
  synchronized void begin(int workspace) {
    if (running.getOrDefault(workspace, 0) >= MOST_OF_ONE) {
      throw Problem.tooMany(
          "This workspace has " + MOST_OF_ONE + " downloads under way. Wait for one to end.",
          PAUSE_SECONDS);
    }
    if (running.values().stream().mapToInt(Integer::intValue).sum() >= MOST) {
      throw Problem.unavailable();
    }
    running.merge(workspace, 1, Integer::sum);
  }

  /** Counts one that ended, however it did. */
  synchronized void end(int workspace) {
    running.computeIfPresent(workspace, (id, number) -> number == 1 ? null : number - 1);
  }
}
