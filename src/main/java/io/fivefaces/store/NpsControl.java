package io.fivefaces.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Set;

/**
 * Starts, pauses and stops the running quarter. The workspace's row is locked as by a change of its settings, so once
 * this answered no hand-over begins that it forbids.
 */
public final class NpsControl {

  /** What became of a wish. */
  public sealed interface Outcome {
    /** It is as wished. */
    record Done() implements Outcome {}

    /** The workspace does not ask for NPS at all. */
    record SwitchedOff() implements Outcome {}

    /** It makes no sense in this state of the quarter. */
    record OutOfPlace(String state) implements Outcome {}
  }

  private final Database database;

  public NpsControl(Database database) {
    this.database = database;
  }

  private static final String LOCK_WORKSPACE = """
      select coalesce((settings ->> 'nps_enabled')::boolean, false) as enabled, %s as quarter from workspaces
      where workspace_id = $1::int for no key update
      """.formatted(NpsQuarters.NOW);

  private static final String OPEN = """
      insert into nps_quarters (workspace_id, quarter, state) values ($1::int, $2::text, 'running')
      on conflict do nothing
      """;

  private static final String LOCK_QUARTER = """
      select state from nps_quarters where workspace_id = $1::int and quarter = $2::text for no key update
      """;

  private static final String MOVE = """
      with moved as (
        update nps_quarters set state = $4::text,
          started_at = case when $4::text = 'running' and state = 'paused' then started_at + (moment() - paused_at)
            when $4::text = 'running' and state = 'stopped' then moment()
            else started_at + coalesce(moment() - off_at, interval '0') end,
          off_at = null,
          paused_at = case when $4::text = 'paused' then moment() end,
          next_walk_at = case when $4::text = 'running' then moment() else next_walk_at end
        where workspace_id = $1::int and quarter = $2::text
        returning workspace_id)
      insert into audit (workspace_id, who, what, before, after)
      select workspace_id, $5::text, 'nps ' || $4::text, jsonb_build_object('name', $2::text, 'state', $3::text),
        jsonb_build_object('name', $2::text, 'state', $4::text)
      from moved
      """;

  /** Has a quarter that is paused go on where it was, and one that was stopped begin anew. Audited. */
  public Future<Outcome> start(int workspace, String who) {
    return move(workspace, Set.of("paused", "stopped"), "running", who);
  }

  /** Has nobody asked for now: what is on its way waits again. Audited. */
  public Future<Outcome> pause(int workspace, String who) {
    return move(workspace, Set.of("running"), "paused", who);
  }

  /** Has nobody asked any more in this quarter. Audited. */
  public Future<Outcome> stop(int workspace, String who) {
    return move(workspace, Set.of("running", "paused"), "stopped", who);
  }

  private Future<Outcome> move(int workspace, Set<String> from, String to, String who) {
    return database.inTransaction(tx -> tx.run(LOCK_WORKSPACE, Tuple.of(workspace))
        .compose(rows -> {
          var row = rows.iterator().next();
          return row.getBoolean("enabled")
              ? move(tx, workspace, row.getString("quarter"), from, to, who)
              : Future.succeededFuture(new Outcome.SwitchedOff());
        }));
  }

  private static Future<Outcome> move(
      Tx tx, int workspace, String quarter, Set<String> from, String to, String who) {
    var key = Tuple.of(workspace, quarter);
    return tx.run(OPEN, key).compose(opened -> tx.run(LOCK_QUARTER, key)).compose(rows -> {
      var state = rows.iterator().next().getString("state");
      return from.contains(state)
          ? tx.run(MOVE, Tuple.of(workspace, quarter, state, to, who))
              .compose(moved -> to.equals("running")
                  ? Future.succeededFuture()
                  : NpsInvites.cancelPending(tx, workspace, to))
              .map(new Outcome.Done())
          : Future.succeededFuture(new Outcome.OutOfPlace(state));
    });
  }
}
