package io.fivefaces.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The dry runs under way: one of each workspace at most. Shared by the event loops of this process. */
public final class DryRuns {

  private static final long PAUSE_SECONDS = 5;

  private final Set<Integer> workspaces = ConcurrentHashMap.newKeySet();

  /** Counts one that begins; throws a 429 where the workspace has one. */
  void begin(int workspace) {
    if (!workspaces.add(workspace)) {
      throw Problem.tooMany(
          "This workspace has a dry run under way. Wait for it to end.", PAUSE_SECONDS);
    }
  }

  /** Counts one that ended, however it did. */
  void end(int workspace) {
    workspaces.remove(workspace);
  }
}
