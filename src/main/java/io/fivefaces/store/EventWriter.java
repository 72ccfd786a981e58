package io.fivefaces.store;

import io.fivefaces.metrics.Metrics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Stores webhooks, as many as wait together by one statement: while a batch is in flight, the next one gathers. One
 * writer belongs to one event loop and is used only there. What it holds in memory is bounded; beyond that it refuses.
 */
public final class EventWriter {

  /** One event to keep. */
  public record NewEvent(int workspace, int source, String id, byte[] payload) {}

  /** The writer holds as much as it may; the caller should come back in a second. */
  public static final class Saturated extends RuntimeException {
    private static final long serialVersionUID = 1;

    Saturated(String message) {
      super(message, null, false, false);
    }
  }

  /** This source holds as much of the writer as one may; it should come back in a second. */
  public static final class Flooded extends RuntimeException {
    private static final long serialVersionUID = 1;

    Flooded() {
      super("too many events of one source wait", null, false, false);
    }
  }

  private record Key(int workspace, int source, String id) {}

  private record Waiting(List<NewEvent> events, Promise<Integer> duplicates, long since) {}

  /** The webhooks of one source that wait, and how many events it has here, also in flight. */
  private static final class Line {
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int heldEvents;
  }

  private static final Comparator<Key> ORDER =
      Comparator.comparingInt(Key::workspace).thenComparingInt(Key::source).thenComparing(Key::id);

  private static final int BATCH_EVENTS = 500;
  private static final int MOST_EVENTS = 20_000;
  private static final int MOST_EVENTS_OF_A_SOURCE = MOST_EVENTS / 2;
  private static final long MOST_BYTES = 32L << 20;
  static final int MOST_IN_FLIGHT = 3;
  /** Another statement beside those in flight pays only with this many events waiting for each of them. */
  private static final int EVENTS_PER_FLIGHT = 16;

  /** How long a webhook waits for its turn. */
  private static final Duration IN_THE_QUEUE = Duration.ofSeconds(1);

  /** How long a statement may take: together 2.5 seconds, of which no webhook can use up the part of its neighbours. */
  private static final Duration IN_FLIGHT = Duration.ofMillis(1500);

  private final Vertx vertx;
  private final Context context;
  private final Backlog backlog;
  private final Database database;
  private final Metrics metrics;
  private final Runnable stored;
  private final Map<Integer, Line> lines = new HashMap<>();
  /** The lines in which somebody waits, each once; served in turn, so that no source waits for another's flood. */
  private final ArrayDeque<Line> turns = new ArrayDeque<>();

  private int queuedEvents;
  private int heldEvents;
  private long heldBytes;
  private int inFlight;
  private boolean flushing;
  private boolean resting;

  /**
   * A writer of the calling event loop.
   *
   * @param stored is told after every commit
   */
  public EventWriter(
      Vertx vertx, Database database, Backlog backlog, Metrics metrics, Runnable stored) {
    this.vertx = vertx;
    this.backlog = backlog;
    context = vertx.getOrCreateContext();
    this.database = database;
    this.metrics = metrics;
    this.stored = stored;
  }

  /**
   * Keeps these events of one source; succeeds after the commit, with how many of them were there before. Fails with
   * {@link Saturated} when too much waits already or the database does not answer in time, and with {@link Flooded}
   * when too much of it is this source's.
   */
  public Future<Integer> append(List<NewEvent> events) {
    if (events.isEmpty()) {
      return Future.succeededFuture(0);
    }
    if (heldEvents + events.size() > MOST_EVENTS || heldBytes > MOST_BYTES) {
      return Future.failedFuture(new Saturated("Too many webhooks wait to be stored"));
    }
    int source = events.getFirst().source();
    var line = lines.computeIfAbsent(source, first -> new Line());
    if (line.heldEvents + events.size() > MOST_EVENTS_OF_A_SOURCE) {
      // where nobody else waits, it is not this source that is too fast, but the database too slow
      return Future.failedFuture(
          heldEvents > line.heldEvents
              ? new Flooded()
              : new Saturated("The database stores too slowly"));
    }
    var waiting = new Waiting(events, Promise.promise(), System.nanoTime());
    if (line.waiting.isEmpty()) {
      turns.add(line);
    }
    line.waiting.add(waiting);
    queuedEvents += events.size();
    hold(line, events, 1);
    waiting.duplicates.future().onComplete(done -> {
      hold(line, events, -1);
      if (line.heldEvents == 0) {
        lines.remove(source);
      }
    });
    if (!flushing) {
      flushing = true;
      context.runOnContext(turn -> {
        flushing = false;
        flush();
      });
    }
    return waiting.duplicates.future();
  }

  private void hold(Line line, List<NewEvent> events, int sign) {
    line.heldEvents += sign * events.size();
    heldEvents += sign * events.size();
    for (var event : events) {
      heldBytes += (long) sign * event.payload().length;
    }
  }

  private void flush() {
    turns.removeIf(line -> {
      while (!line.waiting.isEmpty() && patience(line.waiting.peek()) <= 0) {
        poll(line).duplicates.fail(new Saturated("The database did not answer in time"));
      }
      return line.waiting.isEmpty();
    });
    while (!turns.isEmpty()
        && !resting
        && inFlight < MOST_IN_FLIGHT
        && (inFlight == 0 || queuedEvents >= inFlight * EVENTS_PER_FLIGHT)) {
      var batch = nextBatch();
      inFlight++;
      rest();
      store(batch).onComplete(done -> {
        inFlight--;
        flush();
      });
    }
  }

  /** Leaves the database to the projection for a while, where that is behind. */
  private void rest() {
    long millis = backlog.rest();
    if (millis > 0) {
      resting = true;
      vertx.setTimer(millis, over -> {
        resting = false;
        flush();
      });
    }
  }

  /** The next webhook of every source in turn, and again, until the batch is full. */
  private List<Waiting> nextBatch() {
    var batch = new ArrayList<Waiting>();
    int events = 0;
    while (!turns.isEmpty()
        && (events == 0 || events + turns.peek().waiting.peek().events.size() <= BATCH_EVENTS)) {
      var line = turns.poll();
      var next = poll(line);
      events += next.events.size();
      batch.add(next);
      if (!line.waiting.isEmpty()) {
        turns.add(line);
      }
    }
    return batch;
  }

  private Waiting poll(Line line) {
    var next = line.waiting.poll();
    queuedEvents -= next.events.size();
    return next;
  }

  /** Stores a batch; one that the database refuses is halved until the refused webhook stands alone. */
  private Future<Void> store(List<Waiting> batch) {
    return write(batch)
        .<Void>map(seen -> {
          settle(batch, seen);
          return null;
        })
        .recover(failure -> {
          if (batch.size() > 1 && Database.isRefusal(failure)) {
            int half = batch.size() / 2;
            return store(batch.subList(0, half))
                .compose(done -> store(batch.subList(half, batch.size())));
          }
          batch.forEach(waiting -> waiting.duplicates.fail(reason(failure)));
          return Future.succeededFuture();
        });
  }

  private static final String APPEND = """
      with input as (
        select workspace_id, source_id, event_id, payload
        from unnest($1::int[], $2::int[], $3::text[], $4::bytea[]) as input (workspace_id, source_id, event_id, payload)
      ), fresh as (
        insert into event_keys (workspace_id, source_id, event_id, period)
        select workspace_id, source_id, event_id, (select event_period()) from input
        -- a subquery, because as a join it would read the whole of the period before
        where (
          select true from event_keys as earlier
          where earlier.workspace_id = input.workspace_id and earlier.source_id = input.source_id
            and earlier.event_id = input.event_id and earlier.period = (select event_period() - 1)
        ) is null
        on conflict do nothing
        returning workspace_id, source_id, event_id
      ), counted as (
        select count(*)::int as events from fresh
      ), whole as (
        insert into event_batches (events, bytes, workspace_ids, source_ids, event_ids, payloads)
        select events, $5::int, $1::int[], $2::int[], $3::text[], $4::bytea[]
        from counted where events = cardinality($3::text[])
      ), part as (
        insert into event_batches (events, bytes, workspace_ids, source_ids, event_ids, payloads)
        select count(*)::int, sum(octet_length(payload))::int, array_agg(workspace_id), array_agg(source_id),
          array_agg(event_id), array_agg(payload)
        from fresh join input using (workspace_id, source_id, event_id)
        where (select events from counted) < cardinality($3::text[])
        having count(*) > 0)
      select workspace_id, source_id, event_id
      from input left join fresh using (workspace_id, source_id, event_id)
      where fresh.event_id is null and (select events from counted) < cardinality($3::text[])
      """;

  /** The keys that were there before. */
  private Future<Set<Key>> write(List<Waiting> batch) {
    // in key order, so that two writers never wait for each other
    var unique = new TreeMap<Key, NewEvent>(ORDER);
    batch.forEach(
        waiting -> waiting.events.forEach(event -> unique.putIfAbsent(key(event), event)));
    var columns = new Rows<>(unique.values())
        .number(NewEvent::workspace)
        .number(NewEvent::source)
        .text(NewEvent::id)
        .bytes(NewEvent::payload)
        .columns()
        .addInteger(
            unique.values().stream().mapToInt(event -> event.payload().length).sum());
    return database
        .writers()
        .preparedQuery(APPEND)
        .execute(columns)
        .timeout(IN_FLIGHT.toMillis(), TimeUnit.MILLISECONDS)
        .map(rows -> {
          metrics.batchStored(unique.size());
          stored.run();
          return keys(rows);
        });
  }

  private static void settle(List<Waiting> batch, Set<Key> seen) {
    for (var waiting : batch) {
      int duplicates = 0;
      for (var event : waiting.events) {
        // the first of several in this batch is new, the others are not
        duplicates += seen.add(key(event)) ? 0 : 1;
      }
      waiting.duplicates.complete(duplicates);
    }
  }

  /** How many more milliseconds a webhook waits for its turn. */
  private static long patience(Waiting waiting) {
    return IN_THE_QUEUE.minusNanos(System.nanoTime() - waiting.since).toMillis();
  }

  private static Throwable reason(Throwable failure) {
    return Database.isRefusal(failure)
        ? failure
        : new Saturated("The database does not answer: " + failure.getMessage());
  }

  private static Key key(NewEvent event) {
    return new Key(event.workspace, event.source, event.id);
  }

  private static Set<Key> keys(RowSet<Row> rows) {
    var keys = new HashSet<Key>();
    rows.forEach(row -> keys.add(new Key(
        row.getInteger("workspace_id"), row.getInteger("source_id"), row.getString("event_id"))));
    return keys;
  }
}
