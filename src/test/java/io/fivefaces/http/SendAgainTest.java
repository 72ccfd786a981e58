package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Invariants;
import io.fivefaces.support.Links;
import io.fivefaces.support.Samples;
import io.fivefaces.support.ScriptedSmtp;
import io.fivefaces.support.ScriptedSmtp.Stage;
import io.fivefaces.support.TestApp;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator may do about an invite of which nobody knows whether it arrived. */
class SendAgainTest {

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
  void anUnknownInviteIsSentAgainAndItIsKeptWhoWantedIt() throws Exception {
    run(app -> {
      var workspace = unknown(app);
      var before = app.conversation(workspace, "1").get("invite");
      assertThat(before.get("attempts").asInt()).isEqualTo(1);
      assertThat(before.get("next_try_at").isNull()).isTrue();

      relay.behavingAt(Stage.DOT);
      var reply = sendAgain(app, workspace, "1");

      assertThat(reply.status()).isEqualTo(200);
      var sent = app.withInvite(workspace, "1", "sent").get("invite");
      assertThat(sent.get("attempts").asInt()).isEqualTo(2);
      assertThat(relay.mails()).hasSize(2);
      assertThat(app.database()
              .rows("select who, before->>'state' as was, after->>'state' as now from audit"
                  + " where what like 'invite%'"))
          .containsExactly(Map.of("who", "admin key", "was", "unknown", "now", "scheduled"));
    });
  }

  @Test
  void theGatesAreJudgedAgain() throws Exception {
    run(app -> {
      var workspace = unknown(app);
      app.settings(workspace, Map.of("csat_enabled", false));

      assertThat(sendAgain(app, workspace, "1").status()).isEqualTo(200);

      var cancelled = app.withInvite(workspace, "1", "cancelled");
      assertThat(cancelled.at("/invite/reason").asText()).isEqualTo("master_switch");
      assertThat(relay.mails()).hasSize(1);
      assertThat(sendAgain(app, workspace, "1").body()).contains("cancelled");
    });
  }

  @Test
  void whatIsAnsweredWhileItWaitsForTheRelayIsNotSentAgain() throws Exception {
    run(app -> {
      var workspace = unknown(app);
      relay.behavingAt(Stage.DOT).answering(Stage.MAIL, "451 4.3.0 later");
      sendAgain(app, workspace, "1");
      app.until(
          "the relay put it off",
          () -> app.conversation(workspace, "1").at("/invite/state").asText()
              + app.conversation(workspace, "1").at("/invite/attempts").asText(),
          "scheduled2"::equals);

      var answered = app.answer(Links.of(relay.mails().getFirst()), 5, "");
      assertThat(answered.status()).isEqualTo(201);
      relay.behavingAt(Stage.MAIL);
      app.advance(Duration.ofHours(2));

      var cancelled = app.withInvite(workspace, "1", "cancelled");
      assertThat(cancelled.at("/invite/reason").asText()).isEqualTo("first_survey");
      assertThat(cancelled.get("panel").asText()).isEqualTo("CSAT 5/5");
      assertThat(relay.mails()).hasSize(1);
    });
  }

  @Test
  void whatIsNotUnknownStaysAsItIsAndTheAnswerSaysWhy() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      app.hook(source, Samples.closedTalk("1"));
      app.hook(source, Samples.closed("2"));
      app.withInvite(workspace, "1", "sent");
      app.judged(workspace, "2");

      var sent = sendAgain(app, workspace, "1");
      assertThat(sent.status()).isEqualTo(409);
      assertThat(sent.header("content-type")).isEqualTo("application/problem+json");
      assertThat(sent.json().get("detail").asText())
          .isEqualTo("This invite is sent. It arrived, and a conversation is asked about once.");
      assertThat(sendAgain(app, workspace, "2").json().get("detail").asText())
          .startsWith("No invite was made");
      assertThat(sendAgain(app, workspace, "3").status()).isEqualTo(404);
      assertThat(sendAgain(app, workspace, "1?source=99").status()).isEqualTo(404);
      assertThat(relay.mails()).hasSize(1);
    });
  }

  @Test
  void twoPeopleAtOnceSendItOnce() throws Exception {
    run(app -> {
      var workspace = unknown(app);
      relay.behavingAt(Stage.DOT);
      try (var people = java.util.concurrent.Executors.newFixedThreadPool(8)) {
        var replies = java.util.stream.IntStream.range(0, 8)
            .mapToObj(i -> people.submit(() -> sendAgain(app, workspace, "1").status()))
            .toList();
        int done = 0;
        for (var reply : replies) {
          assertThat(reply.get()).isIn(200, 409);
          done += reply.get() == 200 ? 1 : 0;
        }
        assertThat(done).isEqualTo(1);
      }
      app.withInvite(workspace, "1", "sent");
      assertThat(relay.mails()).hasSize(2);
    });
  }

  private static Reply sendAgain(TestApp app, String workspace, String ref) {
    var parts = ref.split("\\?");
    var path = "/api/workspaces/" + workspace + "/conversations/" + parts[0] + "/invite/send-again";
    return app.api("POST", parts.length == 1 ? path : path + "?" + parts[1]);
  }

  private String unknown(TestApp app) {
    var workspace = app.newAskingWorkspace();
    relay.closingAt(Stage.DOT);
    app.hook(app.newSource(workspace), Samples.closedTalk("1"));
    app.withInvite(workspace, "1", "unknown");
    return workspace;
  }

  private void run(TestApp.Check check) throws Exception {
    TestApp.run(Map.of("FIVEFACES_SMTP_URL", "smtp://127.0.0.1:" + relay.port()), app -> {
      check.with(app);
      Invariants.hold(app);
      Invariants.holdAtTheRelay(app.database(), relay.mails());
    });
  }
}
