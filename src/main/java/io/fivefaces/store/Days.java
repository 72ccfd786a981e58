package io.fivefaces.store;

import io.fivefaces.domain.Rating;
import io.fivefaces.domain.Totals;
import io.fivefaces.domain.Window;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The daily rollup. A stale day is recounted from the raw rows, never incremented, so it always equals a recount;
 * reading a window costs its days, not its answers.
 */
public final class Days {

  /** The answers of one day with one score. */
  public record Scored(LocalDate day, int score, long responses) {}

  /** An agent's answers in a window; no name is {@code Unattributed}. */
  public record Agent(String agent, long responses, double average) {}

  /**
   * What a window holds: everything the card and the charts need.
   *
   * @param agents those with the most answers
   * @param agentsInAll how many agents have any
   */
  public record Counted(
      Totals totals,
      Map<LocalDate, Totals> daily,
      List<Agent> agents,
      long agentsInAll,
      Map<String, Long> outcomes) {}

  public static final String UNATTRIBUTED = "Unattributed";

  private static final int MOST_MARKS = 5000;
  private static final int MOST_AGENTS = 200;

  private final Database database;
  private final StaleDays stale = new StaleDays();

  public Days(Database database) {
    this.database = database;
  }

  private static final String TAKE_MARKS = """
      delete from stale_days using (
        select workspace_id, mark_id from stale_days order by workspace_id, mark_id limit $1::int
        for update skip locked) as taken
      where stale_days.workspace_id = taken.workspace_id and stale_days.mark_id = taken.mark_id
      returning stale_days.workspace_id, stale_days.day
      """;

  // a day of a million surveys takes seconds
  private static final String TAKE_LONGER = "select set_config('statement_timeout', '60s', true)";

  /** What a round of recounting did. */
  public record Recounted(int days, Set<Integer> workspaces) {}

  /** Recounts some stale days; one that another node is at stays stale. */
  public Future<Recounted> recountStale() {
    return database.inTransaction(tx -> tx.run(TAKE_MARKS, Tuple.of(MOST_MARKS)).compose(rows -> {
      var days = StaleDays.days(rows);
      return days.isEmpty()
          ? Future.succeededFuture(new Recounted(0, Set.of()))
          : stale.lock(tx, days).compose(ours -> recount(tx, days, ours));
    }));
  }

  private Future<Recounted> recount(Tx tx, Set<StaleDays.Day> days, Set<StaleDays.Day> ours) {
    Future<?> steps = tx.run(TAKE_LONGER, Tuple.tuple());
    for (var day : ours) {
      steps = steps.compose(done -> recount(tx, day));
    }
    var others = days.stream().filter(day -> !ours.contains(day)).toList();
    return steps
        .compose(done -> stale.mark(tx, others))
        .map(done -> new Recounted(
            ours.size(), ours.stream().map(StaleDays.Day::workspace).collect(Collectors.toSet())));
  }

  private static final String RECOUNT_SCORES = """
      with counted as (
        select score, count(*)::int as responses from csat_responses
        where workspace_id = $1::int and responded_at >= $2::date and responded_at < $2::date + 1
        group by score
      ), gone as (
        delete from day_scores where workspace_id = $1::int and day = $2::date
          and score not in (select score from counted))
      insert into day_scores (workspace_id, day, score, responses)
      select $1::int, $2::date, score, responses from counted
      on conflict (workspace_id, day, score) do update set responses = excluded.responses
      """;

  private static final String RECOUNT_AGENTS = """
      with counted as (
        select coalesce(c.resolver, 'Unattributed') as agent, count(*)::int as responses, sum(r.score)::int as score_sum
        from csat_responses r
        join conversations c
          on c.workspace_id = r.workspace_id and c.source_id = r.source_id and c.ref = r.conversation_ref
        where r.workspace_id = $1::int and r.responded_at >= $2::date and r.responded_at < $2::date + 1
        group by 1
      ), gone as (
        delete from day_agents where workspace_id = $1::int and day = $2::date
          and agent not in (select agent from counted))
      insert into day_agents (workspace_id, day, agent, responses, score_sum)
      select $1::int, $2::date, agent, responses, score_sum from counted
      on conflict (workspace_id, day, agent) do update set
        responses = excluded.responses, score_sum = excluded.score_sum
      """;

  private static final String RECOUNT_INVITES = """
      insert into day_invites (workspace_id, day, sent, answered)
      select $1::int, $2::date, count(*)::int, count(r.invite_id)::int
      from survey_invites i
      left join csat_responses r on r.workspace_id = i.workspace_id and r.invite_id = i.invite_id
      where i.workspace_id = $1::int and i.kind = 'csat' and i.sent_at >= $2::date and i.sent_at < $2::date + 1
      on conflict (workspace_id, day) do update set sent = excluded.sent, answered = excluded.answered
      """;

  private static final String RECOUNT_OUTCOMES = """
      with counted as (
        select coalesce(c.reason, i.state, 'scheduled') as outcome, count(*)::int as conversations
        from conversations c
        left join survey_invites i
          on i.workspace_id = c.workspace_id and i.source_id = c.source_id and i.conversation_ref = c.ref
          and i.kind = 'csat'
        where c.workspace_id = $1::int and c.ended_at >= $2::date and c.ended_at < $2::date + 1
        group by 1
      ), gone as (
        delete from day_outcomes where workspace_id = $1::int and day = $2::date
          and outcome not in (select outcome from counted))
      insert into day_outcomes (workspace_id, day, outcome, conversations)
      select $1::int, $2::date, outcome, conversations from counted
      on conflict (workspace_id, day, outcome) do update set conversations = excluded.conversations
      """;

  private Future<Void> recount(Tx tx, StaleDays.Day day) {
    var key = Tuple.of(day.workspace(), day.date());
    return tx.run(RECOUNT_SCORES, key)
        .compose(done -> tx.run(RECOUNT_AGENTS, key))
        .compose(done -> tx.run(RECOUNT_INVITES, key))
        .compose(done -> tx.run(RECOUNT_OUTCOMES, key))
        .compose(done -> NpsDays.recount(tx, day));
  }

  private static final String SCORES = """
      select day, score, responses from day_scores
      where workspace_id = $1::int and day between $2::date and $3::date order by day, score
      """;

  private static final String AGENTS = """
      select agent, sum(responses)::bigint as responses, sum(score_sum)::float8 / sum(responses) as average,
        count(*) over () as in_all
      from day_agents where workspace_id = $1::int and day between $2::date and $3::date
      group by agent order by responses desc, agent limit $4::int
      """;

  private static final String INVITES = """
      select coalesce(sum(sent), 0)::bigint as sent, coalesce(sum(answered), 0)::bigint as answered
      from day_invites where workspace_id = $1::int and day between $2::date and $3::date
      """;

  private static final String OUTCOMES = """
      select outcome, sum(conversations)::bigint as conversations from day_outcomes
      where workspace_id = $1::int and day between $2::date and $3::date group by outcome order by outcome
      """;

  /** What a window of a workspace holds. */
  public Future<Counted> count(int workspace, Window window) {
    var key = Tuple.of(workspace, window.from(), window.to());
    var scores = database.run(SCORES, key);
    var agents = database.run(AGENTS, Tuple.of(workspace, window.from(), window.to(), MOST_AGENTS));
    var invites = database.run(INVITES, key);
    var outcomes = database.run(OUTCOMES, key);
    return Future.all(scores, agents, invites, outcomes).map(all -> {
      var scored = new ArrayList<Scored>();
      scores
          .result()
          .forEach(row -> scored.add(new Scored(
              row.getLocalDate("day"), row.getShort("score"), row.getInteger("responses"))));
      var byAgent = new ArrayList<Agent>();
      agents
          .result()
          .forEach(row -> byAgent.add(new Agent(
              row.getString("agent"), row.getLong("responses"), row.getDouble("average"))));
      var byOutcome = new LinkedHashMap<String, Long>();
      outcomes
          .result()
          .forEach(row -> byOutcome.put(row.getString("outcome"), row.getLong("conversations")));
      var sent = invites.result().iterator().next();
      long closed = byOutcome.values().stream().mapToLong(Long::longValue).sum();
      return new Counted(
          totals(scored, sent.getLong("sent"), sent.getLong("answered"), closed),
          daily(scored, window),
          byAgent,
          byAgent.isEmpty() ? 0 : agents.result().iterator().next().getLong("in_all"),
          byOutcome);
    });
  }

  private static Map<LocalDate, Totals> daily(List<Scored> scored, Window window) {
    var byDay = new HashMap<LocalDate, List<Scored>>();
    scored.forEach(
        one -> byDay.computeIfAbsent(one.day(), day -> new ArrayList<>()).add(one));
    var daily = new LinkedHashMap<LocalDate, Totals>();
    window
        .from()
        .datesUntil(window.to().plusDays(1))
        .forEach(day -> daily.put(day, totals(byDay.getOrDefault(day, List.of()), 0, 0, 0)));
    return daily;
  }

  private static Totals totals(List<Scored> scored, long sent, long answered, long closed) {
    var byScore = new long[Rating.ALL.size()];
    scored.forEach(one -> byScore[one.score() - 1] += one.responses());
    return new Totals(LongStream.of(byScore).boxed().toList(), sent, answered, closed);
  }
}
