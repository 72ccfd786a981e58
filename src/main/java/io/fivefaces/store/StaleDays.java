package io.fivefaces.store;

import io.fivefaces.domain.ConversationId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Marks of the days whose rollup must be recounted, written in the transaction that made them stale. */
public final class StaleDays {

  /** A UTC day of a workspace. */
  public record Day(int workspace, LocalDate date) {
    public static Day of(int workspace, Instant time) {
      return new Day(workspace, LocalDate.ofInstant(time, ZoneOffset.UTC));
    }
  }

  private static final String MARK = """
      insert into stale_days (workspace_id, day)
      select distinct workspace_id, day from unnest($1::int[], $2::text[]::date[]) as stale (workspace_id, day)
      """;

  public Future<Void> mark(Tx tx, Collection<Day> days) {
    if (days.isEmpty()) {
      return Future.succeededFuture();
    }
    return tx.run(MARK, columns(days)).mapEmpty();
  }

  // one recount of a day at a time, and each by a snapshot taken after the lock
  private static final String LOCK = """
      select workspace_id, day from unnest($1::int[], $2::text[]::date[]) as stale (workspace_id, day)
      where pg_try_advisory_xact_lock(workspace_id, day - date '2000-01-01')
      """;

  /** Those of these days that nobody else recounts, which nobody else does from now until the transaction ends. */
  Future<Set<Day>> lock(Tx tx, Collection<Day> days) {
    return tx.run(LOCK, columns(days)).map(StaleDays::days);
  }

  /** The days of rows, each once. */
  static Set<Day> days(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Day(row.getInteger("workspace_id"), row.getLocalDate("day")))
        .collect(Collectors.toSet());
  }

  private static Tuple columns(Collection<Day> days) {
    return new Rows<>(days).number(Day::workspace).text(Day::date).columns();
  }

  private static final String MARK_ANSWERS = """
      insert into stale_days (workspace_id, day)
      select distinct r.workspace_id, (r.responded_at at time zone 'UTC')::date
      from unnest($1::int[], $2::int[], $3::text[]) as wanted (workspace_id, source_id, ref)
      join csat_responses r
        on r.workspace_id = wanted.workspace_id and r.source_id = wanted.source_id
        and r.conversation_ref = wanted.ref
      """;

  /** Marks the days on which these conversations were rated: their ratings belong to another agent now. */
  public Future<Void> markAnswersOf(Tx tx, Collection<ConversationId> conversations) {
    return conversations.isEmpty()
        ? Future.succeededFuture()
        : tx.run(MARK_ANSWERS, Conversations.keys(conversations)).mapEmpty();
  }

  private static final String MARK_INVITE = """
      insert into stale_days (workspace_id, day)
      select distinct i.workspace_id, (stale.at at time zone 'UTC')::date
      from survey_invites i
      join conversations c
        on c.workspace_id = i.workspace_id and c.source_id = i.source_id and c.ref = i.conversation_ref
      cross join lateral (values (i.sent_at), (case i.kind when 'csat' then c.ended_at end)) as stale (at)
      where i.workspace_id = $1::int and i.invite_id = $2::bigint and stale.at is not null
      """;

  /** Marks the day an invite was sent, and for CSAT the day its conversation ended. */
  Future<Void> markInvite(Tx tx, int workspace, long invite) {
    return tx.run(MARK_INVITE, Tuple.of(workspace, invite)).mapEmpty();
  }
}
