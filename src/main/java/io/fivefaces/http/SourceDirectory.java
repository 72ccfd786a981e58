package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.store.ConnectedSources;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sources by the keys of their URLs, remembered for a few seconds so that a webhook costs no query. One directory
 * belongs to one event loop.
 */
final class SourceDirectory {

  private static final long FRESH_NANOS = Duration.ofSeconds(3).toNanos();
  private static final int MOST = 1000;

  private record Known(Future<ConnectedSource> source, long readAt) {}

  private final ConnectedSources sources;
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

  /** The source with this key; fails with a 404 where there is none. */
  Future<ConnectedSource> byKey(String key) {
    var entry = entries.get(key);
    if (entry != null && System.nanoTime() - entry.readAt < FRESH_NANOS) {
      return entry.source;
    }
    // kept before it is found, so that a thousand webhooks at once ask the database once
    var looked = sources
        .byKey(key)
        .map(found -> found.orElseThrow(() -> Problem.notFound("source")))
        .onFailure(missing -> entries.remove(key));
    if (!looked.failed()) {
      entries.put(key, new Known(looked, System.nanoTime()));
    }
    return looked;
  }
}
