package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.domain.Quarter;
import io.fivefaces.support.EventStream;
import io.fivefaces.support.Invariants;
import io.fivefaces.support.NpsRecount;
import io.fivefaces.support.NpsRows;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The numbers of a quarter, against what was really answered. */
class NpsStatsTest {

  private static final Quarter SPRING = new Quarter(2026, 2);
  private static final Quarter SUMMER = SPRING.next();

  /** A workspace with a source, and the rows of its customers. */
  private record Shop(TestApp app, TestSource source, NpsRows rows) {
    static Shop of(TestApp app) {
      var source = app.newSource(app.newWorkspace());
      return new Shop(app, source, new NpsRows(app.database(), source));
    }

    /** Asks a customer of their own conversation. */
    long ask(String customer, Quarter quarter, Instant at) {
      rows.conversation(customer);
      return rows.sent(customer, quarter, customer + "@customer.test", at);
    }

    JsonNode stats(String query) {
      app.until(
          "every day is counted",
          () -> app.database().count("select count(*) from stale_days"),
          marks -> marks == 0);
      return read(query).json();
    }

    TestApp.Reply read(String query) {
      return app.api("GET", "/api/workspaces/" + source.workspace() + "/stats/nps" + query);
    }

    JsonNode recounted(Quarter quarter) {
      var stats = stats("?quarter=" + quarter);
      NpsRecount.equalsTheNumbers(app.database(), source.workspace(), stats);
      return stats;
    }
  }

  @Test
  void everyNumberIsARecountOfTheRows() throws Exception {
    TestApp.run(app -> {
      var shop = Shop.of(app);
      var other = Shop.of(app);
      var random = new Random(3);
      for (int n = 0; n < 120; n++) {
        var quarter = List.of(SPRING.previous(), SPRING, SUMMER).get(random.nextInt(3));
        var asked = start(quarter).plus(Duration.ofHours(random.nextInt(14 * 24)));
        long invite = shop.ask("c" + n, quarter, asked);
        if (random.nextInt(3) > 0) {
          var at = asked.plus(Duration.ofMinutes(random.nextInt(30 * 24 * 60)));
          shop.rows().answer(invite, random.nextInt(11), "so it is", at);
        }
      }
      other.rows().answer(other.ask("z", SPRING, start(SPRING)), 0, "awful", start(SPRING));

      for (var quarter : List.of(SPRING.previous(), SPRING, SUMMER, SUMMER.next())) {
        shop.recounted(quarter);
      }
      var one = other.recounted(SPRING);
      assertThat(one.get("score").asDouble()).isEqualTo(-100);
      assertThat(one.get("responses").asInt()).isEqualTo(1);
      Invariants.hold(app);
    });
  }

  @Test
  void theCardAsksForNoArithmetic() throws Exception {
    TestApp.run(app -> {
      var shop = Shop.of(app);
      var day = start(SPRING).plusSeconds(60);
      var scores = List.of(10, 10, 9, 8, 7, 0, 6);
      for (int n = 0; n < 10; n++) {
        long invite = shop.ask("c" + n, SPRING, day);
        if (n < scores.size()) {
          shop.rows().answer(invite, scores.get(n), "n" + n, day.plusSeconds(n));
        }
      }
      shop.rows().answer(shop.ask("old", SPRING.previous(), start(SPRING.previous())), 5, "", day);

      var stats = shop.recounted(SPRING);
      assertThat(stats.get("from").asText()).isEqualTo("2026-04-01");
      assertThat(stats.get("to").asText()).isEqualTo("2026-06-30");
      assertThat(stats.get("score").asDouble()).isEqualTo(100.0 / 7);
      assertThat(stats.get("promoters").asInt()).isEqualTo(3);
      assertThat(stats.get("passives").asInt()).isEqualTo(2);
      assertThat(stats.get("detractors").asInt()).isEqualTo(2);
      assertThat(stats.get("response_rate").asDouble()).isEqualTo(0.7);
      assertThat(stats.at("/previous/score").asDouble()).isEqualTo(-100);
      assertThat(stats.at("/previous/quarter").asText()).isEqualTo("2026-Q1");
      assertThat(stats.at("/changes/score/clear").isBoolean()).isTrue();
      assertThat(stats.get("distribution").toString())
          .isEqualTo("{\"0\":1,\"1\":0,\"2\":0,\"3\":0,\"4\":0,\"5\":0,\"6\":1,"
              + "\"7\":1,\"8\":1,\"9\":1,\"10\":2}");
      assertThat(stats.get("recent").findValuesAsText("comment"))
          .containsExactly("n6", "n5", "n4", "n3", "n2", "n1", "n0");
      assertThat(stats.at("/recent/0/email").asText()).isEqualTo("c6@customer.test");
      assertThat(stats.at("/quarters/7/quarter").asText()).isEqualTo("2026-Q2");
      assertThat(stats.at("/quarters/0/quarter").asText()).isEqualTo("2024-Q3");
      assertThat(stats.at("/quarters/0/score").isNull()).isTrue();
    });
  }

  @Test
  void aLateAnswerCountsForTheQuarterOfItsInvite() throws Exception {
    TestApp.run(app -> {
      var shop = Shop.of(app);
      var lastDay = start(SUMMER).minus(Duration.ofHours(12));
      long late = shop.ask("late", SPRING, lastDay);
      long inTime = shop.ask("new", SUMMER, start(SUMMER));
      var answered = start(SUMMER).plus(Duration.ofDays(20));
      shop.rows().answer(late, 10, "late", answered);
      shop.rows().answer(inTime, 0, "in time", answered);

      var spring = shop.recounted(SPRING);
      assertThat(spring.get("score").asDouble()).isEqualTo(100);
      assertThat(spring.get("response_rate").asDouble()).isEqualTo(1);
      assertThat(spring.get("daily")).hasSize(91 + 21);
      assertThat(spring.at("/daily/111/day").asText()).isEqualTo("2026-07-21");
      assertThat(spring.at("/daily/111/responses").asInt()).isEqualTo(1);
      assertThat(spring.get("recent").findValuesAsText("comment")).containsExactly("late");
      var summer = shop.recounted(SUMMER);
      assertThat(summer.get("score").asDouble()).isEqualTo(-100);
      assertThat(summer.get("recent").findValuesAsText("comment")).containsExactly("in time");
      Invariants.hold(app);
    });
  }

  @Test
  void aCountedAnswerMovesTheDayItCameAndTheDayItsInviteLeft() throws Exception {
    TestApp.run(app -> {
      var shop = Shop.of(app);
      var asked = start(SPRING).plus(Duration.ofDays(3));
      var answered = asked.plus(Duration.ofDays(9));
      long invite = shop.ask("c", SPRING, asked);
      assertThat(shop.recounted(SPRING).get("response_rate").asDouble()).isZero();

      shop.rows().answer(invite, 9, "counted by hand", answered);
      var counted = shop.recounted(SPRING);
      assertThat(counted.get("response_rate").asDouble()).isEqualTo(1);
      assertThat(counted.at("/daily/12/responses").asInt()).isEqualTo(1);

      shop.rows().takeBack(invite, answered);
      var taken = shop.recounted(SPRING);
      assertThat(taken.get("score").isNull()).isTrue();
      assertThat(taken.get("response_rate").asDouble()).isZero();
      assertThat(app.database().count("select count(*) from nps_day_scores")).isZero();
      assertThat(app.database().count("select sum(answered) from nps_day_invites"))
          .isZero();
    });
  }

  @Test
  void whatFallsToNothingIsDeleted() throws Exception {
    TestApp.run(app -> {
      var shop = Shop.of(app);
      long invite = shop.ask("c", SPRING, start(SPRING));
      shop.recounted(SPRING);
      assertThat(app.database().count("select count(*) from nps_day_invites")).isEqualTo(1);

      app.database().execute("delete from survey_invites where invite_id = " + invite);
      app.database()
          .execute("insert into stale_days (workspace_id, day) values ("
              + shop.source().workspace() + ", '" + SPRING.firstDay() + "')");
      shop.recounted(SPRING);
      assertThat(app.database().count("select count(*) from nps_day_invites")).isZero();
    });
  }

  @Test
  void theResponseRateIsOfTheVeryInvitesThatWereSent() throws Exception {
    TestApp.run(app -> {
      var shop = Shop.of(app);
      shop.rows().conversation("failed");
      long failed = shop.rows().ended("failed", SPRING, "failed@customer.test", "failed");
      shop.rows().answer(failed, 10, "it came all the same", start(SPRING));
      shop.rows().answer(shop.ask("c", SPRING, start(SPRING)), 3, "", start(SPRING));

      var stats = shop.recounted(SPRING);
      assertThat(stats.get("responses").asInt()).isEqualTo(2);
      assertThat(stats.get("invites_sent").asInt()).isEqualTo(1);
      assertThat(stats.get("response_rate").asDouble()).isEqualTo(1);
    });
  }

  @Test
  void withoutAnswersThereAreNullsAndZeros() throws Exception {
    TestApp.run(app -> {
      var shop = Shop.of(app);
      var running = Quarter.of(app.clock().instant());
      for (var quarter :
          List.of(new Quarter(2000, 1), running, running.next().next(), new Quarter(2199, 4))) {
        var stats = shop.recounted(quarter);
        assertThat(stats.get("responses").asInt()).isZero();
        assertThat(stats.get("score").isNull()).isTrue();
        assertThat(stats.get("interval").isNull()).isTrue();
        assertThat(stats.at("/changes/score").isNull()).isTrue();
        assertThat(stats.at("/delta/responses").asInt()).isZero();
        assertThat(stats.get("recent")).isEmpty();
      }
      var today = LocalDate.ofInstant(app.clock().instant(), ZoneOffset.UTC);
      var unnamed = shop.stats("");
      assertThat(unnamed.get("quarter").asText()).isEqualTo(running.toString());
      assertThat(unnamed.get("daily").findValuesAsText("day").getLast())
          .isEqualTo(today.toString());
      assertThat(shop.stats("?quarter=" + running.next()).get("daily")).isEmpty();
    });
  }

  @Test
  void aWrongQuarterIsToldWhatAQuarterLooksLike() throws Exception {
    TestApp.run(app -> {
      var shop = Shop.of(app);
      for (var wrong : List.of(
          "",
          "2026",
          "2026-Q5",
          "2026-Q0",
          "2026Q4",
          "2026-q4",
          "1999-Q4",
          "2200-Q1",
          "1000-Q1",
          "9999-Q4",
          "2026-Q4x",
          "2026-Q4%0a")) {
        var refused = shop.read("?quarter=" + wrong);
        assertThat(refused.status()).as(wrong).isEqualTo(400);
        assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
        assertThat(refused.body()).contains("2026-Q4");
      }
    });
  }

  @Test
  void anOpenPageHearsThatTheNumbersChanged() throws Exception {
    TestApp.run(app -> {
      var shop = Shop.of(app);
      long invite = shop.ask("c", SPRING, start(SPRING));
      shop.recounted(SPRING);
      var live = app.url("/api/workspaces/" + shop.source().workspace() + "/live");
      try (var page = EventStream.open(live, "authorization", "Bearer " + TestApp.ADMIN_KEY)) {
        shop.rows().answer(invite, 9, "", start(SPRING));

        app.until("the page is told", page::events, events -> events.contains("changed"));
      }
      assertThat(shop.recounted(SPRING).get("responses").asInt()).isEqualTo(1);
    });
  }

  private static Instant start(Quarter quarter) {
    return quarter.firstDay().atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
