package io.fivefaces.store;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The accepted events: the projection's queue, and the bytes from which it could be built anew. */
public final class Events {

  private final Database database;

  public Events(Database database) {
    this.database = database;
  }

  /**
   * One event as it was accepted.
   *
   * @param kind of its source
   * @param payload the bytes that came
   */
  public record StoredEvent(int workspace, int source, String kind, String id, byte[] payload) {}

  private static final String TAKE = """
      update event_batches as batch set projected_at = moment()
      from (
        select workspace_id, source_id, batch_id from event_batches
        where projected_at is null order by batch_id limit $1::int
        for update skip locked) as waiting
      join sources on sources.workspace_id = waiting.workspace_id and sources.source_id = waiting.source_id
      where batch.workspace_id = waiting.workspace_id and batch.source_id = waiting.source_id
        and batch.batch_id = waiting.batch_id
      returning batch.workspace_id, batch.source_id, sources.kind, batch.event_ids, batch.payloads
      """;

  /** The events of the oldest waiting batches, at most so many batches; taken for good when the transaction commits. */
  public Future<List<StoredEvent>> take(Tx tx, int batches) {
    return tx.run(TAKE, Tuple.of(batches)).map(rows -> {
      var events = new ArrayList<StoredEvent>();
      rows.forEach(row -> events.addAll(events(row)));
      return events;
    });
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

  private static List<StoredEvent> events(Row row) {
    var ids = row.getArrayOfStrings("event_ids");
    var payloads = row.getArrayOfBuffers("payloads");
    var events = new ArrayList<StoredEvent>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      events.add(new StoredEvent(
          row.getInteger("workspace_id"),
          row.getInteger("source_id"),
          row.getString("kind"),
          ids[i],
          bytes(payloads[i])));
    }
    return events;
  }

  private static byte[] bytes(Buffer buffer) {
    return buffer.getBytes();
  }
}
