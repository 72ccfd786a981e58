package io.fivefaces.store;

import io.fivefaces.domain.Quarter;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How far a workspace's running quarter is. */
public final class NpsStatus {

  /**
   * The running quarter as it stands.
   *
   * @param state null while it was never opened; startedAt and the other moments as well
   * @param walking whether a walk is under way or about to begin
   * @param waiting how many are to be asked yet
   * @param stopped how many customers each shut gate stops; the null key counts those whom none does
   * @param invites the quarter's invites by their state
   */
  public record Standing(
      Quarter quarter,
      String state,
      Instant startedAt,
      Instant pausedAt,
      boolean walking,
      Instant walkedAt,
      Instant nextWalkAt,
      long waiting,
      Map<String, Long> stopped,
      Map<String, Long> invites) {}

  private final Database database;

  public NpsStatus(Database database) {
    this.database = database;
  }

  /** The database's clock, by which the customers are judged. */
  public Future<Instant> moment() {
    return database
        .run("select moment() as now", Tuple.tuple())
        .map(rows -> Rows.time(rows.iterator().next(), "now"));
  }

  private static final String QUARTER = """
      select now.quarter, q.state, q.started_at, q.paused_at, q.walked_at, q.next_walk_at,
        coalesce(q.at_source is not null or q.next_walk_at <= moment(), false) as walking
      from (select %s as quarter) as now
      left join nps_quarters q on q.workspace_id = $1::int and q.quarter = now.quarter
      """.formatted(NpsQuarters.NOW);

  private static final String WAITING = """
      select 'waiting' as name, count(*) as number from nps_judgements
      where workspace_id = $1::int and quarter = $2::text and waits
      """;

  private static final String STOPPED = """
      select reason as name, count(*) as number from nps_judgements
      where workspace_id = $1::int and quarter = $2::text group by reason
      """;

  private static final String INVITES = """
      select state as name, count(*) as number from survey_invites
      where workspace_id = $1::int and quarter = $2::text and kind = 'nps' group by state
      """;

  /** The quarter of this moment in a workspace. */
  public Future<Standing> now(int workspace) {
    return database.run(QUARTER, Tuple.of(workspace)).compose(rows -> {
      var row = rows.iterator().next();
      var key = Tuple.of(workspace, row.getString("quarter"));
      var waiting = database.run(WAITING, key).map(NpsStatus::numbers);
      var stopped = database.run(STOPPED, key).map(NpsStatus::numbers);
      var invites = database.run(INVITES, key).map(NpsStatus::numbers);
      return Future.all(waiting, stopped, invites)
          .map(all ->
              standing(row, waiting.result().get("waiting"), stopped.result(), invites.result()));
    });
  }

  private static Standing standing(
      Row row, long waiting, Map<String, Long> stopped, Map<String, Long> invites) {
    return new Standing(
        Quarter.parse(row.getString("quarter")).orElseThrow(),
        row.getString("state"),
        Rows.time(row, "started_at"),
        Rows.time(row, "paused_at"),
        row.getBoolean("walking"),
        Rows.time(row, "walked_at"),
        Rows.time(row, "next_walk_at"),
        waiting,
        stopped,
        invites);
  }

  private static Map<String, Long> numbers(RowSet<Row> rows) {
    var numbers = new HashMap<String, Long>();
    rows.forEach(row -> numbers.put(row.getString("name"), row.getLong("number")));
    return numbers;
  }
}
