package io.fivefaces.store;

import io.fivefaces.domain.Kind;
import io.fivefaces.domain.SuppressionReason;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The addresses that get no survey any more, and why. */
public final class Suppressions {

  /**
   * An address that gets none.
   *
   * @param detail in the words of who said so, or null
   * @param provider the mail service that said so, or null
   * @param kind of the survey that it was about; null where none is known
   * @param conversation whose survey it was; of NPS the customer's last one, with its source; null where none is known
   */
  public record Suppression(
      String email,
      SuppressionReason reason,
      String detail,
      String provider,
      Instant at,
      Kind kind,
      String conversation,
      Integer source) {}

  /** Where an address stands in the order of the list. */
  public record Place(Instant at, String email) {}

  private final Database database;

  public Suppressions(Database database) {
    this.database = database;
  }

  private static final String LISTED = """
      select s.email, s.reason, s.detail, s.provider, s.at, i.kind, i.conversation_ref, i.source_id
      from suppressions s
      left join survey_invites i on i.workspace_id = s.workspace_id and i.invite_id = s.invite_id
      """;

  private static final String NEWEST = LISTED + """
      where s.workspace_id = $1::int and (s.at, s.email) < ($2::timestamptz, $3::text collate "C")
      order by s.at desc, s.email desc limit $4::int
      """;

  private static final String NEWEST_FOR = LISTED + """
      where s.workspace_id = $1::int and (s.at, s.email) < ($2::timestamptz, $3::text collate "C")
        and s.reason = $5::text
      order by s.at desc, s.email desc limit $4::int
      """;

  /** The newest before a place, for any reason where it is null. */
  public Future<List<Suppression>> newest(
      int workspace, SuppressionReason reason, Place before, int most) {
    var parameters = Tuple.of(workspace, Rows.time(before.at()), before.email(), most);
    return reason == null
        ? database.run(NEWEST, parameters).map(Suppressions::list)
        : database.run(NEWEST_FOR, parameters.addValue(reason.toString())).map(Suppressions::list);
  }

  private static final String BEGINNING = LISTED + """
      where s.workspace_id = $1::int and s.email >= $2::text collate "C" and s.email < $3::text collate "C"
        and s.email > $4::text collate "C" and ($5::text is null or s.reason = $5::text)
      order by s.email limit $6::int
      """;

  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  /** Those after an address that begin with this text, in the order of their letters. */
  public Future<List<Suppression>> beginning(
      int workspace, String text, SuppressionReason reason, String after, int most) {
    var parameters = Tuple.of(
        workspace, text, text + LAST, after, reason == null ? null : reason.toString(), most);
    return database.run(BEGINNING, parameters).map(Suppressions::list);
  }

  private static final String ADD = """
      with added as (
        insert into suppressions (workspace_id, email, reason, detail)
        values ($1::int, $2::text, $3::text, $4::text)
        on conflict (workspace_id, email) do nothing
        returning workspace_id, email, reason, detail, provider, at
      ), noted as (
        insert into audit (workspace_id, who, what, after)
        select workspace_id, $5::text, 'suppression', jsonb_build_object('email', email, 'reason', reason, 'detail', detail)
        from added)
      select email, reason, detail, provider, at, null::text as kind, null::text as conversation_ref,
        null::int as source_id
      from added
      """;

  /**
   * Suppresses an address, kept with who did; empty where it was before. The lock waits for hand-overs that are about to
   * begin, so none begins once this answered.
   */
  public Future<Optional<Suppression>> add(
      int workspace, String email, SuppressionReason reason, String detail, String who) {
    return database.inTransaction(tx -> Workspaces.lock(tx, workspace)
        .compose(locked -> tx.run(ADD, Tuple.of(workspace, email, reason.toString(), detail, who)))
        .map(Suppressions::first));
  }

  private static final String REMOVE = """
      with removed as (
        delete from suppressions where workspace_id = $1::int and email = $2::text
        returning workspace_id, email, reason, detail, provider, at, invite_id
      ), noted as (
        insert into audit (workspace_id, who, what, before)
        select workspace_id, $3::text, 'suppression', jsonb_build_object('email', email, 'reason', reason, 'detail', detail)
        from removed)
      select s.email, s.reason, s.detail, s.provider, s.at, i.kind, i.conversation_ref, i.source_id
      from removed s
      left join survey_invites i on i.workspace_id = s.workspace_id and i.invite_id = s.invite_id
      """;

  /** Lets an address be written to again, kept with who did; what it was, or empty where it was none. */
  public Future<Optional<Suppression>> remove(int workspace, String email, String who) {
    return database.run(REMOVE, Tuple.of(workspace, email, who)).map(Suppressions::first);
  }

  private static Optional<Suppression> first(RowSet<Row> rows) {
    return list(rows).stream().findFirst();
  }

  private static List<Suppression> list(RowSet<Row> rows) {
    var list = new ArrayList<Suppression>();
    rows.forEach(row -> list.add(new Suppression(
        row.getString("email"),
        SuppressionReason.parse(row.getString("reason")),
        row.getString("detail"),
        row.getString("provider"),
        Rows.time(row, "at"),
        Kind.parse(row.getString("kind")).orElse(null),
        row.getString("conversation_ref"),
        row.getInteger("source_id"))));
    return list;
  }
}
