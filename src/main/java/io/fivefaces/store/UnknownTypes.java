package io.fivefaces.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The types of events that came from a source and that its adapter does not know: by name, counted. */
public final class UnknownTypes {

  private static final int MOST_PER_SOURCE = 100;

  /** A type of event of a source of this kind. */
  public record UnknownType(int workspace, int source, String kind, String type) {}

  /** How many events of a type came, and when the last one was projected. */
  public record Seen(String type, long events, Instant lastAt) {}

  private final Database database;

  public UnknownTypes(Database database) {
    this.database = database;
  }

  private static final String COUNT = """
      insert into unknown_event_types as known (workspace_id, source_id, type, events)
      select workspace_id, source_id, type, events
      from unnest($1::int[], $2::int[], $3::text[], $4::int[]) as new (workspace_id, source_id, type, events)
      where (
        select count(*) from unknown_event_types as other
        where other.workspace_id = new.workspace_id and other.source_id = new.source_id and other.type <> new.type
      ) < $5::int or exists (
        select from unknown_event_types as same
        where same.workspace_id = new.workspace_id and same.source_id = new.source_id and same.type = new.type)
      order by workspace_id, source_id, type
      on conflict (workspace_id, source_id, type) do update
      set events = known.events + excluded.events, last_at = moment()
      """;

  /** Counts these; of one source the first 100 types. */
  public Future<Void> count(Tx tx, Map<UnknownType, Integer> events) {
    if (events.isEmpty()) {
      return Future.succeededFuture();
    }
    var columns = new Rows<>(events.entrySet())
        .number(row -> row.getKey().workspace())
        .number(row -> row.getKey().source())
        .text(row -> row.getKey().type())
        .number(Map.Entry::getValue)
        .columns()
        .addInteger(MOST_PER_SOURCE);
    return tx.run(COUNT, columns).mapEmpty();
  }

  private static final String OF = """
      select type, events, last_at from unknown_event_types
      where workspace_id = $1::int and source_id = $2::int order by type limit $3::int
      """;

  /** The unknown types of a source, by name. */
  public Future<List<Seen>> of(int workspace, int source) {
    return database.run(OF, Tuple.of(workspace, source, MOST_PER_SOURCE)).map(rows -> {
      var seen = new ArrayList<Seen>();
      rows.forEach(row -> seen.add(
          new Seen(row.getString("type"), row.getLong("events"), Rows.time(row, "last_at"))));
      return seen;
    });
  }
}
