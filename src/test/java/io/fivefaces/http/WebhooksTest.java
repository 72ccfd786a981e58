package io.fivefaces.http;

import static io.fivefaces.support.WebhookReceiver.ALLOWED;
import static io.fivefaces.support.WebhookReceiver.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivefaces.store.Database;
import io.fivefaces.store.WebhookQueue;
import io.fivefaces.support.ChatDesk;
import io.fivefaces.support.FakeSlack;
import io.fivefaces.support.Invariants;
import io.fivefaces.support.SlackDesk;
import io.fivefaces.support.SlackPerson;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import io.fivefaces.support.WebhookReceiver;
import io.fivefaces.support.WebhookReceiver.Got;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What other systems are told of, and what becomes of it when they do not listen. */
class WebhooksTest {

  private static final String CSAT = "ticket.csat_received";
  private static final ObjectMapper JSON = new ObjectMapper();

  private interface Check {
    void with(TestApp app, WebhookReceiver receiver, TestSource source) throws Exception;
  }

  private static void run(Check check) throws Exception {
    run(ALLOWED, check);
  }

  private static void run(Map<String, String> environment, Check check) throws Exception {
    try (var receiver = WebhookReceiver.start()) {
      TestApp.run(environment, app -> {
        check.with(app, receiver, app.newSource(app.newAskingWorkspace()));
      });
    }
  }

  private static List<Got> arrived(TestApp app, WebhookReceiver receiver, int many) {
    return app.until(many + " messages arrive", receiver::got, got -> got.size() >= many);
  }

  private static void answer(
      TestApp app, TestSource source, String ref, int score, String comment) {
    assertThat(app.answer(MailedLinks.ask(app, source, ref), score, comment).status())
        .isEqualTo(201);
  }

  private static List<Map<String, String>> deliveries(TestApp app, String where) {
    return app.database().rows("select state, attempts from webhook_deliveries where " + where);
  }

  private static void until(TestApp app, String sql, long expected) {
    app.until(sql, () -> app.database().count(sql), found -> found == expected);
  }

  @Test
  void anAnswerIsToldByTheNamesThatReceiversKnowAndSigned() throws Exception {
    run((app, receiver, source) -> {
      receiver.subscribe(app, source.workspace(), CSAT);
      answer(app, source, "4711", 4, "Grüße \"Ada\" 😀");

      var got = arrived(app, receiver, 1).getFirst();
      JsonNode told = JSON.readTree(got.body());
      assertThat(told.properties().stream().map(Map.Entry::getKey))
          .containsExactly("type", "ticketId", "rating", "comment", "respondedAt");
      assertThat(told.get("type").asText()).isEqualTo(CSAT);
      assertThat(told.get("ticketId").asText()).isEqualTo("4711");
      assertThat(told.get("rating").isInt()).isTrue();
      assertThat(told.get("rating").asInt()).isEqualTo(4);
      assertThat(told.get("comment").asText()).isEqualTo("Grüße \"Ada\" 😀");
      assertThat(told.get("respondedAt"))
          .isEqualTo(app.conversation(source.workspace(), "4711").at("/response/responded_at"));
      assertThat(got.isSignedBy(SECRET)).isTrue();
      assertThat(got.headers())
          .containsEntry("content-type", "application/json")
          .containsEntry("user-agent", "fivefaces-webhooks/1")
          .containsEntry("host", "127.0.0.1:" + receiver.port());
      until(app, "select count(*) from webhook_deliveries where state = 'delivered'", 1);
      assertThat(app.database().rows("select status, error, by_hand from webhook_attempts"))
          .containsExactly(row("status", "200", "error", null, "by_hand", "f"));
      Invariants.hold(app);
    });
  }

  @Test
  void whatWasNotSubscribedIsNotWritten() throws Exception {
    run((app, receiver, source) -> {
      answer(app, source, "1", 5, "");
      assertThat(app.database().count("select count(*) from webhook_events")).isZero();

      receiver.subscribe(app, source.workspace(), "survey.failed");
      int removed = receiver.subscribe(app, source.workspace(), CSAT, "survey.sent");
      receiver.subscribe(app, app.newWorkspace(), CSAT, "survey.sent");
      app.database()
          .execute(
              "update webhook_endpoints set removed_at = moment() where endpoint_id = " + removed);
      answer(app, source, "2", 5, "");
      assertThat(app.database().count("select count(*) from webhook_events")).isZero();
      Invariants.hold(app);
    });
  }

  @Test
  void aSurveyThatWentOutIsToldOnceToEachEndpoint() throws Exception {
    run((app, receiver, source) -> {
      receiver.subscribe(app, source.workspace(), "survey.sent");
      receiver.subscribe(app, source.workspace(), "survey.sent", CSAT);
      answer(app, source, "7", 3, "");

      var got = arrived(app, receiver, 3);
      Invariants.hold(app);
      assertThat(got).hasSize(3);
      assertThat(got.stream().map(Got::id).collect(Collectors.toSet())).hasSize(2);
      var sent = JSON.readTree(got.stream()
          .map(Got::body)
          .filter(body -> body.contains("survey.sent"))
          .findFirst()
          .orElseThrow());
      assertThat(sent.get("ticketId").asText()).isEqualTo("7");
      assertThat(sent.get("channel").asText()).isEqualTo("email");
      assertThat(Instant.parse(sent.get("sentAt").asText())).isBefore(Instant.now());
    });
  }

  @Test
  void anAnswerThatIsTakenBackAndCountedAgainIsOneEvent() throws Exception {
    run((app, receiver, source) -> {
      receiver.subscribe(app, source.workspace(), CSAT);
      var link = MailedLinks.ask(app, source, "4711");
      app.request(
          "POST",
          link,
          "score=2&comment=Slow",
          "content-type",
          "application/x-www-form-urlencoded");
      assertThat(app.database().count("select count(*) from webhook_events")).isZero();
      var suspected = "/api/workspaces/" + source.workspace() + "/suspected";
      var path =
          suspected + "/" + app.api("GET", suspected).json().at("/items/0/id").asText();

      for (int times = 0; times < 3; times++) {
        assertThat(app.api("POST", path + "/count").status()).isEqualTo(200);
        Invariants.hold(app);
        assertThat(app.api("POST", path + "/uncount").status()).isEqualTo(200);
      }
      assertThat(arrived(app, receiver, 1)).hasSize(1);
      // another answer to the same invite is another thing to tell of
      assertThat(app.answer(link, 5, "").status()).isEqualTo(201);
      assertThat(arrived(app, receiver, 2).stream().map(Got::id).collect(Collectors.toSet()))
          .hasSize(2);
      Invariants.hold(app);
    });
  }

  @Test
  void aScoreInTheChatWaitsAMinuteForItsComment() throws Exception {
    run((app, receiver, source) -> {
      var desk = ChatDesk.open(app);
      receiver.subscribe(app, desk.source().workspace(), CSAT);
      desk.ask("1", "v-1");
      var token = desk.token("v-1");
      assertThat(desk.answer("v-1", token, 2).status()).isEqualTo(201);
      assertThat(receiver.got()).isEmpty();
      assertThat(desk.comment("v-1", token, "Slow").status()).isEqualTo(201);
      assertThat(JSON.readTree(arrived(app, receiver, 1).getFirst().body())
              .get("comment")
              .asText())
          .isEqualTo("Slow");

      desk.ask("2", "v-2");
      var other = desk.token("v-2");
      assertThat(desk.answer("v-2", other, 3).status()).isEqualTo(201);
      app.advance(Duration.ofSeconds(61));
      assertThat(JSON.readTree(arrived(app, receiver, 2).get(1).body())
              .get("comment")
              .isNull())
          .isTrue();
      assertThat(desk.comment("v-2", other, "Late").status()).isEqualTo(201);
      Invariants.hold(app);
      assertThat(receiver.got()).as("a message never changes").hasSize(2);
      assertThat(
              app.database()
                  .count(
                      "select count(*) from webhook_events where convert_from(payload, 'UTF8') like '%Late%'"))
          .isZero();
    });
  }

  @Test
  void aTapInSlackIsTold() throws Exception {
    try (var receiver = WebhookReceiver.start()) {
      SlackDesk.run(Map.of("FIVEFACES_WEBHOOK_ALLOW", "127.0.0.0/8"), desk -> {
        desk.bring(Map.of("bot_token", FakeSlack.TOKEN));
        receiver.subscribe(desk.app(), desk.workspace(), CSAT);
        var thread = desk.help();
        SlackPerson.ADA.tap(desk.app(), desk.source(), desk.survey(thread), "rate:5");
        until(desk.app(), "select count(*) from webhook_deliveries", 1);
        desk.app().advance(Duration.ofSeconds(61));
        var told = JSON.readTree(arrived(desk.app(), receiver, 1).getFirst().body());
        assertThat(told.get("rating").asInt()).isEqualTo(5);
        assertThat(told.get("ticketId").asText()).isEqualTo(SlackDesk.CHANNEL + ":" + thread);
      });
    }
  }

  @Test
  void whatFailsIsTriedBySchedulesTenTimesWithOneId() throws Exception {
    run((app, receiver, source) -> {
      receiver.subscribe(app, source.workspace(), CSAT);
      receiver.answers(500);
      answer(app, source, "1", 5, "");
      until(app, "select count(*) from webhook_attempts", 1);
      for (var pause :
          List.of("PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H")) {
        var expected = Duration.parse(pause);
        int tried = receiver.got().size();
        var waits = app.database()
            .count(
                "select extract(epoch from next_try_at - moment())::int from webhook_deliveries");
        assertThat(waits)
            .isBetween(
                (long) (expected.toSeconds() * 0.8) - 5, (long) (expected.toSeconds() * 1.2) + 1);
        app.advance(Duration.ofSeconds(Math.max(0, waits) + 1));
        until(app, "select count(*) from webhook_attempts", tried + 1);
      }
      until(
          app,
          "select count(*) from webhook_deliveries where state = 'exhausted' and attempts = 10",
          1);
      app.advance(Duration.ofDays(2));
      Invariants.hold(app);
      assertThat(receiver.got()).hasSize(10);
      assertThat(receiver.got().stream().map(Got::id).collect(Collectors.toSet()))
          .hasSize(1);
      assertThat(receiver.got().stream()
              .map(got -> got.headers().get("webhook-timestamp"))
              .collect(Collectors.toSet()))
          .as("a timestamp for each attempt")
          .hasSizeGreaterThan(8);
    });
  }

  @Test
  void anEndpointOfWhichEveryAttemptFailsForDaysIsPausedAndGoesOnWhenResumed() throws Exception {
    run((app, receiver, source) -> {
      int endpoint = receiver.subscribe(app, source.workspace(), CSAT);
      receiver.answers(500);
      answer(app, source, "1", 5, "");
      until(app, "select count(*) from webhook_endpoints where failing_since is not null", 1);
      app.advance(Duration.ofDays(4));
      until(app, "select count(*) from webhook_attempts", 2);
      assertThat(app.database()
              .count("select count(*) from webhook_endpoints where paused_at is not null"))
          .isZero();
      app.advance(Duration.ofDays(1).plusHours(1));
      until(app, "select count(*) from webhook_endpoints where paused_reason = 'failing'", 1);
      // after it the newest mail is the survey's again
      until(
          app,
          "select count(*) from mailbox where subject = 'The webhook to 127.0.0.1 is paused'",
          1);
      assertThat(app.database()
              .value("select after->>'reason' from audit where what = 'webhook " + endpoint + "'"))
          .isEqualTo("failing");

      receiver.answers(200);
      answer(app, source, "2", 5, "");
      Invariants.hold(app);
      int tried = receiver.got().size();
      app.advance(Duration.ofDays(1));
      app.database().execute("update webhook_endpoints set paused_at = null, paused_reason = null");
      until(app, "select count(*) from webhook_deliveries where state = 'delivered'", 2);
      until(app, "select count(*) from webhook_endpoints where failing_since is null", 1);
      assertThat(receiver.got()).hasSize(tried + 2);
    });
  }

  @Test
  void whoIsGoneIsPausedAtOnceAndWhoAsksForAPauseGetsIt() throws Exception {
    run((app, receiver, source) -> {
      receiver.subscribe(app, source.workspace(), CSAT);
      receiver.answers(response ->
          response.setStatusCode(429).putHeader("retry-after", "7200").end());
      answer(app, source, "1", 5, "");
      until(app, "select count(*) from webhook_attempts where status = 429", 1);
      until(
          app,
          "select count(*) from webhook_deliveries where next_try_at between moment() + interval '115 min' and moment() + interval '121 min'",
          1);

      receiver.answers(410);
      answer(app, source, "2", 5, "");
      until(app, "select count(*) from webhook_endpoints where paused_reason = 'gone'", 1);
      until(
          app,
          "select count(*) from mailbox where recipient = 'owner@us.test' and subject = 'The webhook to 127.0.0.1 is paused'",
          1);
      assertThat(deliveries(app, "state = 'pending'")).hasSize(2);
      answer(app, source, "3", 5, "");
      app.advance(Duration.ofDays(3));
      Invariants.hold(app);
      assertThat(receiver.got()).hasSize(2);
    });
  }

  @Test
  void whatTheOldUrlAnswersIsNotHeldAgainstTheNewOne() throws Exception {
    run((app, receiver, source) -> {
      receiver.subscribe(app, source.workspace(), CSAT);
      var held = new ConcurrentLinkedQueue<HttpServerResponse>();
      receiver.answers(held::add);
      answer(app, source, "1", 5, "");
      app.until("it is under way", held::size, size -> size == 1);
      app.database().execute("update webhook_endpoints set url = '" + receiver.url("/new") + "'");
      held.remove().setStatusCode(410).end();
      until(app, "select count(*) from webhook_attempts where status = 410", 1);
      assertThat(
              app.database()
                  .count(
                      "select count(*) from webhook_endpoints where paused_at is null and failing_since is null"))
          .isEqualTo(1);
    });
  }

  @Test
  void aRedirectIsAFailureAndNotFollowed() throws Exception {
    run((app, receiver, source) -> {
      receiver.subscribe(app, source.workspace(), CSAT);
      for (int status : List.of(301, 302, 303, 307, 308)) {
        receiver.answers(response -> response
            .setStatusCode(status)
            .putHeader("location", receiver.url("/elsewhere"))
            .end());
        answer(app, source, "c-" + status, 5, "");
        until(
            app,
            "select count(*) from webhook_attempts where error like 'A redirect%' and status = "
                + status,
            1);
        app.database().execute("update webhook_deliveries set state = 'exhausted'");
      }
      assertThat(receiver.got()).allMatch(got -> got.path().equals("/"));
    });
  }

  @Test
  void oneThatHangsDelaysNoOther() throws Exception {
    run((app, receiver, source) -> {
      try (var hanging = WebhookReceiver.start()) {
        var held = new ConcurrentLinkedQueue<HttpServerResponse>();
        hanging.answers(held::add);
        hanging.subscribe(app, source.workspace(), CSAT);
        app.database().execute("""
            insert into webhook_events (workspace_id, event_id, type, payload)
            select %1$s, 'old_' || n, 'survey.sent', '{}' from generate_series(1, 2000) n;
            insert into webhook_deliveries (workspace_id, endpoint_id, event_id, next_try_at)
            select %1$s, endpoint_id, 'old_' || n, moment() - interval '1 hour' from webhook_endpoints, generate_series(1, 2000) n
            """.formatted(source.workspace()));
        app.until("it hangs", hanging::open, open -> open == 4);
        receiver.subscribe(app, source.workspace(), CSAT);
        for (int n = 1; n <= 3; n++) {
          answer(app, source, "c-" + n, 5, "");
          arrived(app, receiver, n);
        }
        assertThat(hanging.open()).as("no more than its share").isLessThanOrEqualTo(4);
        assertThat(
                app.database().count("select count(*) from webhook_attempts where status is null"))
            .isZero();
        app.database()
            .execute("update webhook_endpoints set paused_at = moment(), paused_reason = 'person'");
        // so that the service need not wait for it when it stops
        held.forEach(HttpServerResponse::end);
      }
    });
  }

  @Test
  void bothSecretsSignWhileTheyAreExchanged() throws Exception {
    run((app, receiver, source) -> {
      receiver.subscribe(app, source.workspace(), CSAT);
      var next = "whsec_"
          + Base64.getEncoder().encodeToString("0123456789012345678901234567890x".getBytes());
      app.database()
          .execute("update webhook_endpoints set previous_secret = secret, secret = "
              + WebhookReceiver.sealed(next) + ", previous_until = moment() + interval '24 hours'");
      answer(app, source, "1", 5, "");
      var first = arrived(app, receiver, 1).getFirst();
      assertThat(first.headers().get("webhook-signature").split(" ")).hasSize(2);
      assertThat(first.isSignedBy(SECRET)).isTrue();
      assertThat(first.isSignedBy(next)).isTrue();

      app.database().execute("update webhook_endpoints set previous_until = moment()");
      answer(app, source, "2", 5, "");
      var second = arrived(app, receiver, 2).get(1);
      assertThat(second.isSignedBy(SECRET)).isFalse();
      assertThat(second.isSignedBy(next)).isTrue();
    });
  }

  @Test
  void whatAPersonAsksForIsTriedOnceWhateverItsState() throws Exception {
    run((app, receiver, source) -> {
      receiver.subscribe(app, source.workspace(), CSAT);
      answer(app, source, "1", 5, "");
      until(app, "select count(*) from webhook_deliveries where state = 'delivered'", 1);
      app.database()
          .execute("update webhook_endpoints set paused_at = moment(), paused_reason = 'person'");

      receiver.answers(500);
      app.database().execute("update webhook_deliveries set asked_at = moment()");
      until(app, "select count(*) from webhook_attempts where by_hand and status = 500", 1);
      assertThat(deliveries(app, "asked_at is null"))
          .containsExactly(row("state", "delivered", "attempts", "1"));

      receiver.answers(200);
      app.database()
          .execute(
              "update webhook_deliveries set state = 'exhausted', attempts = 10, asked_at = moment()");
      until(app, "select count(*) from webhook_attempts where by_hand and status = 200", 1);
      assertThat(deliveries(app, "asked_at is null"))
          .containsExactly(row("state", "delivered", "attempts", "10"));
      assertThat(receiver.got().stream().map(Got::id).collect(Collectors.toSet()))
          .hasSize(1);
    });
  }

  @Test
  void anAttemptWhoseEndNobodyWroteIsMadeAgainByTheSameId() throws Exception {
    run((app, receiver, source) -> {
      receiver.subscribe(app, source.workspace(), CSAT);
      answer(app, source, "1", 5, "");
      until(app, "select count(*) from webhook_deliveries where state = 'delivered'", 1);
      // as a crash between the answer and its writing leaves it
      app.database().execute("""
          update webhook_deliveries set state = 'pending', attempts = 0, settled_at = null,
            claim_token = gen_random_uuid(), lease_until = moment() + interval '60 s', next_try_at = moment() + interval '60 s'
          """);
      assertThat(receiver.got()).hasSize(1);
      app.advance(Duration.ofSeconds(61));
      assertThat(arrived(app, receiver, 2).stream().map(Got::id).collect(Collectors.toSet()))
          .hasSize(1);
      until(app, "select count(*) from webhook_deliveries where state = 'delivered'", 1);
    });
  }

  @Test
  void everythingOfAMonthAgoIsForgotten() throws Exception {
    run((app, receiver, source) -> {
      receiver.subscribe(app, source.workspace(), CSAT, "survey.sent");
      answer(app, source, "1", 5, "");
      until(app, "select count(*) from webhook_deliveries where state = 'delivered'", 2);
      var vertx = Vertx.vertx();
      var database = new Database(vertx, app.database().address());
      var queue = new WebhookQueue(database);
      app.advance(Duration.ofDays(29));
      queue.forgetOld().await();
      assertThat(app.database().count("select count(*) from webhook_events")).isEqualTo(2);
      app.advance(Duration.ofDays(2));
      queue.forgetOld().await();
      assertThat(
              app.database()
                  .count(
                      "select (select count(*) from webhook_events) + (select count(*) from webhook_deliveries) + (select count(*) from webhook_attempts)"))
          .isZero();
      database.close().await();
      vertx.close().await();
    });
  }

  private static Map<String, String> row(String... cells) {
    var row = new HashMap<String, String>();
    for (int i = 0; i < cells.length; i += 2) {
      row.put(cells[i], cells[i + 1]);
    }
    return row;
  }
}
