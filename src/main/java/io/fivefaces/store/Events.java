package io.fivefaces.store;

import io.fivefaces.domain.SourceSettings;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The accepted events: the projection's queue, and the bytes from which it could be built anew. */
public final class Events {

  private static final int MOST_BATCHES = 500;
  private static final int MOST_EVENTS = 4000;
  private static final int MOST_BYTES = 3 << 20;

  private final Database database;

  public Events(Database database) {
    this.database = database;
  }

  /**
   * One event as it was accepted.
   *
   * @param kind of its source
   * @param settings of its source
   * @param payload the bytes that came
   */
  public record StoredEvent(
      int workspace, int source, String kind, SourceSettings settings, String id, byte[] payload) {}

  /**
   * Batches that were taken, and their events.
   *
   * @param isFull whether they are as many as are taken at once, so that more may wait
   */
  public record Taken(List<BatchId> batches, List<StoredEvent> events, boolean isFull) {}

  record BatchId(LocalDate day, long batch) {}

  private record Kind(String name, SourceSettings settings) {}

  private static final Kind NO_KIND = new Kind("none", SourceSettings.DEFAULT);

  private static final String LOCK =
      "select pg_try_advisory_xact_lock('event_batches'::regclass::oid::bigint) as mine";

  private static final String TAKE = """
      select received_on, batch_id, workspace_ids, source_ids, event_ids, payloads
      from (
        select *, sum(events) over so_far as events_so_far, sum(bytes) over so_far as bytes_so_far
        from (select * from event_batches where projected_at is null order by batch_id limit $1::int) as oldest
        window so_far as (order by batch_id rows between unbounded preceding and 1 preceding)) as batch
      where events_so_far is null or (events_so_far <= $2::int and bytes_so_far <= $3::int)
      order by batch_id
      """;

  /**
   * The oldest waiting batches, of a few thousand events and a few megabytes; none while another transaction has taken
   * some, for one projection at a time keeps the rows of a conversation from being fought over.
   */
  public Future<Taken> take(Tx tx) {
    return take(tx, MOST_BATCHES);
  }

  /** As {@link #take(Tx)}, at most so many batches. */
  public Future<Taken> take(Tx tx, int most) {
    return tx.run(LOCK, Tuple.tuple())
        .compose(locked -> locked.iterator().next().getBoolean("mine")
            ? tx.run(TAKE, Tuple.of(most, MOST_EVENTS, MOST_BYTES))
                .compose(rows -> kinds(tx, rows).map(kinds -> taken(rows, kinds)))
            : Future.succeededFuture(new Taken(List.of(), List.of(), false)));
  }

  private static final String KINDS = """
      select source_id, kind, settings::text as settings from unnest($1::int[], $2::int[]) as wanted (workspace_id, source_id)
      join sources using (workspace_id, source_id)
      """;

  /** The kinds of the sources of these batches, by the sources' ids. */
  private static Future<Map<Integer, Kind>> kinds(Tx tx, RowSet<Row> batches) {
    var workspaces = new HashMap<Integer, Integer>();
    for (var row : batches) {
      var sources = row.getArrayOfIntegers("source_ids");
      for (int i = 0; i < sources.length; i++) {
        workspaces.putIfAbsent(sources[i], row.getArrayOfIntegers("workspace_ids")[i]);
      }
    }
    if (workspaces.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    var columns = new Rows<>(workspaces.entrySet())
        .number(Map.Entry::getValue)
        .number(Map.Entry::getKey)
        .columns();
    return tx.run(KINDS, columns).map(rows -> {
      var kinds = new HashMap<Integer, Kind>();
      rows.forEach(row -> kinds.put(
          row.getInteger("source_id"),
          new Kind(row.getString("kind"), ConnectedSources.settings(row.getString("settings")))));
      return kinds;
    });
  }

  private static Taken taken(RowSet<Row> rows, Map<Integer, Kind> kinds) {
    var batches = new ArrayList<BatchId>();
    var events = new ArrayList<StoredEvent>();
    for (var row : rows) {
      batches.add(new BatchId(row.getLocalDate("received_on"), row.getLong("batch_id")));
      var workspaces = row.getArrayOfIntegers("workspace_ids");
      var sources = row.getArrayOfIntegers("source_ids");
      var ids = row.getArrayOfStrings("event_ids");
      var payloads = row.getArrayOfBuffers("payloads");
      for (int i = 0; i < ids.length; i++) {
        var kind = kinds.getOrDefault(sources[i], NO_KIND);
        events.add(new StoredEvent(
            workspaces[i],
            sources[i],
            kind.name(),
            kind.settings(),
            ids[i],
            payloads[i].getBytes()));
      }
    }
    long bytes = events.stream().mapToLong(event -> event.payload().length).sum();
    boolean isFull =
        batches.size() == MOST_BATCHES || events.size() > MOST_EVENTS / 2 || bytes > MOST_BYTES / 2;
    return new Taken(batches, events, isFull);
  }

  private static final String FINISH = """
      update event_batches set projected_at = moment()
      where projected_at is null and batch_id = any($1::bigint[]) and received_on between $2::date and $3::date
      """;

  /** Marks them as projected, when the transaction commits. */
  public Future<Void> finish(Tx tx, Taken taken) {
    if (taken.batches().isEmpty()) {
      return Future.succeededFuture();
    }
    var days = taken.batches().stream().map(BatchId::day).sorted().toList();
    var columns = new Rows<>(taken.batches())
        .bigNumber(BatchId::batch)
        .columns()
        .addLocalDate(days.getFirst())
        .addLocalDate(days.getLast());
    return tx.run(FINISH, columns).mapEmpty();
  }

  private static final String LAG = """
      select extract(epoch from moment() - received_at)::float8 as seconds from event_batches
      where projected_at is null order by batch_id limit 1
      """;

  /** How long the oldest event has waited for the projection; zero while none waits. */
  public Future<Duration> lag() {
    return database
        .run(LAG, Tuple.tuple())
        .map(rows -> rows.size() == 0
            ? Duration.ZERO
            : Duration.ofMillis((long) (rows.iterator().next().getDouble("seconds") * 1000)));
  }
}
