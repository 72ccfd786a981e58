package io.fivefaces.http;

import static io.fivefaces.support.WebhookReceiver.ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivefaces.support.ChatDesk;
import io.fivefaces.support.FakeSlack;
import io.fivefaces.support.Invariants;
import io.fivefaces.support.SlackDesk;
import io.fivefaces.support.SlackPerson;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.WebhookReceiver;
import io.fivefaces.support.WebhookReceiver.Got;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That a survey went out, or could not, is told whatever its channel and however late it is known. */
class ToldSurveysTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POST = "chat.postMessage";
  private static final String LOOK = "conversations.replies";
  private static final Map<String, String> SLACK = Map.of("FIVEFACES_WEBHOOK_ALLOW", "127.0.0.0/8");

  private interface Check {
    void with(SlackDesk desk, WebhookReceiver receiver) throws Exception;
  }

  private static void inSlack(Check check) throws Exception {
    try (var receiver = WebhookReceiver.start()) {
      SlackDesk.run(SLACK, desk -> {
        desk.bring(Map.of("bot_token", FakeSlack.TOKEN));
        receiver.subscribe(desk.app(), desk.workspace(), "survey.sent", "survey.failed");
        check.with(desk, receiver);
      });
    }
  }

  /** The only message, once it came. */
  private static JsonNode told(TestApp app, WebhookReceiver receiver) throws Exception {
    app.until("it is told", receiver::got, got -> !got.isEmpty());
    app.until(
        "its end is written",
        () -> app.database()
            .count("select count(*) from webhook_deliveries where state <> 'delivered'"),
        left -> left == 0);
    assertThat(receiver.got()).hasSize(1);
    return JSON.readTree(receiver.got().stream().map(Got::body).findFirst().orElseThrow());
  }

  private static Map<String, Object> fields(JsonNode told) {
    return JSON.convertValue(
        told, JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
  }

  @Test
  void inTheChat() throws Exception {
    try (var receiver = WebhookReceiver.start()) {
      TestApp.run(ALLOWED, app -> {
        var desk = ChatDesk.open(app);
        receiver.subscribe(app, desk.source().workspace(), "survey.sent", "survey.failed");
        desk.ask("1", "v-1");

        assertThat(fields(told(app, receiver)))
            .containsEntry("type", "survey.sent")
            .containsEntry("kind", "csat")
            .containsEntry("ticketId", "1")
            .containsEntry("channel", "chat")
            .containsOnlyKeys("type", "kind", "ticketId", "channel", "sentAt");
        Invariants.hold(app);
      });
    }
  }

  @Test
  void inSlack() throws Exception {
    inSlack((desk, receiver) -> {
      var thread = desk.help();
      desk.survey(thread);

      assertThat(fields(told(desk.app(), receiver)))
          .containsEntry("type", "survey.sent")
          .containsEntry("ticketId", SlackDesk.CHANNEL + ":" + thread)
          .containsEntry("channel", "slack");
    });
  }

  @Test
  void whatSlackNeverTakesHasFailed() throws Exception {
    inSlack((desk, receiver) -> {
      desk.slack().next(POST, FakeSlack.refusing("invalid_blocks"));
      var thread = desk.help();
      var reason = desk.withInvite(thread, "failed").at("/invite/reason").asText();

      assertThat(fields(told(desk.app(), receiver)))
          .containsEntry("type", "survey.failed")
          .containsEntry("ticketId", SlackDesk.CHANNEL + ":" + thread)
          .containsEntry("channel", "slack")
          .containsEntry("reason", reason)
          .containsOnlyKeys("type", "kind", "ticketId", "channel", "reason", "failedAt");
    });
  }

  @Test
  void ofWhatNobodyKnowsOnceAnAnswerIsTheEvidence() throws Exception {
    inSlack((desk, receiver) -> {
      desk.slack().next(POST, FakeSlack.doingBut(FakeSlack.answering(500, "")));
      desk.slack().always(LOOK, FakeSlack.answering(500, ""));
      var thread = desk.help();
      for (int look = 1; look <= 3; look++) {
        int looks = look;
        desk.app()
            .until(
                "the doubt is written",
                () -> desk.app()
                    .database()
                    .count("select count(*) from survey_invites where state = 'sending'"
                        + " and lease_until < moment() + interval '31 seconds'"),
                doubtful -> doubtful == 1);
        desk.app().advance(Duration.ofSeconds(31));
        desk.app()
            .until("it is looked for", () -> desk.slack().calls(LOOK).size(), n -> n >= looks);
      }
      desk.withInvite(thread, "unknown");
      assertThat(desk.app().database().count("select count(*) from webhook_events"))
          .isZero();

      SlackPerson.ADA.tap(desk.app(), desk.source(), desk.surveyNow(thread), "rate:4");
      desk.withInvite(thread, "sent");

      var told = told(desk.app(), receiver);
      assertThat(told.get("type").asText()).isEqualTo("survey.sent");
      assertThat(told.get("sentAt"))
          .isEqualTo(desk.conversation(thread).at("/response/responded_at"));
    });
  }
}
