package io.fivefaces.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.domain.Quarter;
import io.fivefaces.support.NpsRecount;
import io.fivefaces.support.Recount;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The demo as whoever runs it sees it: over HTTP, beside real workspaces, and across restarts. */
class DemoTest {

  private static final Map<String, String> DEMO = Map.of("FIVEFACES_DEMO", "true");

  @Test
  void ninetyDaysAreFilledAndEveryNumberEqualsARecount() throws Exception {
    TestApp.run(DEMO, app -> {
      var demo = demo(app);
      isFilled(app);
      var today = LocalDate.now(ZoneOffset.UTC);
      var stats = settled(app, demo, today.minusDays(89), today.minusDays(1));

      var counted = app.database().rows(recount(today)).getFirst();
      var current = stats.get("current");
      assertThat(current.get("closed").asText()).isEqualTo(counted.get("closed"));
      assertThat(current.get("invites_sent").asText()).isEqualTo(counted.get("sent"));
      assertThat(current.get("responses").asText()).isEqualTo(counted.get("responses"));
      assertThat(current.get("average").asDouble())
          .isCloseTo(Double.parseDouble(counted.get("average")), within(1e-9));
      for (var score : List.of("1", "2", "3", "4", "5")) {
        assertThat(stats.at("/distribution/" + score).asText())
            .isEqualTo(counted.get("score_" + score));
      }
      assertThat(daily(stats)).isEqualTo(recountDaily(app, today));
      assertThat(agents(stats)).isEqualTo(recountAgents(app, today));
      assertThat(outcomes(stats)).isEqualTo(current.get("closed").asLong());
      assertThat(app.database()
              .count("select count(distinct (ended_at at time zone 'UTC')::date) from conversations"
                  + " where ended_at < '" + today + "'"))
          .isEqualTo(89);
    });
  }

  @Test
  void theHistoryIsPlausible() throws Exception {
    TestApp.run(DEMO, app -> {
      var demo = demo(app);
      isFilled(app);
      var today = LocalDate.now(ZoneOffset.UTC);
      var stats = settled(app, demo, today.minusDays(89), today.minusDays(1));

      assertThat(stats.at("/current/send_rate").asDouble()).isBetween(0.4, 0.6);
      assertThat(stats.at("/current/cohort_response_rate").asDouble()).isBetween(0.2, 0.35);
      assertThat(stats.get("agents")).hasSize(7);
      // that of the contact gap is open: the demo does not ask for it before CSAT
      assertThat(stats.get("gates"))
          .filteredOn(gate -> gate.get("stopped").asInt() == 0)
          .extracting(gate -> gate.get("gate").asText())
          .containsExactly("contact_gap");
      assertThat(app.database()
              .rows("select (ended_at at time zone 'UTC')::date as day, count(*) as ended"
                  + " from conversations where ended_at < '" + today + "' group by 1"))
          .allSatisfy(day -> assertThat(Integer.parseInt(day.get("ended"))).isBetween(25, 60));
      assertThat(average(stats, today, 32, 28)).isLessThan(average(stats, today, 60, 35) - 0.4);
      assertThat(average(stats, today, 19, 1)).isGreaterThan(average(stats, today, 89, 60));
    });
  }

  @Test
  void theShopHasAskedForNpsAndItsNumbersEqualARecount() throws Exception {
    TestApp.run(DEMO, app -> {
      var demo = demo(app);
      isFilled(app);
      var api = "/api/workspaces/" + demo;
      var running = app.api("POST", api + "/nps/pause").json();
      assertThat(running.get("enabled").asBoolean()).isTrue();
      // a week ago, for in a quarter that has just begun nobody has answered yet
      var quarter = Quarter.of(Instant.now().minus(Duration.ofDays(7)));

      Awaitility.await("what goes on meanwhile is counted")
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> {
            var stats = app.api("GET", api + "/stats/nps?quarter=" + quarter).json();
            NpsRecount.equalsTheNumbers(app.database(), demo, stats);
            assertThat(stats.get("score").asDouble(Double.NaN)).isBetween(-10.0, 60.0);
            assertThat(stats.get("response_rate").asDouble()).isBetween(0.15, 0.4);
          });
      var today = LocalDate.now(ZoneOffset.UTC);
      Recount.equalsTheNumbers(
          app.database(), demo, settled(app, demo, today.minusDays(29), today.minusDays(1)));
      assertThat(app.database().count("""
          select count(*) from (
            select from survey_invites where kind = 'nps' group by quarter, address having count(*) > 1) as twice
          """)).isZero();
    });
  }

  @Test
  void nobodyIsToldOfAPastThatNeverWas() throws Exception {
    try (var database = new TestDatabase()) {
      database.execute("""
          insert into workspaces (slug, name, demo, settings) values ('demo', 'Demo shop', true, '{"csat_enabled": true}');
          insert into webhook_endpoints (workspace_id, url, events, secret)
          select workspace_id, 'https://shop.example', '{ticket.csat_received,nps.received,survey.sent}', '' from workspaces;
          """);
      TestApp.run(database, DEMO, app -> {
        isFilled(app);
        assertThat(
                database.count(
                    "select count(*) from csat_responses where responded_at < moment() - interval '1 day'"))
            .isGreaterThan(100);
        assertThat(database.count("""
                select count(*) from webhook_events
                cross join lateral (select convert_from(payload, 'UTF8')::json as told) as event
                where coalesce(told->>'respondedAt', told->>'sentAt')::timestamptz < moment() - interval '1 day'
                """)).isZero();
      });
    }
  }

  @Test
  void aRestartNeitherRefillsNorLoses() throws Exception {
    try (var database = new TestDatabase()) {
      TestApp.run(database, DEMO, DemoTest::isFilled);
      var made = pastOf(database);
      TestApp.run(database, DEMO, app -> {
        conversesAgain(app);
        assertThat(pastOf(database)).isEqualTo(made);
        assertThat(database.count("select count(*) from workspaces")).isEqualTo(1);
        assertThat(database.count("select count(*) from sources")).isEqualTo(2);
      });
    }
  }

  @Test
  void aDayInWhichNothingRanIsFilledAfterwards() throws Exception {
    try (var database = new TestDatabase()) {
      TestApp.run(database, DEMO, DemoTest::isFilled);
      var made = pastOf(database);
      forget(database, LocalDate.now(ZoneOffset.UTC).minusDays(40));
      assertThat(pastOf(database)).isNotEqualTo(made);

      TestApp.run(database, DEMO, app -> {
        conversesAgain(app);
        assertThat(pastOf(database)).isEqualTo(made);
      });
    }
  }

  @Test
  void aSimulatedCustomersAnswerArrivesThroughTheDoorWhileOneWatches() throws Exception {
    TestApp.run(DEMO, app -> {
      isFilled(app);
      // of those who are asked, some answer, after a while
      Awaitility.await("a customer answers by the survey's page")
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> app.request("GET", app.managementUrl("/metrics"), null).body(),
              metrics -> metrics.contains("fivefaces_responses_total{outcome=\"recorded\"}"));
      // to whatever kind of question
      assertThat(app.database()
              .count("select count(*) from (select workspace_id, invite_id from csat_responses"
                  + " union all select workspace_id, invite_id from nps_responses) as r"
                  + " join survey_invites i using (workspace_id, invite_id)"
                  + " where i.claim_token is not null and i.state = 'sent'"))
          .isPositive();
    });
  }

  @Test
  void noMailOfTheDemoReachesTheSmtpServerButThatOfOthersDoes() throws Exception {
    TestApp.run(DEMO, app -> {
      var demo = demo(app);
      var real = app.newAskingWorkspace();
      app.hook(app.newSource(real), Samples.closedTalk("4711"));
      assertThat(app.mail().waitForIncomingEmail(20_000, 1)).isTrue();
      app.until(
          "the demo's mailbox has mail",
          () -> app.api("GET", "/api/workspaces/" + demo + "/mailbox")
              .json()
              .get("items")
              .size(),
          letters -> letters > 2);
      assertThat(app.mail().getReceivedMessages()).hasSize(1);
    });
  }

  @Test
  void aRealWorkspaceIsLeftAlone() throws Exception {
    try (var database = new TestDatabase()) {
      TestApp.run(database, Map.of(), app -> {
        var real = app.newWorkspace();
        app.hook(app.newSource(real), Samples.closedTalk("4711"));
        app.judged(real, "4711");
      });
      var before = realRowsOf(database);

      TestApp.run(database, DEMO, app -> {
        demo(app);
        conversesAgain(app);
        assertThat(realRowsOf(database)).isEqualTo(before);
      });
    }
  }

  @Test
  void aRealWorkspaceThatIsCalledDemoStaysReal() throws Exception {
    try (var database = new TestDatabase()) {
      TestApp.run(
          database,
          Map.of(),
          app -> app.api("POST", "/api/workspaces", Map.of("name", "Real", "slug", "demo")));
      TestApp.run(database, DEMO, app -> {
        app.hook(app.newSource(app.newAskingWorkspace()), Samples.closedTalk("4711"));
        assertThat(app.mail().waitForIncomingEmail(20_000, 1)).isTrue();
        assertThat(database.count("select count(*) from sources")).isEqualTo(1);
        assertThat(database.count("select count(*) from conversations")).isEqualTo(1);
        assertThat(database.value("select settings::text from workspaces where slug = 'demo'"))
            .contains("\"csat_enabled\": false");
      });
    }
  }

  private static String demo(TestApp app) {
    return app.until(
            "the demo is there",
            () -> app.api("GET", "/api/workspaces").json().get("items"),
            all -> StreamSupport.stream(all.spliterator(), false).anyMatch(DemoTest::isDemo))
        .valueStream()
        .filter(DemoTest::isDemo)
        .findFirst()
        .orElseThrow()
        .get("id")
        .asText();
  }

  private static boolean isDemo(JsonNode workspace) {
    return workspace.get("demo").asBoolean();
  }

  /** The shop opens once its past is written. */
  private static void isFilled(TestApp app) {
    app.until(
        "the shop is open",
        () -> app.database().count("select count(*) from event_batches"),
        batches -> batches > 0);
  }

  private static void conversesAgain(TestApp app) {
    var before = app.database().count("select count(*) from event_batches");
    app.until(
        "the shop is open",
        () -> app.database().count("select count(*) from event_batches"),
        batches -> batches > before);
  }

  private static JsonNode settled(TestApp app, String workspace, LocalDate from, LocalDate to) {
    app.until(
        "every past day is counted",
        () -> app.database().count("select count(*) from stale_days where day <= '" + to + "'"),
        marks -> marks == 0);
    return app.api("GET", "/api/workspaces/" + workspace + "/stats/csat?from=" + from + "&to=" + to)
        .json();
  }

  private static String recount(LocalDate today) {
    return """
        select (select count(*) from conversations where ended_at < '%1$s') as closed,
          (select count(*) from survey_invites where sent_at < '%1$s' and kind = 'csat') as sent,
          count(*) as responses, avg(score)::float8 as average,
          count(*) filter (where score = 1) as score_1, count(*) filter (where score = 2) as score_2,
          count(*) filter (where score = 3) as score_3, count(*) filter (where score = 4) as score_4,
          count(*) filter (where score = 5) as score_5
        from csat_responses where responded_at < '%1$s'
        """.formatted(today + "Z");
  }

  private static List<Map<String, String>> recountDaily(TestApp app, LocalDate today) {
    return app.database().rows("""
        select (responded_at at time zone 'UTC')::date as day, count(*) as responses,
          round(avg(score), 6) as average
        from csat_responses where responded_at < '%sZ' group by 1 order by 1
        """.formatted(today));
  }

  private static List<Map<String, String>> daily(JsonNode stats) {
    return stats
        .get("daily")
        .valueStream()
        .filter(day -> day.get("responses").asInt() > 0)
        .map(day -> Map.of(
            "day", day.get("day").asText(),
            "responses", day.get("responses").asText(),
            "average", String.format(Locale.ROOT, "%.6f", day.get("average").asDouble())))
        .toList();
  }

  private static List<Map<String, String>> recountAgents(TestApp app, LocalDate today) {
    return app.database().rows("""
        select coalesce(c.resolver, 'Unattributed') as agent, count(*) as responses
        from csat_responses r
        join conversations c
          on (c.workspace_id, c.source_id, c.ref) = (r.workspace_id, r.source_id, r.conversation_ref)
        where r.responded_at < '%sZ' group by 1 order by count(*) desc, 1
        """.formatted(today));
  }

  private static List<Map<String, String>> agents(JsonNode stats) {
    return stats
        .get("agents")
        .valueStream()
        .map(agent -> Map.of(
            "agent",
            agent.get("agent").asText(),
            "responses",
            agent.get("responses").asText()))
        .toList();
  }

  /** What the funnel's bars add up to. */
  private static long outcomes(JsonNode stats) {
    return stats
            .get("gates")
            .valueStream()
            .mapToLong(gate -> gate.get("stopped").asLong())
            .sum()
        + stats.get("asked").valueStream().mapToLong(JsonNode::asLong).sum();
  }

  private static double average(JsonNode stats, LocalDate today, int first, int last) {
    var days = stats
        .get("daily")
        .valueStream()
        .filter(day -> !day.get("average").isNull())
        .filter(day -> !LocalDate.parse(day.get("day").asText()).isBefore(today.minusDays(first)))
        .filter(day -> !LocalDate.parse(day.get("day").asText()).isAfter(today.minusDays(last)))
        .toList();
    return days.stream()
            .mapToDouble(
                day -> day.get("average").asDouble() * day.get("responses").asInt())
            .sum()
        / days.stream().mapToInt(day -> day.get("responses").asInt()).sum();
  }

  private static List<String> realRowsOf(TestDatabase database) {
    return Stream.of(
            "sources", "customers", "conversations", "messages", "survey_invites", "suppressions")
        .map(table -> table + " "
            + database.value("select count(*) from " + table
                + " join workspaces using (workspace_id) where not demo"))
        .toList();
  }

  private static String pastOf(TestDatabase database) {
    return database.value("""
        select md5(string_agg(concat_ws('|', c.ref, c.ended_at, c.reason, i.state, i.sent_at, r.score, r.comment), ','
          order by c.ref))
        from conversations c
        left join survey_invites i
          on (i.workspace_id, i.source_id, i.conversation_ref) = (c.workspace_id, c.source_id, c.ref) and i.kind = 'csat'
        left join csat_responses r on (r.workspace_id, r.invite_id) = (i.workspace_id, i.invite_id)
        where c.ended_at < date_trunc('day', now() at time zone 'UTC')
        """);
  }

  /** As if the server had been down on that day. */
  private static void forget(TestDatabase database, LocalDate day) {
    var refs =
        "(select ref from conversations where (ended_at at time zone 'UTC')::date = '" + day + "')";
    database.execute("create temporary table forgotten as select * from " + refs + " as day");
    for (var table :
        List.of("csat_responses", "nps_responses", "survey_invites", "verdicts", "messages")) {
      database.execute(
          "delete from " + table + " where conversation_ref in (select ref from forgotten)");
    }
    database.execute("delete from conversations where ref in (select ref from forgotten)");
    database.execute(
        "delete from customers where ref in (select 'customer-' || ref from forgotten)");
  }
}
