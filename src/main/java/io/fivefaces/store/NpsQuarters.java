package io.fivefaces.store;

import io.fivefaces.domain.Quarter;
import io.fivefaces.store.Customers.CustomerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;

/**
 * The quarters of the workspaces, and how far the walk over each one's customers has come. Whoever works at a quarter
 * holds its row until the transaction ends, so no two do, on however many nodes.
 */
public final class NpsQuarters {

  /**
   * A quarter that the caller's transaction holds.
   *
   * @param at the last customer that the walk looked at; null at its beginning
   */
  public record Held(int workspace, Quarter quarter, Instant startedAt, CustomerId at) {}

  static final String NOW = "to_char(moment() at time zone 'UTC', 'YYYY\"-Q\"Q')";

  private final Database database;

  public NpsQuarters(Database database) {
    this.database = database;
  }

  private static final String END_OLD = """
      update nps_quarters as q set state = 'over', paused_at = null
      from (
        select workspace_id, quarter from nps_quarters
        where state <> 'over' and quarter < %s limit 100 for update skip locked) as old
      where q.workspace_id = old.workspace_id and q.quarter = old.quarter
      """.formatted(NOW);

  private static final String OPEN_NEW = """
      insert into nps_quarters (workspace_id, quarter, state)
      select w.workspace_id, %1$s, 'running' from workspaces w
      where (w.settings ->> 'nps_enabled')::boolean
        and not exists (select from nps_quarters q where q.workspace_id = w.workspace_id and q.quarter = %1$s)
      order by w.workspace_id limit 100
      on conflict do nothing
      """.formatted(NOW);

  private static final String SWITCH = """
      update nps_quarters as q
      set started_at = case when seen.enabled then q.started_at + (moment() - q.off_at) else q.started_at end,
        off_at = case when not seen.enabled then moment() end
      from (
        select q.workspace_id, q.quarter, enabled from nps_quarters q
        join workspaces w on w.workspace_id = q.workspace_id
        cross join lateral (select coalesce((w.settings ->> 'nps_enabled')::boolean, false) as enabled) as switch
        where q.state = 'running' and q.quarter = %s and enabled = (q.off_at is not null)
        limit 100 for no key update of q skip locked) as seen
      where q.workspace_id = seen.workspace_id and q.quarter = seen.quarter
      """.formatted(NOW);

  /**
   * Ends what is not of this quarter any more, opens this one for the workspaces that ask and have it not yet, and sees
   * whose switch was turned.
   */
  public Future<Void> turn() {
    return database
        .run(END_OLD, Tuple.tuple())
        .compose(ended -> database.run(OPEN_NEW, Tuple.tuple()))
        .compose(opened -> database.run(SWITCH, Tuple.tuple()))
        .mapEmpty();
  }

  private static final String TAKE_TO_WALK = """
      update nps_quarters as q
      set walk_began_at = case when q.at_source is null then moment() else q.walk_began_at end
      from (
        select q.workspace_id, q.quarter from nps_quarters q
        join workspaces w on w.workspace_id = q.workspace_id
        where q.state = 'running' and q.next_walk_at <= moment() and q.quarter = %s
          and (w.settings ->> 'nps_enabled')::boolean
        order by q.workspace_id <= $1::int, q.workspace_id limit 1 for no key update of q skip locked) as due
      where q.workspace_id = due.workspace_id and q.quarter = due.quarter
      returning q.workspace_id, q.quarter, q.started_at, q.at_source, q.at_ref
      """.formatted(NOW);

  /**
   * Holds a quarter whose customers are to be walked over, if there is one that nobody else holds.
   *
   * @param last the workspace that had its turn before: others go first
   */
  public Future<Optional<Held>> takeToWalk(Tx tx, int last) {
    return tx.run(TAKE_TO_WALK, Tuple.of(last)).map(NpsQuarters::held);
  }

  private static final String TAKE_TO_PROMOTE = """
      select q.workspace_id, q.quarter, q.started_at, q.at_source, q.at_ref from nps_quarters q
      join workspaces w on w.workspace_id = q.workspace_id
      where q.state = 'running' and q.quarter = %s and q.off_at is null and (w.settings ->> 'nps_enabled')::boolean
        and exists (
          select from nps_judgements j
          where j.workspace_id = q.workspace_id and j.quarter = q.quarter and j.waits
            and j.due_after <= moment() - q.started_at)
        and (
          select count(*) from (
            select from survey_invites i
            where i.workspace_id = q.workspace_id and i.kind = 'nps' and i.state in ('scheduled', 'claimed')
            limit $2::int) as pending) < $2::int
      order by q.workspace_id <= $1::int, q.workspace_id limit 1 for no key update of q skip locked
      """.formatted(NOW);

  /**
   * Holds a quarter of which customers are due, if there is one that nobody else holds.
   *
   * @param last the workspace that had its turn before: others go first
   * @param most none that has so many NPS invites on their way
   */
  public Future<Optional<Held>> takeToPromote(Tx tx, int last, int most) {
    return tx.run(TAKE_TO_PROMOTE, Tuple.of(last, most)).map(NpsQuarters::held);
  }

  private static final String ADVANCE = """
      update nps_quarters set at_source = $3::int, at_ref = $4::text
      where workspace_id = $1::int and quarter = $2::text
      returning (select batch_id from event_batches where projected_at is null order by batch_id limit 1) is not null
        as events_wait
      """;

  /** The walk has come to this customer; whether events wait meanwhile, on whatever node they came in. */
  public Future<Boolean> advance(Tx tx, Held held, CustomerId last) {
    return tx.run(
            ADVANCE,
            Tuple.of(held.workspace(), held.quarter().toString(), last.source(), last.ref()))
        .map(rows -> rows.iterator().next().getBoolean("events_wait"));
  }

  // a thousand times what it took, so that walks are a thousandth of what the database does; what
  // one batch does is cheap
  private static final String FINISH = """
      update nps_quarters
      set at_source = null, at_ref = null, walks = walks + 1, walked_at = moment(),
        next_walk_at = moment() + case when at_source is null then interval '15 seconds'
          else greatest(interval '15 seconds', least(interval '1 day', 1000 * (moment() - walk_began_at))) end
      where workspace_id = $1::int and quarter = $2::text
      """;

  /** The walk has come to the last customer; the next begins after a rest. */
  public Future<Void> finish(Tx tx, Held held) {
    return tx.run(FINISH, Tuple.of(held.workspace(), held.quarter().toString())).mapEmpty();
  }

  private static Optional<Held> held(RowSet<Row> rows) {
    if (rows.size() == 0) {
      return Optional.empty();
    }
    var row = rows.iterator().next();
    int workspace = row.getInteger("workspace_id");
    var source = row.getInteger("at_source");
    return Optional.of(new Held(
        workspace,
        Quarter.parse(row.getString("quarter")).orElseThrow(),
        Rows.time(row, "started_at"),
        source == null ? null : new CustomerId(workspace, source, row.getString("at_ref"))));
  }
}
