package io.fivefaces.support;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of the tables at rest, whatever happened before. */
public final class Invariants {

  private Invariants() {}

  private static final Pattern INVITE =
      Pattern.compile("X-Fivefaces-Invite: ([0-9]+)\\.([0-9]+)\\.");

  private static final String WEBHOOKS_UNDER_WAY = """
      select count(*) from webhook_deliveries d join webhook_endpoints e using (workspace_id, endpoint_id)
      where e.removed_at is null and (d.claim_token is not null or d.asked_at is not null
        or e.paused_at is null and d.state = 'pending' and d.next_try_at <= moment())
      """;

  /** Waits until nothing is under way, then checks every invariant of the tables. */
  public static void hold(TestApp app) {
    hold(app, app.database());
  }

  /** As above, of a service on this database. */
  public static void hold(Caller app, TestDatabase database) {
    app.until(
        "everything is projected, judged and counted",
        () -> database.count("select count(*) from event_batches where projected_at is null")
            + database.count("select count(*) from conversations where to_judge")
            + database.count("select count(*) from stale_days")
            + database.count(
                "select count(*) from survey_invites where state in ('claimed', 'sending')")
            + database.count(WEBHOOKS_UNDER_WAY),
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
          select r.workspace_id, (responded_at at time zone 'UTC')::date as day,
            coalesce(c.resolver, 'Unattributed') as agent, count(*)::int as recounted, sum(score)::int as points
          from csat_responses r
          join conversations c
            on c.workspace_id = r.workspace_id and c.source_id = r.source_id and c.ref = r.conversation_ref
          group by 1, 2, 3) as recount
        full join day_agents using (workspace_id, day, agent)
        where recounted is distinct from responses or points is distinct from score_sum
        """)).as("agents that differ from a recount").isEmpty();
    assertThat(database.rows("""
        select * from (
          select workspace_id, (sent_at at time zone 'UTC')::date as day, count(*)::int as sent,
            count(responded_at)::int as answered
          from survey_invites left join csat_responses using (workspace_id, invite_id)
          where sent_at is not null and kind = 'csat' group by 1, 2) as recount
        left join day_invites using (workspace_id, day)
        where recount.sent is distinct from day_invites.sent or recount.answered is distinct from day_invites.answered
        """)).as("invites that differ from a recount").isEmpty();
    assertThat(database.rows("""
        select * from (
          select c.workspace_id, (c.ended_at at time zone 'UTC')::date as day,
            coalesce(c.reason, i.state, 'scheduled') as outcome, count(*)::int as recounted
          from conversations c
          left join survey_invites i
            on i.workspace_id = c.workspace_id and i.source_id = c.source_id and i.conversation_ref = c.ref
            and i.kind = 'csat'
          where c.ended_at is not null group by 1, 2, 3) as recount
        full join day_outcomes using (workspace_id, day, outcome)
        where recounted is distinct from conversations
        """)).as("the funnel differs from a recount").isEmpty();
    assertThat(database.rows("""
        select c.ref from conversations c
        left join verdicts v
          on v.workspace_id = c.workspace_id and v.source_id = c.source_id and v.conversation_ref = c.ref
        where c.ended_at is not null group by c.workspace_id, c.source_id, c.ref having count(v.gate) <> 8
        """))
        .as("ended conversations without a verdict of each gate")
        .isEmpty();
    assertThat(database.rows("""
        select r.invite_id from csat_responses r join survey_invites i using (workspace_id, invite_id)
        where i.epoch = 0
        """)).as("answers to what never went out").isEmpty();
    assertThat(database.rows("""
        select invite_id from survey_invites
        where (state = 'sent') <> (sent_at is not null) or (state in ('sent', 'failed', 'unknown') and epoch = 0)
        """)).as("ends that nothing led to").isEmpty();
    holdOfWebhooks(database);
    assertThat(database.rows("""
        select slug from workspaces w
        where settings->>'csat_enabled' = 'true' and not demo
          and not exists (select from audit a where a.workspace_id = w.workspace_id and a.what = 'settings')
        """)).as("settings that nobody changed").isEmpty();
  }

  private static void holdOfWebhooks(TestDatabase database) {
    assertThat(database.rows("""
        select r.invite_id, e.endpoint_id, count(d.delivery_id) from csat_responses r
        join webhook_endpoints e
          on e.workspace_id = r.workspace_id and e.removed_at is null and 'ticket.csat_received' = any (e.events)
          and e.created_at < r.responded_at
        left join webhook_events v
          on v.workspace_id = r.workspace_id and v.type = 'ticket.csat_received'
          and convert_from(v.payload, 'UTF8')::json->>'ticketId' = r.conversation_ref
          and convert_from(v.payload, 'UTF8')::json->>'respondedAt' = webhook_time(r.responded_at)
        left join webhook_deliveries d
          on d.workspace_id = v.workspace_id and d.event_id = v.event_id and d.endpoint_id = e.endpoint_id
        where r.responded_at > moment() - interval '30 days'
        group by r.workspace_id, r.invite_id, e.endpoint_id having count(d.delivery_id) <> 1
        """))
        .as("answers without exactly one event for each endpoint")
        .isEmpty();
    assertThat(database.rows("""
        select d.delivery_id, d.state, d.attempts from webhook_deliveries d
        where (d.state = 'delivered') <> exists (
            select from webhook_attempts a
            where a.workspace_id = d.workspace_id and a.delivery_id = d.delivery_id and a.status / 100 = 2)
          or d.state = 'exhausted' and d.attempts < 10
            and d.event_id like 'evt\\_%'
          or (d.state = 'pending') <> (d.settled_at is null)
        """))
        .as("deliveries whose end is not what their attempts say")
        .isEmpty();
  }

  /**
   * Checks what a relay got against the tables: no more mails of an invite than one and those that an operator wanted,
   * none that was never begun, and one at least of each that is sent.
   */
  public static void holdAtTheRelay(TestDatabase database, List<String> mails) {
    var got = mails.stream()
        .map(INVITE::matcher)
        .filter(Matcher::find)
        .collect(groupingBy(found -> found.group(1) + "." + found.group(2), counting()));
    var invites = database.rows("""
        select i.workspace_id || '.' || i.invite_id as key, i.state, i.epoch, (
            select count(*) from audit a
            where a.workspace_id = i.workspace_id and a.what = 'invite ' || i.invite_id || ' sent again') as resends
        from survey_invites i where i.channel = 'email'
        """);
    assertThat(got.values().stream().mapToLong(Long::longValue).sum())
        .as("mails that name their invite")
        .isEqualTo(mails.size());
    for (var invite : invites) {
      long handedOver = got.getOrDefault(invite.get("key"), 0L);
      long allowed =
          invite.get("epoch").equals("0") ? 0 : 1 + Long.parseLong(invite.get("resends"));
      assertThat(handedOver).as("mails of %s", invite).isLessThanOrEqualTo(allowed);
      if (invite.get("state").equals("sent")) {
        assertThat(handedOver).as("mails of %s", invite).isPositive();
      }
    }
  }

  /** Checks that nobody knows of no more than what was in flight at the kills. */
  public static void noMoreUnknown(TestDatabase database, int inFlight) {
    assertThat(database.count("select count(*) from survey_invites where state = 'unknown'"))
        .as("unknown invites")
        .isLessThanOrEqualTo(inFlight);
  }
}
