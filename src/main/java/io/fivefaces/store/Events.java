package io.fivefaces.store;

import io.fivefaces.domain.SourceSettings;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The accepted events: the projection's queue, and the bytes from which it could be built anew. */
public final class Events {

  private static final int MOST_BATCHES = 500;
  private static final int MOST_EVENTS = 3000;
  private static final int MOST_BYTES = 8 << 20;

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

  /** Batches that were taken, and their events. */
  public record Taken(List<BatchId> batches, List<StoredEvent> events) {}

  record BatchId(int workspace, int source, LocalDate day, long batch) {}

  private static final String LOCK =
      "select pg_try_advisory_xact_lock('event_batches'::regclass::oid::bigint) as mine";

  private static final String TAKE = """
      select batch.workspace_id, batch.source_id, received_on, batch_id, event_ids, payloads, sources.kind,
        sources.settings::text as settings
      from (
        select *, sum(events) over so_far as events_so_far, sum(bytes) over so_far as bytes_so_far
        from (select * from event_batches where projected_at is null order by batch_id limit $1::int) as oldest
        window so_far as (order by batch_id rows between unbounded preceding and 1 preceding)) as batch
      join sources on sources.workspace_id = batch.workspace_id and sources.source_id = batch.source_id
      where events_so_far is null or (events_so_far <= $2::int and bytes_so_far <= $3::int)
      order by batch_id
      """;

  /**
   * The oldest waiting batches, of a few thousand events and a few megabytes; none while another transaction has taken
   * some, for one projection at a time keeps the rows of a conversation from being fought over.
   */
  public Future<Taken> take(Tx tx) {
    return tx.run(LOCK, Tuple.tuple())
        .compose(locked -> locked.iterator().next().getBoolean("mine")
            ? tx.run(TAKE, Tuple.of(MOST_BATCHES, MOST_EVENTS, MOST_BYTES)).map(Events::taken)
            : Future.succeededFuture(new Taken(List.of(), List.of())));
  }

  private static Taken taken(RowSet<Row> rows) {
    var ids = new ArrayList<BatchId>();
    var events = new ArrayList<StoredEvent>();
    for (var row : rows) {
      ids.add(new BatchId(
          row.getInteger("workspace_id"),
          row.getInteger("source_id"),
          row.getLocalDate("received_on"),
          row.getLong("batch_id")));
      addEvents(row, events);
    }
    return new Taken(ids, events);
  }

  private static final String FINISH = """
      update event_batches as batch set projected_at = moment()
      from unnest($1::int[], $2::int[], $3::date[], $4::bigint[])
        as done (workspace_id, source_id, received_on, batch_id)
      where batch.workspace_id = done.workspace_id and batch.source_id = done.source_id
        and batch.received_on = done.received_on and batch.batch_id = done.batch_id
      """;

  /** Marks them as projected, when the transaction commits. */
  public Future<Void> finish(Tx tx, Taken taken) {
    var columns = new Rows<>(taken.batches())
        .number(BatchId::workspace)
        .number(BatchId::source)
        .day(BatchId::day)
        .bigNumber(BatchId::batch)
        .columns();
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

  private static void addEvents(Row row, List<StoredEvent> events) {
    var ids = row.getArrayOfStrings("event_ids");
    var payloads = row.getArrayOfBuffers("payloads");
    int workspace = row.getInteger("workspace_id");
    int source = row.getInteger("source_id");
    var kind = row.getString("kind");
    var settings = ConnectedSources.settings(row.getString("settings"));
    for (int i = 0; i < ids.length; i++) {
      events.add(new StoredEvent(workspace, source, kind, settings, ids[i], bytes(payloads[i])));
    }
  }

  private static byte[] bytes(Buffer buffer) {
    return buffer.getBytes();
  }
}
