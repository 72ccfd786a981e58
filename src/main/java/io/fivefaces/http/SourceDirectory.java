package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.store.ConnectedSources;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The sources by the keys of their URLs, remembered for a few seconds so that a webhook costs no query. One directory
 * belongs to one event loop.
 */
final class SourceDirectory {

  private static final long FRESH_NANOS = Duration.ofSeconds(3).toNanos();
  private static final int MOST = 1000;
  private static final int MOST_LOOKUPS = 100;
  private static final long PATIENCE_MS = 2500;

  private record Known(ConnectedSource source, long readAt) {}

  private final ConnectedSources sources;
  private final Map<String, Future<ConnectedSource>> lookups = new HashMap<>();
  private final Map<String, Known> entries = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > MOST;
    }
  };

  SourceDirectory(ConnectedSources sources) {
    this.sources = sources;
  }

  /** The source with this key; fails with a 404 where there is none, and where the database does not answer in time. */
  Future<ConnectedSource> byKey(String key) {
    var entry = entries.get(key);
    if (entry != null && System.nanoTime() - entry.readAt < FRESH_NANOS) {
      return Future.succeededFuture(entry.source);
    }
    var running = lookups.get(key);
    return running == null ? lookUp(key) : running;
  }

  /** Once, however many webhooks ask at the same time. */
  private Future<ConnectedSource> lookUp(String key) {
    if (lookups.size() >= MOST_LOOKUPS) {
      return Future.failedFuture(Problem.unavailable());
    }
    var lookup = sources
        .byKey(key)
        .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
        .map(found -> found.orElseThrow(() -> Problem.notFound("source")));
    lookups.put(key, lookup);
    return lookup
        .onSuccess(source -> entries.put(key, new Known(source, System.nanoTime())))
        .onComplete(done -> lookups.remove(key));
  }
}
