package io.fivefaces.store;

import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Suspicion;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The answers that may be a machine's: kept aside, not counted, until a person counts them. */
public final class Suspects {

  /**
   * An answer to be kept aside.
   *
   * @param view the page view it came from, null for none
   * @param offered the view of the page that asked for one more press, null where none did
   */
  public record Kept(
      Kind kind, int score, String comment, Suspicion reason, String view, String offered) {}

  /** An answer that was kept aside; countedAt is null unless a person counted it. */
  public record Suspected(
      long id,
      InviteId invite,
      Kind kind,
      String conversation,
      int source,
      int score,
      String comment,
      Suspicion reason,
      Instant at,
      Instant countedAt) {}

  /** What became of a person's decision. */
  public sealed interface Decided {
    record Done(Suspected suspected) implements Decided {}

    /** It stands already as it should, or the invite has another counted answer. */
    record Refused(Suspected suspected) implements Decided {}

    record Unknown() implements Decided {}
  }

  /** While it was decided on, whoever sent it pressed the button again, which replaced it. */
  private static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** As many as are kept of one invite, or a few more where they come at the same moment. */
  public static final int MOST = 20;

  private final Database database;
  private final Responses responses;

  public Suspects(Database database, Responses responses) {
    this.database = database;
    this.responses = responses;
  }

  // whoever presses again takes the place of what they pressed before; a program's repetition is no
  // other answer
  private static final OfEachKind KEEP = new OfEachKind("""
      with before as (
        delete from suspected_responses
        where workspace_id = $1::int and invite_id = $2::bigint and offered = $6::text and counted_at is null
      )
      insert into suspected_responses (workspace_id, invite_id, kind, score, comment, reason, view, offered)
      select $1::int, $2::bigint, $9::text, $3::smallint, $4::text, $5::text, $6::text, $7::text
      where (
          select count(*) from suspected_responses
          where workspace_id = $1::int and invite_id = $2::bigint
            and ($6::text is null or offered is distinct from $6::text)) < $8::int
        and not exists (
          select from {responses} r
          where r.workspace_id = $1::int and r.invite_id = $2::bigint and r.view is null and $6::text is null
            and $5::text = 'already_answered' and r.score = $3::smallint and r.comment is not distinct from $4::text)
      """);

  /** Keeps an answer aside, unless the invite has as many as are kept. */
  public Future<Void> keep(InviteId invite, Kept kept) {
    return database
        .run(
            KEEP.of(kept.kind()),
            Tuple.of(
                invite.workspace(),
                invite.number(),
                (short) kept.score(),
                kept.comment(),
                kept.reason().toString(),
                kept.view(),
                kept.offered(),
                MOST,
                kept.kind().toString()))
        .mapEmpty();
  }

  private static final String MARK_TAKEN = """
      , marked as (
        insert into stale_days (workspace_id, day)
        select distinct taken.workspace_id, (stale.at at time zone 'UTC')::date
        from taken
        join survey_invites i on i.workspace_id = taken.workspace_id and i.invite_id = taken.invite_id
        cross join lateral (values (taken.responded_at), (i.sent_at)) as stale (at)
        where stale.at is not null)
      """;

  private static final OfEachKind RECALL = new OfEachKind("""
      with taken as (
        delete from {responses}
        where workspace_id = $1::int and invite_id = $2::bigint and view = $3::text
        returning workspace_id, invite_id, score, comment, view, responded_at
      )
      """ + MARK_TAKEN + """
      insert into suspected_responses (workspace_id, invite_id, kind, score, comment, reason, at, view)
      select workspace_id, invite_id, $5::text, score, comment, $4::text, responded_at, view from taken
      """);

  /** Puts the counted answer that came from this page view aside; says whether it was there. */
  public Future<Boolean> recall(InviteId invite, Kind kind, String view, Suspicion reason) {
    return database
        .run(
            RECALL.of(kind),
            Tuple.of(invite.workspace(), invite.number(), view, reason.toString(), kind.toString()))
        .map(rows -> rows.rowCount() > 0);
  }

  private static final String SELECT = """
      select s.workspace_id, s.suspected_id, s.invite_id, s.kind, i.conversation_ref, i.source_id, s.score, s.comment, s.reason,
        s.at, s.counted_at
      from suspected_responses s
      join survey_invites i on i.workspace_id = s.workspace_id and i.invite_id = s.invite_id
      """;

  private static final String NEWEST = SELECT + """
      where s.workspace_id = $1::int and s.suspected_id < $2::bigint
      order by s.suspected_id desc limit $3::int
      """;

  private static final String NEWEST_OF_KIND = SELECT + """
      where s.workspace_id = $1::int and s.suspected_id < $2::bigint and s.kind = $4::text
      order by s.suspected_id desc limit $3::int
      """;

  /** The newest of a workspace whose ids are below this one; of this kind, or where none is given of all. */
  public Future<List<Suspected>> newest(int workspace, Optional<Kind> kind, long below, int most) {
    return kind.map(
            one -> database.run(NEWEST_OF_KIND, Tuple.of(workspace, below, most, one.toString())))
        .orElseGet(() -> database.run(NEWEST, Tuple.of(workspace, below, most)))
        .map(Suspects::list);
  }

  private static final String OF_CONVERSATION = SELECT + """
      where i.workspace_id = $1::int and i.source_id = $2::int and i.conversation_ref = $3::text and i.kind = 'csat'
      order by s.suspected_id desc limit $4::int
      """;

  /** Those of a conversation, newest first. */
  public Future<List<Suspected>> of(ConversationId conversation) {
    return database
        .run(
            OF_CONVERSATION,
            Tuple.of(conversation.workspace(), conversation.source(), conversation.ref(), MOST))
        .map(Suspects::list);
  }

  private static final String FIND = SELECT + """
      where s.workspace_id = $1::int and s.suspected_id = $2::bigint
      """;

  /** Counts it as the invite's answer, given when it was given, unless there is one. Audited. */
  public Future<Decided> count(int workspace, long id, String who) {
    return decided(tx -> find(tx, workspace, id).compose(found -> {
      if (found.isEmpty()) {
        return Future.succeededFuture(new Decided.Unknown());
      }
      var suspected = found.get();
      return responses
          .record(
              tx,
              suspected.invite(),
              suspected.kind(),
              suspected.score(),
              suspected.comment(),
              suspected.at())
          .compose(answer -> answer instanceof Responses.Answer.Recorded
              ? settle(tx, suspected, true, who)
              : Future.succeededFuture(new Decided.Refused(suspected)));
    }));
  }

  private static final OfEachKind TAKE_BACK = new OfEachKind("""
      with taken as (
        delete from {responses} r using suspected_responses s
        where s.workspace_id = $1::int and s.suspected_id = $2::bigint and s.counted_at is not null
          and r.workspace_id = s.workspace_id and r.invite_id = s.invite_id
        returning r.workspace_id, r.invite_id, r.responded_at
      )
      """ + MARK_TAKEN + """
      select invite_id from taken
      """);

  /** Takes the counting back: the invite has no answer any more. Audited. */
  public Future<Decided> uncount(int workspace, long id, String who) {
    return decided(tx -> find(tx, workspace, id).compose(found -> {
      if (found.isEmpty()) {
        return Future.succeededFuture(new Decided.Unknown());
      }
      var suspected = found.get();
      return tx.run(TAKE_BACK.of(suspected.kind()), Tuple.of(workspace, id))
          .compose(taken -> taken.size() > 0
              ? settle(tx, suspected, false, who)
              : Future.succeededFuture(new Decided.Refused(suspected)));
    }));
  }

  private Future<Decided> decided(Function<Tx, Future<Decided>> steps) {
    return database
        .inTransaction(steps)
        .recover(failure -> failure instanceof Overtaken
            ? Future.succeededFuture(new Decided.Unknown())
            : Future.failedFuture(failure));
  }

  private static final String SETTLE = """
      with settled as (
        update suspected_responses set counted_at = case when $3::bool then moment() end
        where workspace_id = $1::int and suspected_id = $2::bigint and (counted_at is null) = $3::bool
        returning workspace_id, suspected_id
      )
      insert into audit (workspace_id, who, what, before, after)
      select workspace_id, $4::text, 'suspected ' || suspected_id,
        jsonb_build_object('counted', not $3::bool), jsonb_build_object('counted', $3::bool)
      from settled
      """;

  private Future<Decided> settle(Tx tx, Suspected suspected, boolean counted, String who) {
    int workspace = suspected.invite().workspace();
    return tx.run(SETTLE, Tuple.of(workspace, suspected.id(), counted, who))
        .compose(done -> find(tx, workspace, suspected.id()))
        .map(found -> new Decided.Done(found.orElseThrow(Overtaken::new)));
  }

  private static Future<Optional<Suspected>> find(Tx tx, int workspace, long id) {
    return tx.run(FIND, Tuple.of(workspace, id)).map(rows -> list(rows).stream().findFirst());
  }

  private static List<Suspected> list(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Suspected(
            row.getLong("suspected_id"),
            new InviteId(row.getInteger("workspace_id"), row.getLong("invite_id")),
            Kind.parse(row.getString("kind")).orElseThrow(),
            row.getString("conversation_ref"),
            row.getInteger("source_id"),
            row.getShort("score"),
            row.getString("comment"),
            Suspicion.parse(row.getString("reason")),
            Rows.time(row, "at"),
            Rows.time(row, "counted_at")))
        .toList();
  }
}
