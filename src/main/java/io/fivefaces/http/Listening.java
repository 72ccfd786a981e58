package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.store.Hearings;
import io.fivefaces.store.Hearings.Hearing;
import io.fivefaces.store.Hearings.News;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in memory which sources are heard, and keeps the notes once a second, so that a webhook costs no row. One
 * belongs to one event loop; it holds at most a note per connected source.
 */
final class Listening {

  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
  private static final long PAUSE_MS = 1000;

  private record Key(int workspace, int source) {}

  private final Vertx vertx;
  private final Hearings hearings;
  private final Clock clock;
  private final long timer;
  private Map<Key, Hearing> notes = new HashMap<>();
  private boolean keeping;

  Listening(Vertx vertx, Hearings hearings, Clock clock) {
    this.vertx = vertx;
    this.hearings = hearings;
    this.clock = clock;
    timer = vertx.setPeriodic(PAUSE_MS, tick -> keep());
  }

  /** A webhook of this source was taken. */
  void heard(ConnectedSource source) {
    note(source, hearing -> hearing.heard(clock.instant()));
  }

  /** A webhook of this source was refused, because its signature does not match. */
  void refused(ConnectedSource source) {
    note(source, hearing -> hearing.refused(clock.instant()));
  }

  /** Keeps what is still only in memory. */
  Future<Void> close() {
    vertx.cancelTimer(timer);
    return keep();
  }

  private void note(ConnectedSource source, UnaryOperator<Hearing> change) {
    var key = new Key(source.workspace(), source.id());
    notes.put(key, change.apply(notes.getOrDefault(key, Hearing.NOTHING)));
  }

  /** What cannot be kept is let go: the next webhook shows the same light. */
  private Future<Void> keep() {
    if (notes.isEmpty() || keeping) {
      return Future.succeededFuture();
    }
    List<News> news = notes.entrySet().stream()
        .map(note -> new News(note.getKey().workspace(), note.getKey().source(), note.getValue()))
        .toList();
    notes = new HashMap<>();
    keeping = true;
    return hearings.add(news).onComplete(done -> keeping = false).recover(failure -> {
      LOG.warn(
          "What was heard of {} sources could not be kept: {}", news.size(), failure.toString());
      return Future.succeededFuture();
    });
  }
}
