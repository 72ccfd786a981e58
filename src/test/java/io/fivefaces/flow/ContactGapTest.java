package io.fivefaces.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.support.Invariants;
import io.fivefaces.support.Samples;
import io.fivefaces.support.ScriptedSmtp;
import io.fivefaces.support.TestApp;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workspace may want that nobody is asked twice within days, whatever they are asked. */
class ContactGapTest {

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
  void theSecondConversationWithinTheGapIsNotAskedAbout() throws Exception {
    run(app -> {
      var workspace = careful(app, Map.of());
      var source = app.newSource(workspace);
      app.hook(source, Samples.closedTalk("1"));
      app.withInvite(workspace, "1", "sent");

      app.advance(Duration.ofDays(6));
      app.hook(source, Samples.closedTalk("2"));
      var second = app.judged(workspace, "2");
      assertThat(second.get("reason").asText()).isEqualTo("contact_gap");
      assertThat(second.get("invite").isNull()).isTrue();
      assertThat(verdict(second).get("open").asBoolean()).isFalse();
      assertThat(verdict(second).get("saw").asText())
          .startsWith("asked (csat) at 20")
          .endsWith(", contact_gap_days is 7");

      app.advance(Duration.ofDays(2));
      app.hook(source, Samples.closedTalk("3"));
      app.withInvite(workspace, "3", "sent");
      assertThat(relay.mails()).hasSize(2);
    });
  }

  @Test
  void aSurveyThatIsOnItsWayCounts() throws Exception {
    run(app -> {
      var workspace = careful(app, Map.of("send_delay", "24h"));
      var source = app.newSource(workspace);
      app.hook(source, Samples.closedTalk("1"));
      app.withInvite(workspace, "1", "scheduled");

      app.hook(source, Samples.closedTalk("2"));
      var second = app.judged(workspace, "2");
      assertThat(second.get("reason").asText()).isEqualTo("contact_gap");
      assertThat(verdict(second).get("saw").asText())
          .isEqualTo("a survey is on its way (csat), contact_gap_days is 7");
    });
  }

  @Test
  void ofConversationsThatEndTogetherOneIsAskedAbout() throws Exception {
    run(app -> {
      var workspace = careful(app, Map.of());
      var talks = new ArrayList<Samples.Event>();
      for (int i = 0; i < 8; i++) {
        talks.addAll(Samples.closedTalk("talk " + i));
      }
      app.hook(app.newSource(workspace), List.copyOf(talks));

      app.until(
          "all are judged and none is on its way",
          () -> app.database().count("""
              select count(*) from conversations c left join survey_invites i
                on i.workspace_id = c.workspace_id and i.conversation_ref = c.ref
              where c.reason = 'contact_gap' or i.state = 'sent'
              """),
          settled -> settled == 8);
      assertThat(relay.mails()).hasSize(1);
    });
  }

  @Test
  void offAsItIsByDefaultEachConversationIsAskedAbout() throws Exception {
    run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      for (var talk : List.of("1", "2")) {
        app.hook(source, Samples.closedTalk(talk));
        app.withInvite(workspace, talk, "sent");
      }
      assertThat(verdict(app.conversation(workspace, "2")).get("saw").asText())
          .isEqualTo("contact_gap_for_csat is off");
    });
  }

  private static String careful(TestApp app, Map<String, ?> more) {
    var workspace = app.newAskingWorkspace();
    app.settings(workspace, Map.of("contact_gap_for_csat", true));
    if (!more.isEmpty()) {
      app.settings(workspace, more);
    }
    return workspace;
  }

  private static JsonNode verdict(JsonNode conversation) {
    for (var verdict : conversation.get("verdicts")) {
      if (verdict.get("gate").asText().equals("contact_gap")) {
        return verdict;
      }
    }
    throw new AssertionError("no verdict of contact_gap in " + conversation);
  }

  private void run(TestApp.Check check) throws Exception {
    TestApp.run(Map.of("FIVEFACES_SMTP_URL", "smtp://127.0.0.1:" + relay.port()), app -> {
      check.with(app);
      Invariants.hold(app);
      Invariants.holdAtTheRelay(app.database(), relay.mails());
    });
  }
}
