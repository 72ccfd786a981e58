package io.fivefaces.store;

import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Settings;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** Customers who want no more surveys by email, each known by an invite they got. */
public final class Unsubscriptions {

  /**
   * Whoever an invite was sent to.
   *
   * @param suppressed why nothing is sent to them, or null where they may be asked
   */
  public record Reader(
      String workspaceName, Settings settings, Language language, String suppressed) {

    /** Whether they, and nobody else, said that nothing shall be sent. */
    public boolean isUnsubscribed() {
      return UNSUBSCRIBED.equals(suppressed);
    }
  }

  private static final String UNSUBSCRIBED = "unsubscribed";

  private final Database database;

  public Unsubscriptions(Database database) {
    this.database = database;
  }

  private static final String FIND = """
      select w.name, w.settings::text as settings, cu.locale as customer_locale,
        c.locale as conversation_locale, s.reason
      from survey_invites i
      join workspaces w on w.workspace_id = i.workspace_id
      left join conversations c on c.workspace_id = i.workspace_id and c.source_id = i.source_id
        and c.ref = i.conversation_ref
      left join customers cu
        on cu.workspace_id = c.workspace_id and cu.source_id = c.source_id and cu.ref = c.customer_ref
      left join suppressions s on s.workspace_id = i.workspace_id and s.email = lower(i.recipient)
      where i.workspace_id = $1::int and i.invite_id = $2::bigint and i.recipient is not null
      """;

  /** The reader of an invite's mail, or empty where it went to no address. */
  public Future<Optional<Reader>> find(InviteId invite) {
    return database
        .run(FIND, Tuple.of(invite.workspace(), invite.number()))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(reader(rows.iterator().next())));
  }

  private static final String END = """
      with reader as (
        select workspace_id, lower(recipient) as email, invite_id from survey_invites
        where workspace_id = $1::int and invite_id = $2::bigint and recipient is not null
      ), before as (
        select s.email, s.reason, s.detail from suppressions s join reader using (workspace_id, email)
      ), ended as (
        insert into suppressions (workspace_id, email, reason, invite_id)
        select workspace_id, email, 'unsubscribed', invite_id from reader
        on conflict (workspace_id, email) do update set reason = excluded.reason, at = excluded.at, detail = null,
          provider = null, invite_id = excluded.invite_id
        where suppressions.reason not in ('unsubscribed', 'complained')
        returning workspace_id, email)
      insert into audit (workspace_id, who, what, before, after)
      select workspace_id, 'customer', 'unsubscribed',
        (select jsonb_build_object('email', email, 'reason', reason, 'detail', detail) from before),
        jsonb_build_object('email', email, 'reason', 'unsubscribed')
      from ended
      """;

  /**
   * Sends the reader nothing any more. The workspace's lock waits for hand-overs that are about to begin, so none begins
   * once this answered. Whether it was news.
   */
  public Future<Boolean> end(InviteId invite) {
    return change(invite, END);
  }

  private static final String RESUME = """
      with resumed as (
        delete from suppressions s using survey_invites i
        where i.workspace_id = $1::int and i.invite_id = $2::bigint
          and s.workspace_id = i.workspace_id and s.email = lower(i.recipient) and s.reason = 'unsubscribed'
        returning s.workspace_id, s.email)
      insert into audit (workspace_id, who, what, before)
      select workspace_id, 'customer', 'subscribed again', jsonb_build_object('email', email) from resumed
      """;

  /** Takes back what the reader said by {@link #end}, and nothing else. Whether it was news. */
  public Future<Boolean> resume(InviteId invite) {
    return change(invite, RESUME);
  }

  private Future<Boolean> change(InviteId invite, String sql) {
    return database.inTransaction(tx -> Workspaces.lock(tx, invite.workspace())
        .compose(locked -> tx.run(sql, Tuple.of(invite.workspace(), invite.number())))
        .map(rows -> rows.rowCount() > 0));
  }

  private static Reader reader(Row row) {
    var settings = Workspaces.settings(row.getString("settings"));
    return new Reader(
        row.getString("name"),
        settings,
        Customers.language(row, settings),
        row.getString("reason"));
  }
}
