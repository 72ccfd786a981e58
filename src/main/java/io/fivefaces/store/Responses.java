package io.fivefaces.store;

import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Language;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;

/** The customers' answers; at most one per invite, and the first stays. */
public final class Responses {

  /** What a survey link leads to, in the language that its customer would be asked in now. */
  public record Asked(
      Kind kind,
      ConversationId conversation,
      String customerRef,
      String workspaceName,
      String brandColor,
      String logoUrl,
      Language language,
      boolean answered) {}

  /** What became of an answer. */
  public sealed interface Answer {
    record Recorded(Instant respondedAt) implements Answer {}

    record AlreadyAnswered() implements Answer {}

    record NotAsked() implements Answer {}
  }

  /** What became of a comment that came after its answer. */
  public sealed interface Commented {
    record Added() implements Commented {}

    record HasOne() implements Commented {}

    record NotAnswered() implements Commented {}
  }

  private final Database database;

  public Responses(Database database) {
    this.database = database;
  }

  private static final OfEachKind ASKED = new OfEachKind("""
      select i.kind, i.workspace_id, i.source_id, i.conversation_ref as ref, i.customer_ref, w.name as workspace_name,
        w.settings::text as settings, cu.locale as customer_locale, c.locale as conversation_locale,
        r.invite_id is not null as answered
      from survey_invites i
      join workspaces w on w.workspace_id = i.workspace_id
      join conversations c
        on c.workspace_id = i.workspace_id and c.source_id = i.source_id and c.ref = i.conversation_ref
      left join customers cu
        on cu.workspace_id = i.workspace_id and cu.source_id = i.source_id and cu.ref = i.customer_ref
      left join {responses} r on r.workspace_id = i.workspace_id and r.invite_id = i.invite_id
      where i.workspace_id = $1::int and i.invite_id = $2::bigint and i.kind = $3::text and i.epoch > 0
        and i.channel <> 'slack'
      """);

  /**
   * What the invite asked; empty where it is of another kind or never went out, and where it went to Slack: whoever is in the channel can read
   * its token there, and only a tap tells who answers.
   */
  public Future<Optional<Asked>> asked(InviteId invite, Kind kind) {
    return database
        .run(ASKED.of(kind), Tuple.of(invite.workspace(), invite.number(), kind.toString()))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(asked(rows.iterator().next())));
  }

  private static final OfEachKind RECORD = new OfEachKind("""
      with asked as (
        select i.workspace_id, i.invite_id, i.source_id, i.conversation_ref, i.sent_at from survey_invites i
        join conversations c
          on c.workspace_id = i.workspace_id and c.source_id = i.source_id and c.ref = i.conversation_ref
        where i.workspace_id = $1::int and i.invite_id = $2::bigint and i.kind = $7::text and i.epoch > 0
        for share of c
      ), recorded as (
        insert into {responses}
          (workspace_id, invite_id, source_id, conversation_ref, score, comment, view, responded_at)
        select workspace_id, invite_id, source_id, conversation_ref, $3::smallint, $4::text, $5::text,
          coalesce($6::timestamptz, moment())
        from asked
        on conflict (workspace_id, invite_id) do nothing
        returning workspace_id, invite_id, responded_at
      ), confirmed as (
        delete from suspected_responses s using recorded
        where s.workspace_id = recorded.workspace_id and s.invite_id = recorded.invite_id and s.offered = $5::text
      ), evident as (
        update survey_invites i set state = 'sent', sent_at = recorded.responded_at, reason = null
        from recorded
        where i.workspace_id = recorded.workspace_id and i.invite_id = recorded.invite_id and i.state in ('sending', 'unknown')
        returning i.workspace_id, i.kind, i.source_id, i.conversation_ref, i.sent_at
      ), marked as (
        insert into stale_days (workspace_id, day)
        select distinct workspace_id, (at at time zone 'UTC')::date
        from (
          select workspace_id, responded_at as at from recorded
          union all select recorded.workspace_id, asked.sent_at from recorded, asked where asked.sent_at is not null
          union all select workspace_id, sent_at from evident
          union all
            select c.workspace_id, c.ended_at from evident
            join conversations c
              on c.workspace_id = evident.workspace_id and c.source_id = evident.source_id
              and c.ref = evident.conversation_ref
            where evident.kind = 'csat' and c.ended_at is not null) as stale)
      select (select count(*) from asked)::int as asked, (select responded_at from recorded) as responded_at
      """);

  /**
   * Records an answer to a CSAT survey unless there is one. An answer to an invite of which nobody knew whether it arrived is the
   * evidence that it did.
   */
  public Future<Answer> record(InviteId invite, int score, String comment) {
    return record(invite, Kind.CSAT, score, comment, null);
  }

  /**
   * As {@link #record(InviteId, int, String)}, of a survey of this kind, from a page view; a suspected answer that it
   * confirms is done with.
   */
  public Future<Answer> record(InviteId invite, Kind kind, int score, String comment, String view) {
    return database
        .run(RECORD.of(kind), row(invite, kind, score, comment, view, null))
        .map(Responses::answer);
  }

  /** As {@link #record(InviteId, int, String)}, of an answer that was given at another time. */
  Future<Answer> record(Tx tx, InviteId invite, Kind kind, int score, String comment, Instant at) {
    return tx.run(RECORD.of(kind), row(invite, kind, score, comment, null, at))
        .map(Responses::answer);
  }

  private static Tuple row(
      InviteId invite, Kind kind, int score, String comment, String view, Instant at) {
    return Tuple.of(
        invite.workspace(),
        invite.number(),
        (short) score,
        comment,
        view,
        Rows.time(at),
        kind.toString());
  }

  private static Answer answer(Iterable<Row> rows) {
    var row = rows.iterator().next();
    if (row.getInteger("asked") == 0) {
      return new Answer.NotAsked();
    }
    var respondedAt = Rows.time(row, "responded_at");
    return respondedAt == null ? new Answer.AlreadyAnswered() : new Answer.Recorded(respondedAt);
  }

  private static final String COMMENT = """
      with added as (
        update csat_responses set comment = $3::text
        where workspace_id = $1::int and invite_id = $2::bigint and comment is null
        returning invite_id)
      select (select count(*) from added)::int as added, count(*)::int as answered
      from csat_responses where workspace_id = $1::int and invite_id = $2::bigint
      """;

  /** Adds a comment to an answer in the chat or in Slack, given without one; the first comment stays. */
  public Future<Commented> comment(InviteId invite, String comment) {
    return database
        .run(COMMENT, Tuple.of(invite.workspace(), invite.number(), comment))
        .map(rows -> {
          var row = rows.iterator().next();
          if (row.getInteger("answered") == 0) {
            return new Commented.NotAnswered();
          }
          return row.getInteger("added") == 0 ? new Commented.HasOne() : new Commented.Added();
        });
  }

  private static Asked asked(Row row) {
    var settings = Workspaces.settings(row.getString("settings"));
    return new Asked(
        Kind.parse(row.getString("kind")).orElseThrow(),
        Conversations.id(row),
        row.getString("customer_ref"),
        row.getString("workspace_name"),
        settings.brandColor(),
        settings.logoUrl(),
        Customers.language(row, settings),
        row.getBoolean("answered"));
  }
}
