package io.fivefaces.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Invariants;
import io.fivefaces.support.Links;
import io.fivefaces.support.Samples;
import io.fivefaces.support.ScriptedSmtp;
import io.fivefaces.support.ScriptedSmtp.Stage;
import io.fivefaces.support.TestApp;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of an invite between its schedule and its end. */
class DeliveryTest {

  private Vertx vertx;
  private ScriptedSmtp relay;

  @BeforeEach
  void startRelay() throws Exception {
    vertx = Vertx.vertx();
    relay = ScriptedSmtp.start(vertx);
  }

  @AfterEach
  void stopRelay() throws Exception {
    relay.stop();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void nothingGoesOutBeforeTheDelayHasPassed() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      app.settings(workspace, Map.of("send_delay", "24h"));
      app.hook(app.newSource(workspace), Samples.closedTalk("1"));
      app.withInvite(workspace, "1", "scheduled");

      app.advance(Duration.ofHours(23));
      app.hook(app.newSource(workspace), Samples.closedTalk("other"));
      app.withInvite(workspace, "other", "scheduled");
      assertThat(app.conversation(workspace, "1").at("/invite/state").asText())
          .isEqualTo("scheduled");
      assertThat(relay.mails()).isEmpty();

      app.advance(Duration.ofHours(1).plusMinutes(1));
      app.withInvite(workspace, "1", "sent");
      assertThat(relay.mails()).hasSize(1);
    });
  }

  @Test
  void reopeningCancelsWhatIsPendingAndALaterCloseArmsItAgain() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      app.settings(workspace, Map.of("send_delay", "1h"));
      var source = app.newSource(workspace);
      app.hook(source, Samples.closedTalk("1"));
      app.withInvite(workspace, "1", "scheduled");

      app.hook(source, Samples.reopened("1"));
      var cancelled = app.withInvite(workspace, "1", "cancelled");
      assertThat(cancelled.at("/invite/reason").asText()).isEqualTo("closed");
      assertThat(cancelled.get("reason").asText()).isEqualTo("closed");

      app.hook(source, Samples.closed("1"));
      app.withInvite(workspace, "1", "scheduled");
      app.advance(Duration.ofMinutes(61));
      assertThat(app.withInvite(workspace, "1", "sent").get("reason").isNull()).isTrue();
      assertThat(relay.mails()).hasSize(1);
    });
  }

  @Test
  void reopenedAndClosedAgainBetweenTwoLooksTheDelayBeginsAnew() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      app.settings(workspace, Map.of("send_delay", "1h"));
      var source = app.newSource(workspace);
      app.hook(source, Samples.closedTalk("1"));
      var first =
          app.withInvite(workspace, "1", "scheduled").at("/invite/due_at").asText();
      app.advance(Duration.ofMinutes(50));

      var now = Instant.now();
      app.hook(
          source,
          List.of(
              Samples.reopened("1").at(now.plusSeconds(1)),
              Samples.closed("1").at(now.plusSeconds(2))));
      app.until(
          "the delay began anew",
          () -> app.conversation(workspace, "1").at("/invite/due_at").asText(),
          due -> Instant.parse(due).isAfter(Instant.parse(first).plusSeconds(2900)));
      assertThat(app.conversation(workspace, "1").at("/invite/state").asText())
          .isEqualTo("scheduled");

      app.advance(Duration.ofMinutes(61));
      app.withInvite(workspace, "1", "sent");
    });
  }

  @Test
  void closedAfterItWasResolvedItIsOneEnd() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      app.settings(workspace, Map.of("send_delay", "1h"));
      var source = app.newSource(workspace);
      app.database().execute("update sources set one_end = true");
      app.hook(source, Samples.talk("1"));
      app.hook(source, Samples.resolved("1"));
      var due = app.withInvite(workspace, "1", "scheduled").at("/invite/due_at").asText();

      app.hook(source, Samples.closed("1").at(Instant.now().plusSeconds(5)));
      app.until(
          "it is closed and looked at",
          () -> app.conversation(workspace, "1"),
          found -> found.get("state").asText().equals("closed")
              && app.database().count("select count(*) from conversations where to_judge") == 0);
      assertThat(app.conversation(workspace, "1").at("/invite/due_at").asText()).isEqualTo(due);
    });
  }

  @Test
  void afterASurveyWasSentTheConversationIsNeverSurveyedAgain() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      app.hook(source, Samples.closedTalk("1"));
      app.withInvite(workspace, "1", "sent");

      app.hook(source, List.of(Samples.inbound("1"), Samples.reopened("1")));
      app.until(
          "it is open",
          () -> app.conversation(workspace, "1"),
          found -> found.get("state").asText().equals("open"));
      assertThat(app.conversation(workspace, "1").get("reason").isNull()).isTrue();
      app.hook(source, Samples.closed("1"));
      app.until(
          "it is refused",
          () -> app.conversation(workspace, "1"),
          found -> isReason(found, "first_survey"));
      assertThat(relay.mails()).hasSize(1);
    });
  }

  @Test
  void theSettingsOfTheMomentOfSendingDecide() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      app.settings(workspace, Map.of("send_delay", "3d"));
      app.hook(app.newSource(workspace), Samples.closedTalk("1"));
      app.withInvite(workspace, "1", "scheduled");

      app.settings(workspace, Map.of("csat_enabled", false));
      app.advance(Duration.ofDays(4));
      var cancelled = app.withInvite(workspace, "1", "cancelled");
      assertThat(cancelled.get("reason").asText()).isEqualTo("master_switch");
      assertThat(cancelled.at("/verdicts/0/saw").asText()).isEqualTo("csat_enabled is off");
      assertThat(relay.mails()).isEmpty();
    });
  }

  @Test
  void withTheResolvedTriggerAPersonsResolveAsksAndClosingCancels() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      app.settings(workspace, Map.of("trigger", "resolved", "send_delay", "1h"));
      var source = app.newSource(workspace);
      app.hook(source, Samples.talk("1"));
      app.hook(source, Samples.resolved("1"));
      app.withInvite(workspace, "1", "scheduled");
      app.hook(source, Samples.event("conversation.closed", "1").with("automatic", true));
      assertThat(app.withInvite(workspace, "1", "cancelled").get("reason").asText())
          .isEqualTo("closed");

      app.hook(source, Samples.talk("2"));
      app.hook(source, Samples.event("conversation.closed", "2").with("automatic", true));
      assertThat(app.judged(workspace, "2").get("reason").asText()).isEqualTo("closed");
      app.hook(source, Samples.talk("3"));
      app.hook(source, Samples.event("conversation.resolved", "3").with("automatic", true));
      assertThat(app.judged(workspace, "3").get("reason").asText()).isEqualTo("closed");
      assertThat(relay.mails()).isEmpty();
    });
  }

  @Test
  void anAutoCloseAfterTheSurveyWentOutChangesNothing() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      app.settings(workspace, Map.of("trigger", "resolved"));
      var source = app.newSource(workspace);
      app.hook(source, Samples.talk("1"));
      app.hook(source, Samples.resolved("1"));
      app.withInvite(workspace, "1", "sent");
      app.hook(source, Samples.event("conversation.closed", "1").with("automatic", true));
      app.until(
          "it is closed",
          () -> app.conversation(workspace, "1"),
          found -> found.get("state").asText().equals("closed")
              && app.database().count("select count(*) from conversations where to_judge") == 0);
      assertThat(app.conversation(workspace, "1").get("reason").isNull()).isTrue();
    });
  }

  @Test
  void aRefusalForNowIsTriedAgainAndOneForGoodIsNot() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      relay.answering(Stage.RCPT, "451 4.7.1 greylisted, come back");
      app.hook(source, Samples.closedTalk("1"));
      app.until(
          "the refusal is told",
          () -> app.conversation(workspace, "1").at("/invite/reason").asText(),
          reason -> reason.contains("451"));
      assertThat(app.conversation(workspace, "1").at("/invite/state").asText())
          .isEqualTo("scheduled");
      assertThat(relay.mails()).isEmpty();

      relay.behavingAt(Stage.RCPT);
      app.advance(Duration.ofMinutes(3));
      app.withInvite(workspace, "1", "sent");

      relay.answering(Stage.RCPT, "550 5.1.1 no such user");
      app.hook(
          source,
          List.of(
              Samples.created("2").from("Cleo", "gone@customer.test"),
              Samples.inbound("2"),
              Samples.outbound("2"),
              Samples.closed("2")));
      assertThat(app.withInvite(workspace, "2", "failed").at("/invite/reason").asText())
          .contains("550");

      relay.behavingAt(Stage.RCPT);
      app.hook(
          source,
          List.of(
              Samples.created("3").from("Cleo", "Gone@customer.test"),
              Samples.inbound("3"),
              Samples.outbound("3"),
              Samples.closed("3")));
      assertThat(app.judged(workspace, "3").get("reason").asText()).isEqualTo("deliverable");
      assertThat(relay.mails()).hasSize(1);
    });
  }

  @Test
  void whatIsRefusedForThreeDaysFails() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      relay.answering(Stage.MAIL, "421 4.3.2 shutting down");
      app.hook(app.newSource(workspace), Samples.closedTalk("1"));
      app.until(
          "the first refusal is told",
          () -> app.conversation(workspace, "1").at("/invite/reason").asText(),
          reason -> reason.contains("421"));

      app.advance(Duration.ofHours(73));
      assertThat(app.withInvite(workspace, "1", "failed").at("/invite/reason").asText())
          .contains("given up after 72 hours");
    });
  }

  @Test
  void aRelayThatIsAwayCostsNothingButTime() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      relay.answering(Stage.GREETING, "554 5.3.2 not today");
      app.hook(app.newSource(workspace), Samples.closedTalk("1"));
      app.until(
          "the relay is told to be away",
          () -> app.conversation(workspace, "1").at("/invite/reason"),
          reason -> !reason.isNull() && !reason.isMissingNode());
      assertThat(app.conversation(workspace, "1").at("/invite/state").asText())
          .isEqualTo("scheduled");
      assertThat(app.database().value("select refusals from survey_invites")).isEqualTo("0");

      relay.behavingAt(Stage.GREETING);
      app.advance(Duration.ofMinutes(1));
      app.withInvite(workspace, "1", "sent");
    });
  }

  @Test
  void aDeadRelayIsLeftAloneUntilItIsBack() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      relay.closingAt(Stage.GREETING);
      for (int i = 0; i < 8; i++) {
        app.hook(source, Samples.closedTalk("c" + i));
      }
      app.until(
          "the relay is left alone", () -> metric(app, "fivefaces_relay_resting"), "1.0"::equals);
      // those that were not claimed before it rests have not been tried
      app.until(
          "all wait",
          () ->
              app.database().count("select count(*) from survey_invites where state = 'scheduled'"),
          waiting -> waiting == 8);
      int connections = relay.connections();

      // the invites are due again, and the relay is not
      app.database().moveClock(app.clock().ahead().plusSeconds(40));
      for (int round = 0; round < 2; round++) {
        app.database()
            .execute(
                "update survey_invites set state = 'claimed', lease_until = moment() - interval '1 s'"
                    + " where invite_id = (select min(invite_id) from survey_invites)");
        app.until(
            "a round is over",
            () -> app.database()
                .count("select count(*) from survey_invites where state = 'scheduled'"),
            waiting -> waiting == 8);
      }
      assertThat(relay.connections()).isEqualTo(connections);
      assertThat(app.database().count("select sum(refusals) from survey_invites"))
          .isZero();

      relay.behavingAt(Stage.GREETING);
      app.advance(Duration.ofSeconds(40));
      app.until("one went through", () -> relay.mails().size(), mails -> mails >= 1);
      // what meets the relay while it is tried with one alone waits once more
      app.until(
          "all went through",
          () -> {
            app.advance(Duration.ofSeconds(1));
            return relay.mails().size();
          },
          mails -> mails == 8);
      assertThat(metric(app, "fivefaces_relay_resting")).isEqualTo("0.0");
    });
  }

  private static String metric(TestApp app, String name) {
    return app.request("GET", app.managementUrl("/metrics"), null)
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  @Test
  void aMailOfWhichNobodyKnowsIsNotRepeatedAndItsAnswerIsTheEvidence() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      relay.closingAt(Stage.DOT);
      app.hook(app.newSource(workspace), Samples.closedTalk("1"));
      assertThat(app.withInvite(workspace, "1", "unknown").at("/invite/reason").asText())
          .isNotBlank();

      relay.behavingAt(Stage.DOT);
      app.advance(Duration.ofDays(2));
      app.hook(app.newSource(workspace), Samples.closedTalk("2"));
      app.withInvite(workspace, "2", "sent");
      assertThat(app.conversation(workspace, "1").at("/invite/state").asText())
          .isEqualTo("unknown");
      assertThat(relay.mails()).hasSize(2);

      var answer = app.request(
          "POST",
          Links.of(relay.mails().getFirst()),
          "{\"score\":2}",
          "content-type",
          "application/json");
      assertThat(answer.status()).isEqualTo(201);
      assertThat(app.withInvite(workspace, "1", "sent").get("panel").asText())
          .isEqualTo("CSAT 2/5");
    });
  }

  @Test
  void anAnswerIsEvidenceEvenBeforeTheRelayHasAnswered() throws Exception {
    var environment = Map.of(
        "FIVEFACES_SMTP_URL", "smtp://127.0.0.1:" + relay.port(),
        "FIVEFACES_DELIVERY_LEASE", "5s",
        "FIVEFACES_DELIVERY_DEADLINE", "3s");
    TestApp.run(environment, app -> {
      var workspace = app.newAskingWorkspace();
      relay.hangingAt(Stage.DOT);
      app.hook(app.newSource(workspace), Samples.closedTalk("1"));
      app.until("the relay has the mail", () -> relay.mails().size(), mails -> mails == 1);
      assertThat(app.conversation(workspace, "1").at("/invite/state").asText())
          .isEqualTo("sending");

      var link = Links.of(relay.mails().getFirst());
      assertThat(app.request("POST", link, "{\"score\":4}", "content-type", "application/json")
              .status())
          .isEqualTo(201);
      assertThat(app.conversation(workspace, "1").at("/invite/state").asText()).isEqualTo("sent");
      Invariants.hold(app);
    });
  }

  @Test
  void fiftyConcurrentClosesMakeOneInviteAndOneMail() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      app.hook(source, Samples.talk("1"));
      try (var people = java.util.concurrent.Executors.newFixedThreadPool(50)) {
        var closes = java.util.stream.IntStream.range(0, 50)
            .mapToObj(
                i -> people.submit(() -> app.hook(source, Samples.closed("1")).status()))
            .toList();
        for (var close : closes) {
          assertThat(close.get()).isEqualTo(202);
        }
      }
      app.withInvite(workspace, "1", "sent");
      app.until(
          "all is judged",
          () ->
              app.database().count("select count(*) from event_batches where projected_at is null")
                  + app.database().count("select count(*) from conversations where to_judge"),
          waiting -> waiting == 0);
      assertThat(app.database().count("select count(*) from survey_invites")).isEqualTo(1);
      assertThat(relay.mails()).hasSize(1);
    });
  }

  private void run(TestApp.Check check) throws Exception {
    TestApp.run(Map.of("FIVEFACES_SMTP_URL", "smtp://127.0.0.1:" + relay.port()), app -> {
      check.with(app);
      Invariants.hold(app);
      Invariants.holdAtTheRelay(app.database(), relay.mails());
    });
  }

  private static boolean isReason(
      com.fasterxml.jackson.databind.JsonNode conversation, String reason) {
    return conversation.get("reason").asText().equals(reason);
  }
}
