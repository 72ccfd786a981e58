package io.fivefaces.support;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold of the tables at rest, whatever happened before. */
public final class Invariants {

  private Invariants() {}

  /** Waits until nothing is under way, then checks every invariant. */
  public static void hold(TestApp app) {
    var database = app.database();
    app.until(
        "everything is projected, judged and counted",
        () -> database.count("select count(*) from event_batches where projected_at is null")
            + database.count("select count(*) from conversations where to_judge")
            + database.count("select count(*) from stale_days")
            + database.count(
                "select count(*) from survey_invites where state in ('claimed', 'sending')"),
        waiting -> waiting == 0);
    assertThat(database.rows(
            "select * from survey_invites where state in ('cancelled', 'failed', 'unknown')"
                + " and reason is null"))
        .as("ends without a reason")
        .isEmpty();
    assertThat(database.rows(
            "select * from survey_invites where state = 'scheduled' and next_try_at < moment()"))
        .as("overdue invites")
        .isEmpty();
    assertThat(database.rows("""
        select day, score, responses from day_scores
        except select (responded_at at time zone 'UTC')::date, score, count(*)::int from csat_responses group by 1, 2
        """)).as("days that differ from a recount").isEmpty();
    assertThat(database.rows("""
        select (responded_at at time zone 'UTC')::date, score, count(*)::int from csat_responses group by 1, 2
        except select day, score, responses from day_scores
        """)).as("answers that no day counts").isEmpty();
    assertThat(database.rows("""
        select * from (
          select workspace_id, (sent_at at time zone 'UTC')::date as day, count(*)::int as sent from survey_invites
          where sent_at is not null group by 1, 2) as recount
        left join day_invites using (workspace_id, day)
        where recount.sent is distinct from day_invites.sent
        """)).as("invites that differ from a recount").isEmpty();
    assertThat(database.rows("""
        select * from (
          select c.workspace_id, (c.ended_at at time zone 'UTC')::date as day,
            coalesce(c.reason, i.state, 'scheduled') as outcome, count(*)::int as recounted
          from conversations c
          left join survey_invites i
            on i.workspace_id = c.workspace_id and i.source_id = c.source_id and i.conversation_ref = c.ref
          where c.ended_at is not null group by 1, 2, 3) as recount
        full join day_outcomes using (workspace_id, day, outcome)
        where recounted is distinct from conversations
        """)).as("the funnel differs from a recount").isEmpty();
    assertThat(database.rows("""
        select c.ref from conversations c
        left join verdicts v
          on v.workspace_id = c.workspace_id and v.source_id = c.source_id and v.conversation_ref = c.ref
        where c.ended_at is not null group by c.workspace_id, c.source_id, c.ref having count(v.gate) <> 7
        """))
        .as("ended conversations without seven verdicts")
        .isEmpty();
  }
}
