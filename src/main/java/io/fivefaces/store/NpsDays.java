package io.fivefaces.store;

import io.fivefaces.domain.Kind;
import io.fivefaces.domain.NpsTotals;
import io.fivefaces.domain.Quarter;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The daily rollup of NPS, recounted with that of CSAT. An answer belongs to the quarter of its invite, whatever day it
 * comes on; reading a quarter costs its days, not its answers.
 */
public final class NpsDays {

  /**
   * A quarter and those before it.
   *
   * @param quarters each with its totals, none missing, the oldest first
   * @param daily the answers to the last one's invites, of each day that has any
   */
  public record Counted(
      NavigableMap<Quarter, NpsTotals> quarters, NavigableMap<LocalDate, NpsTotals> daily) {}

  /** Counts by score as they are read, before they are totals. */
  private static final class Tally {
    private final long[] byScore = new long[Kind.NPS.scores().size()];
    private long sent;
    private long answered;

    NpsTotals totals() {
      return new NpsTotals(LongStream.of(byScore).boxed().toList(), sent, answered);
    }
  }

  private final Database database;

  public NpsDays(Database database) {
    this.database = database;
  }

  private static final String RECOUNT_SCORES = """
      with counted as (
        select quarter, score, count(*)::int as responses from nps_responses
        where workspace_id = $1::int and responded_at >= $2::date and responded_at < $2::date + 1
        group by quarter, score
      ), gone as (
        delete from nps_day_scores d where d.workspace_id = $1::int and d.day = $2::date
          and not exists (select from counted c where c.quarter = d.quarter and c.score = d.score))
      insert into nps_day_scores (workspace_id, day, quarter, score, responses)
      select $1::int, $2::date, quarter, score, responses from counted
      on conflict (workspace_id, quarter, day, score) do update set responses = excluded.responses
      """;

  private static final String RECOUNT_INVITES = """
      with counted as (
        select i.quarter, count(*)::int as sent, count(r.invite_id)::int as answered
        from survey_invites i
        -- each looked up by its key, however many answers there are of other days
        left join lateral (
          select invite_id from nps_responses where workspace_id = $1::int and invite_id = i.invite_id
          offset 0) as r on true
        where i.workspace_id = $1::int and i.kind = 'nps' and i.sent_at >= $2::date and i.sent_at < $2::date + 1
        group by i.quarter
      ), gone as (
        delete from nps_day_invites d where d.workspace_id = $1::int and d.day = $2::date
          and not exists (select from counted c where c.quarter = d.quarter))
      insert into nps_day_invites (workspace_id, day, quarter, sent, answered)
      select $1::int, $2::date, quarter, sent, answered from counted
      on conflict (workspace_id, quarter, day) do update set sent = excluded.sent, answered = excluded.answered
      """;

  /** Recounts a day whose lock is held, for every quarter that has anything on it. */
  static Future<Void> recount(Tx tx, StaleDays.Day day) {
    var key = Tuple.of(day.workspace(), day.date());
    return tx.run(RECOUNT_SCORES, key)
        .compose(done -> tx.run(RECOUNT_INVITES, key))
        .mapEmpty();
  }

  private static final String SCORES = """
      select quarter, score, sum(responses)::bigint as responses from nps_day_scores
      where workspace_id = $1::int and quarter between $2::text and $3::text group by quarter, score
      """;

  private static final String INVITES = """
      select quarter, sum(sent)::bigint as sent, sum(answered)::bigint as answered from nps_day_invites
      where workspace_id = $1::int and quarter between $2::text and $3::text group by quarter
      """;

  private static final String DAILY = """
      select day, score, responses::bigint as responses from nps_day_scores
      where workspace_id = $1::int and quarter = $2::text order by day, score
      """;

  /** What the quarters of a workspace hold from one up to another. */
  public Future<Counted> count(int workspace, Quarter first, Quarter last) {
    var span = Tuple.of(workspace, first.toString(), last.toString());
    var scores = database.run(SCORES, span);
    var invites = database.run(INVITES, span);
    var daily = database.run(DAILY, Tuple.of(workspace, last.toString()));
    return Future.all(scores, invites, daily)
        .map(all -> new Counted(
            quarters(first, last, scores.result(), invites.result()), days(daily.result())));
  }

  private static NavigableMap<Quarter, NpsTotals> quarters(
      Quarter first, Quarter last, RowSet<Row> scores, RowSet<Row> invites) {
    var tallies = new TreeMap<Quarter, Tally>();
    for (var quarter = first; quarter.compareTo(last) <= 0; quarter = quarter.next()) {
      tallies.put(quarter, new Tally());
    }
    scores.forEach(row -> add(row, tallies.get(quarter(row))));
    invites.forEach(row -> {
      var tally = tallies.get(quarter(row));
      tally.sent = row.getLong("sent");
      tally.answered = row.getLong("answered");
    });
    return totals(tallies);
  }

  private static NavigableMap<LocalDate, NpsTotals> days(RowSet<Row> daily) {
    var tallies = new TreeMap<LocalDate, Tally>();
    daily.forEach(
        row -> add(row, tallies.computeIfAbsent(row.getLocalDate("day"), day -> new Tally())));
    return totals(tallies);
  }

  private static <K extends Comparable<? super K>> NavigableMap<K, NpsTotals> totals(
      Map<K, Tally> tallies) {
    var totals = new TreeMap<K, NpsTotals>();
    tallies.forEach((key, tally) -> totals.put(key, tally.totals()));
    return totals;
  }

  private static void add(Row row, Tally tally) {
    tally.byScore[row.getShort("score")] = row.getLong("responses");
  }

  private static Quarter quarter(Row row) {
    return Quarter.parse(row.getString("quarter")).orElseThrow();
  }
}
