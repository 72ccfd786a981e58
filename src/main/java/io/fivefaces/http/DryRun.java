package io.fivefaces.http;

import io.fivefaces.domain.Decision;
import io.fivefaces.domain.Gates;
import io.fivefaces.domain.Quarter;
import io.fivefaces.domain.Verdict;
import io.fivefaces.http.QuarterView.Stopped;
import io.fivefaces.json.Json;
import io.fivefaces.store.Customers;
import io.fivefaces.store.Customers.CustomerId;
import io.fivefaces.store.Database;
import io.fivefaces.store.NpsCandidates;
import io.fivefaces.store.NpsCandidates.NpsJudged;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who would be asked in a quarter were the switch on, and who not and why. It reads some hundred customers at a time and
 * remembers the numbers alone; whoever asked keeps it going by staying.
 */
final class DryRun {

  private static final int CUSTOMERS = 500;
  private static final String SWITCH = Gates.NPS.getFirst().name();
  /** Connections on which nothing is said for half a minute are closed. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final HttpServerResponse response;
  private final Database database;
  private final int workspace;
  private final Instant began;
  private final Quarter quarter;
  private final Promise<Void> ended = Promise.promise();
  private final Map<String, Long> stopped = new HashMap<>();
  private long asked;
  private long spokenAt = System.nanoTime();

  DryRun(RoutingContext context, Database database, int workspace, Instant now) {
    this.response = context.response();
    this.database = database;
    this.workspace = workspace;
    began = now;
    quarter = Quarter.of(now);
  }

  private record View(
      String quarter, long customers, long asked, List<Stopped> gates, Instant judgedAt) {}

  /** Judges everybody and answers; fails where that breaks off, with {@link Left} where whoever asked did. */
  Future<Void> run() {
    step(null);
    return ended.future();
  }

  /** One step calls the next when it is over, so that no step waits for all that follow it. */
  private void step(CustomerId last) {
    Customers.after(database, workspace, last, CUSTOMERS)
        .compose(ids -> NpsCandidates.look(database, workspace, quarter, ids).map(judged -> {
          judged.stream().filter(NpsJudged::first).forEach(this::count);
          return ids;
        }))
        .onSuccess(ids -> {
          if (response.closed()) {
            Left.<Void>because(null).onComplete(ended);
          } else if (ids.size() < CUSTOMERS) {
            answer();
          } else {
            keepOpen();
            step(ids.getLast());
          }
        })
        .onFailure(ended::tryFail);
  }

  private void count(NpsJudged judged) {
    reason(Gates.judge(Gates.NPS, judged.candidate()))
        .ifPresentOrElse(gate -> stopped.merge(gate, 1L, Long::sum), () -> asked++);
  }

  private static Optional<String> reason(Decision decision) {
    return decision.verdicts().stream()
        .filter(verdict -> !verdict.open() && !verdict.gate().equals(SWITCH))
        .map(Verdict::gate)
        .findFirst();
  }

  /** JSON may begin with blanks. */
  private void keepOpen() {
    if (System.nanoTime() - spokenAt < SILENCE.toNanos()) {
      return;
    }
    spokenAt = System.nanoTime();
    if (!response.headWritten()) {
      head().setChunked(true).putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
    }
    response.write(" ");
  }

  private void answer() {
    long customers =
        asked + stopped.values().stream().mapToLong(Long::longValue).sum();
    var view = new View(quarter.toString(), customers, asked, QuarterView.stopped(stopped), began);
    if (!response.headWritten()) {
      head();
    }
    response.end(Buffer.buffer(Json.write(view))).recover(Left::because).onComplete(ended);
  }

  private HttpServerResponse head() {
    return response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
