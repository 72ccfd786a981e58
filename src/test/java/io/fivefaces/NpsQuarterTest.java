package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.domain.Quarter;
import io.fivefaces.support.Crowd;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A quarter as its owner lives it: whoever may be asked is, spread over days, and not while it is paused or stopped. */
class NpsQuarterTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Map<String, ?> AT_ONCE = Map.of("nps_enabled", true, "nps_spread_days", 0);

  private static Crowd crowd(TestApp app) {
    Crowd.toNewQuarter(app);
    return new Crowd(app.database(), app.newSource(app.newWorkspace()));
  }

  private static String path(Crowd crowd, String what) {
    return "/api/workspaces/" + crowd.workspace() + "/nps" + what;
  }

  private static JsonNode nps(TestApp app, Crowd crowd) {
    return app.api("GET", path(crowd, "")).json();
  }

  private static long invites(TestApp app) {
    return app.database().count("select count(*) from survey_invites where kind = 'nps'");
  }

  private static long invites(TestApp app, String state) {
    return app.database()
        .count(
            "select count(*) from survey_invites where kind = 'nps' and state = '" + state + "'");
  }

  private static void untilSent(TestApp app, int number) {
    app.until(number + " are sent", () -> invites(app, "sent"), sent -> sent == number);
  }

  private static Map<String, Long> stopped(JsonNode gates) {
    return StreamSupport.stream(gates.spliterator(), false)
        .collect(Collectors.toMap(
            gate -> gate.get("gate").asText(), gate -> gate.get("stopped").asLong()));
  }

  @Test
  void switchedOnWithoutSpreadMailsGoOutAtOnceAndNewCustomersFollow() throws Exception {
    TestApp.run(app -> {
      var crowd = crowd(app);
      crowd.comes("a", "Ada@customer.test", DAY);
      crowd.comes("b", "ada@customer.test ", DAY);
      app.settings(crowd.workspace(), AT_ONCE);
      untilSent(app, 1);

      crowd.comes("c", "cleo@customer.test", Duration.ofMinutes(1));
      app.advance(Duration.ofSeconds(16));
      untilSent(app, 2);

      var standing = nps(app, crowd);
      assertThat(standing.get("state").asText()).isEqualTo("running");
      assertThat(standing.get("customers").asInt()).isEqualTo(2);
      assertThat(standing.at("/asked/sent").asInt()).isEqualTo(2);
      assertThat(standing.get("waiting").asInt()).isZero();
    });
  }

  @Test
  void twoNodesOnOneDatabaseAskEverybodyOnce() throws Exception {
    try (var database = new TestDatabase()) {
      TestApp.run(
          database,
          Map.of(),
          one -> TestApp.run(database, Map.of(), other -> {
            var crowd = new Crowd(database, one.newSource(one.newWorkspace()));
            crowd.come(60);
            one.settings(crowd.workspace(), AT_ONCE);
            one.until(
                "all are asked",
                () -> database.count(
                    "select count(distinct address) from survey_invites where kind = 'nps' and state = 'sent'"),
                asked -> asked == 60);
            assertThat(invites(one)).isEqualTo(60);
            assertThat(one.mail().getReceivedMessages().length
                    + other.mail().getReceivedMessages().length)
                .isEqualTo(60);
          }));
    }
  }

  @Test
  void aQuarterIsSpreadEvenlyOverItsDays() throws Exception {
    TestApp.run(app -> {
      var crowd = crowd(app);
      crowd.come(100);
      app.settings(crowd.workspace(), Map.of("nps_enabled", true, "nps_spread_days", 14));
      app.until("all wait", () -> nps(app, crowd).get("customers").asInt(), all -> all == 100);
      var perTwoDays = new ArrayList<Long>();
      for (int day = 0; day < 14; day += 2) {
        long before = invites(app, "sent");
        app.advance(DAY.multipliedBy(2));
        untilNoneIsDue(app);
        perTwoDays.add(invites(app, "sent") - before);
      }

      assertThat(invites(app, "sent")).isEqualTo(100);
      assertThat(perTwoDays)
          .as("%s", perTwoDays)
          .allSatisfy(sent -> assertThat(sent).isBetween(4L, 28L));
    });
  }

  private static void untilNoneIsDue(TestApp app) {
    app.until("nobody is due", () -> app.database().count("""
            select (select count(*) from nps_judgements j join nps_quarters q using (workspace_id, quarter)
                where j.waits and q.state = 'running' and q.started_at + j.due_after <= moment())
              + (select count(*) from survey_invites where kind = 'nps' and state in ('scheduled', 'claimed', 'sending'))
            """), due -> due == 0);
  }

  @Test
  void aPauseMovesTheRestOnByItsLength() throws Exception {
    TestApp.run(app -> {
      var crowd = crowd(app);
      crowd.come(60);
      app.settings(crowd.workspace(), Map.of("nps_enabled", true, "nps_spread_days", 10));
      app.until("all wait", () -> nps(app, crowd).get("customers").asInt(), all -> all == 60);
      app.advance(DAY.multipliedBy(5));
      untilNoneIsDue(app);
      long half = invites(app, "sent");
      assertThat(half).isBetween(15L, 45L);
      var due = dueTimes(app, crowd);

      assertThat(app.api("POST", path(crowd, "/pause")).json().get("state").asText())
          .isEqualTo("paused");
      app.advance(DAY.multipliedBy(3));
      assertThat(app.api("POST", path(crowd, "/start")).json().get("state").asText())
          .isEqualTo("running");

      var later = dueTimes(app, crowd);
      assertThat(later).hasSameSizeAs(due);
      for (int i = 0; i < due.size(); i++) {
        assertThat(Duration.between(due.get(i), later.get(i)).toMinutes()).isBetween(4319L, 4322L);
      }
      untilNoneIsDue(app);
      assertThat(invites(app, "sent")).isEqualTo(half);
      app.advance(DAY.multipliedBy(5).plusHours(1));
      untilNoneIsDue(app);
      untilSent(app, 60);
    });
  }

  private static List<Instant> dueTimes(TestApp app, Crowd crowd) {
    var items =
        app.api("GET", path(crowd, "/customers?limit=200&reason=none")).json().get("items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(item -> !item.get("due_at").isNull())
        .map(item -> Instant.parse(item.get("due_at").asText()))
        .toList();
  }

  @Test
  void whatIsOnItsWayIsCalledBackByAPauseAndGoesOutAfterIt() throws Exception {
    TestApp.run(app -> {
      var crowd = crowd(app);
      crowd.come(1);
      app.settings(crowd.workspace(), Map.of("nps_enabled", true, "nps_spread_days", 1));
      app.until("one waits", () -> nps(app, crowd).get("waiting").asInt(), all -> all == 1);
      app.database().execute("""
          insert into survey_invites (workspace_id, kind, quarter, source_id, conversation_ref, channel, customer_ref,
            address, state, due_at, next_try_at)
          select workspace_id, 'nps', quarter, source_id, 't-' || customer_ref, 'email', customer_ref,
            customer_ref || '@customer.test', 'scheduled', moment() + interval '1 hour', moment() + interval '1 hour'
          from nps_judgements;
          update nps_judgements set waits = false, invite_id = (select max(invite_id) from survey_invites)
          """);
      var paused = app.api("POST", path(crowd, "/pause")).json();
      assertThat(paused.at("/asked/cancelled").asInt()).isEqualTo(1);
      assertThat(paused.get("waiting").asInt()).isEqualTo(1);
      assertThat(app.database().value("select reason from survey_invites")).isEqualTo("paused");
      app.advance(DAY.multipliedBy(2));
      assertThat(app.api("POST", path(crowd, "/pause")).status()).isEqualTo(409);

      app.api("POST", path(crowd, "/start"));
      app.advance(DAY);
      untilSent(app, 1);
      assertThat(invites(app)).isEqualTo(1);
    });
  }

  @Test
  void afterAStopNobodyIsAskedUntilItIsStartedAgain() throws Exception {
    TestApp.run(app -> {
      var crowd = crowd(app);
      crowd.come(5);
      assertThat(app.api("POST", path(crowd, "/start")).status()).isEqualTo(409);
      assertThat(app.api("POST", path(crowd, "/stop")).body()).contains("nps_enabled");
      app.settings(crowd.workspace(), Map.of("nps_enabled", true, "nps_spread_days", 14));
      app.until("all wait", () -> nps(app, crowd).get("waiting").asInt(), all -> all == 5);
      assertThat(app.api("POST", path(crowd, "/start")).status()).isEqualTo(409);

      assertThat(app.api("POST", path(crowd, "/stop")).json().get("state").asText())
          .isEqualTo("stopped");
      app.advance(DAY.multipliedBy(20));
      assertThat(app.api("POST", path(crowd, "/stop")).status()).isEqualTo(409);
      assertThat(app.api("POST", path(crowd, "/pause")).status()).isEqualTo(409);
      assertThat(invites(app)).isZero();

      app.api("POST", path(crowd, "/start"));
      assertThat(dueTimes(app, crowd))
          .allMatch(due -> due.isAfter(app.clock().instant().minusSeconds(60)));
      app.advance(DAY.multipliedBy(14));
      untilSent(app, 5);
      assertThat(app.database()
              .rows("select what from audit where what like 'nps%' order by audit_id"))
          .extracting(row -> row.get("what"))
          .containsExactly("nps stopped", "nps running");
    });
  }

  @Test
  void whoWasJustAskedForCsatIsAskedForNpsOnceTheGapIsOver() throws Exception {
    TestApp.run(app -> {
      var crowd = crowd(app);
      crowd.comes("a", "ada@customer.test", DAY.multipliedBy(2));
      crowd.wasAsked("a", "chat", DAY);
      app.settings(crowd.workspace(), AT_ONCE);
      app.until(
          "one is stopped",
          () -> stopped(nps(app, crowd).get("gates")),
          gates -> gates.get("contact_gap") == 1);
      var item =
          app.api("GET", path(crowd, "/customers?reason=contact_gap")).json().at("/items/0");
      assertThat(item.get("customer").asText()).isEqualTo("a");
      assertThat(item.get("name").asText()).isEqualTo("Name of a");
      assertThat(item.get("verdicts")).hasSize(5);
      assertThat(item.get("due_at").isNull()).isTrue();
      assertThat(item.get("invite").isNull()).isTrue();

      app.advance(DAY.multipliedBy(7));
      untilSent(app, 1);
    });
  }

  @Test
  void theDryRunSaysWhatThenHappens() throws Exception {
    TestApp.run(app -> {
      var crowd = crowd(app);
      crowd.come(600);
      crowd.comes("old", "old@customer.test", DAY.multipliedBy(100));
      crowd.knows("none", "none@customer.test");
      crowd.comes("nowhere", null, DAY);
      crowd.comes("odd", "odd@shop.invalid", DAY);
      crowd.comes("twice", "C-00001@customer.test", DAY);
      crowd.comes("just", "just@customer.test", DAY);
      crowd.wasAsked("just", "chat", DAY);
      var before = app.api("GET", path(crowd, "/dry-run")).json();
      assertThat(before.get("quarter").asText())
          .isEqualTo(Quarter.of(app.clock().instant()).toString());
      assertThat(before.get("customers").asInt()).isEqualTo(606 - 1);
      assertThat(before.get("asked").asInt()).isEqualTo(600);
      assertThat(nps(app, crowd).get("state").asText()).isEqualTo("off");
      assertThat(app.database().count("select count(*) from nps_judgements")).isZero();

      app.settings(crowd.workspace(), Map.of("nps_enabled", true, "nps_spread_days", 60));
      app.until("all are judged", () -> nps(app, crowd).get("waiting").asInt(), all -> all == 600);
      var standing = nps(app, crowd);
      assertThat(standing.get("customers")).isEqualTo(before.get("customers"));
      assertThat(standing.get("gates")).isEqualTo(before.get("gates"));

      app.advance(DAY.multipliedBy(5));
      untilNoneIsDue(app);
      long sent = invites(app, "sent");
      assertThat(sent).isPositive();
      var after = app.api("GET", path(crowd, "/dry-run")).json();
      assertThat(stopped(after.get("gates"))).containsEntry("first_this_quarter", sent);
      assertThat(after.get("asked").asLong()).isEqualTo(600 - sent);
    });
  }

  @Test
  void oneDryRunAtATime() throws Exception {
    TestApp.run(app -> {
      var crowd = crowd(app);
      crowd.come(3);
      try (var holding = app.database().connect();
          var statement = holding.createStatement()) {
        holding.setAutoCommit(false);
        statement.execute("lock table customers in access exclusive mode");
        var one = CompletableFuture.supplyAsync(() -> app.api("GET", path(crowd, "/dry-run")));
        var other = CompletableFuture.supplyAsync(() -> app.api("GET", path(crowd, "/dry-run")));

        assertThat(List.of(one.join(), other.join()))
            .filteredOn(reply -> reply.status() == 429)
            .singleElement()
            .satisfies(refused -> assertThat(refused.header("retry-after")).isEqualTo("5"));
        holding.rollback();
      }
      assertThat(app.api("GET", path(crowd, "/dry-run")).json().get("asked").asInt())
          .isEqualTo(3);
    });
  }

  @Test
  void theListOfCustomersIsReadPageByPage() throws Exception {
    TestApp.run(app -> {
      var crowd = crowd(app);
      crowd.come(7);
      crowd.comes("old", "old@customer.test", DAY.multipliedBy(100));
      app.settings(crowd.workspace(), Map.of("nps_enabled", true, "nps_spread_days", 30));
      app.until("all are judged", () -> nps(app, crowd).get("customers").asInt(), all -> all == 8);
      var refs = new ArrayList<String>();
      var page = app.api("GET", path(crowd, "/customers?limit=3&reason=none")).json();
      while (true) {
        page.get("items").forEach(item -> refs.add(item.get("customer").asText()));
        if (page.get("next").isNull()) {
          break;
        }
        page = app.api(
                "GET",
                path(
                    crowd,
                    "/customers?limit=3&reason=none&cursor=" + page.get("next").asText()))
            .json();
      }
      assertThat(refs).hasSize(7).doesNotHaveDuplicates().doesNotContain("old");
      assertThat(app.api("GET", path(crowd, "/customers")).json().get("items")).hasSize(8);
      assertThat(
              app.api("GET", path(crowd, "/customers?quarter=2020-Q1")).json().get("items"))
          .isEmpty();
      assertThat(app.api("GET", path(crowd, "/customers?quarter=now")).status()).isEqualTo(400);
      assertThat(app.api("GET", path(crowd, "/customers?reason=closed")).status())
          .isEqualTo(400);
    });
  }
}
