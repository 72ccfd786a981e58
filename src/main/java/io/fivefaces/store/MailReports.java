package io.fivefaces.store;

import io.fivefaces.domain.MailReport;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/**
 * What mail services tell of our mails: kept with the invite, and whoever cannot or will not be written to is
 * suppressed. Told twice or in any order, it comes to the same.
 */
public final class MailReports {

  /** What became of a report. */
  public enum Outcome {
    TAKEN,
    /** It is about no mail of ours to that address. */
    UNMATCHED,
    /** Its token was used before. */
    REPLAYED
  }

  private final Database database;
  private final StaleDays staleDays;

  public MailReports(Database database, StaleDays staleDays) {
    this.database = database;
    this.staleDays = staleDays;
  }

  /**
   * Keeps a report and all that follows from it, or nothing.
   *
   * @param token what makes the report good only once, or null
   */
  public Future<Outcome> take(String provider, MailReport report, String token) {
    return database.inTransaction(tx -> use(tx, token).compose(fresh -> {
      if (!fresh) {
        return Future.succeededFuture(Outcome.REPLAYED);
      }
      return report.about() == null
          ? tellOfRecipient(tx, provider, report)
          : tellOfInvite(tx, provider, report);
    }));
  }

  private static final String USE = """
      with over as (
        delete from webhook_tokens where token in (
          select token from webhook_tokens where expires_at < moment() limit 50 for update skip locked))
      insert into webhook_tokens (token, expires_at) values ($1::text, moment() + interval '1 hour')
      on conflict (token) do nothing returning token
      """;

  /** Whether the token was never used before; from now on it was. */
  private static Future<Boolean> use(Tx tx, String token) {
    return token == null
        ? Future.succeededFuture(true)
        : tx.run(USE, Tuple.of(token)).map(rows -> rows.size() == 1);
  }

  /**
   * Waits for hand-overs that are about to begin, so that none begins once a suppression is told of; settings before
   * conversation before invite, as everybody locks.
   */
  private static Future<Void> lockSettings(Tx tx, MailReport report) {
    return switch (report.kind()) {
      case ACCEPTED, DELIVERED -> Future.succeededFuture();
      case BOUNCED, COMPLAINED, UNSUBSCRIBED ->
        Workspaces.lock(tx, report.about().invite().workspace());
    };
  }

  /** The first bounce and the first complaint of an invite suppress, and none after. */
  private static final String TELL = """
      with asked as (
        select i.workspace_id, i.invite_id, i.state in ('sending', 'unknown') as in_doubt,
          case $5::text when 'bounced' then i.bounced_at is null when 'complained' then i.complained_at is null
            when 'unsubscribed' then true else false end as suppresses,
          -- clocks differ: never before it left, never in the future
          greatest(i.issued_at, least(coalesce($6::timestamptz, moment()), moment())) as at
        from survey_invites i
        join conversations c
          on c.workspace_id = i.workspace_id and c.source_id = i.source_id and c.ref = i.conversation_ref
        where i.workspace_id = $1::int and i.invite_id = $2::bigint and i.epoch >= $3::int and lower(i.recipient) = $4::text
        for share of c for no key update of i
      ), told as (
        update survey_invites i set
          delivered_at = case when $5::text = 'delivered' then least(i.delivered_at, asked.at) else i.delivered_at end,
          bounce_reason = case when $5::text = 'bounced' and (
              i.bounced_at is null or asked.at < i.bounced_at or asked.at = i.bounced_at and $7::text < i.bounce_reason)
            then $7::text else i.bounce_reason end,
          bounced_at = case when $5::text = 'bounced' then least(i.bounced_at, asked.at) else i.bounced_at end,
          complained_at = case when $5::text = 'complained' then least(i.complained_at, asked.at) else i.complained_at end,
          state = case when asked.in_doubt then 'sent' else i.state end,
          sent_at = case when asked.in_doubt then greatest(i.due_at, asked.at) else i.sent_at end,
          reason = case when asked.in_doubt then null else i.reason end
        from asked
        where i.workspace_id = asked.workspace_id and i.invite_id = asked.invite_id
          and (asked.in_doubt or $5::text <> 'accepted')
      ), suppressed as (
        insert into suppressions (workspace_id, email, reason, detail, provider, invite_id)
        select workspace_id, $4::text, $5::text, $7::text, $8::text, invite_id from asked where suppresses
        on conflict (workspace_id, email) do update set reason = excluded.reason, detail = excluded.detail,
          provider = excluded.provider, invite_id = excluded.invite_id
        where suppression_rank(excluded.reason) < suppression_rank(suppressions.reason))
      select in_doubt from asked
      """;

  private Future<Outcome> tellOfInvite(Tx tx, String provider, MailReport report) {
    var invite = report.about().invite();
    var parameters = Tuple.of(
        invite.workspace(),
        invite.number(),
        report.about().epoch(),
        report.recipient().folded(),
        report.kind().toString(),
        Rows.time(report.at()),
        report.detail(),
        provider);
    return lockSettings(tx, report).compose(locked -> tx.run(TELL, parameters)).compose(rows -> {
      if (rows.size() == 0) {
        return Future.succeededFuture(Outcome.UNMATCHED);
      }
      return rows.iterator().next().getBoolean("in_doubt")
          ? staleDays.markInvite(tx, invite.workspace(), invite.number()).map(Outcome.TAKEN)
          : Future.succeededFuture(Outcome.TAKEN);
    });
  }

  /** In every workspace that ever wrote to exactly this address. */
  private static final String TELL_OF_RECIPIENT = """
      with mailed as (
        select w.workspace_id from workspaces w
        where exists (
          select from survey_invites i where i.workspace_id = w.workspace_id and lower(i.recipient) = $1::text)
        order by w.workspace_id limit 1000 for no key update of w
      ), suppressed as (
        insert into suppressions (workspace_id, email, reason, detail, provider)
        select workspace_id, $1::text, $2::text, $3::text, $4::text from mailed
        on conflict (workspace_id, email) do update set reason = excluded.reason, detail = excluded.detail,
          provider = excluded.provider, invite_id = null
        where suppression_rank(excluded.reason) < suppression_rank(suppressions.reason))
      select count(*)::int as mailed from mailed
      """;

  private static Future<Outcome> tellOfRecipient(Tx tx, String provider, MailReport report) {
    return switch (report.kind()) {
      // of which mail nobody can tell
      case ACCEPTED, DELIVERED -> Future.succeededFuture(Outcome.UNMATCHED);
      case BOUNCED, COMPLAINED, UNSUBSCRIBED ->
        tx.run(
                TELL_OF_RECIPIENT,
                Tuple.of(
                    report.recipient().folded(),
                    report.kind().toString(),
                    report.detail(),
                    provider))
            .map(rows -> mailed(rows.iterator().next()) ? Outcome.TAKEN : Outcome.UNMATCHED);
    };
  }

  private static boolean mailed(Row row) {
    return row.getInteger("mailed") > 0;
  }
}
