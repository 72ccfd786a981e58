package io.fivefaces.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.FakeSlack;
import io.fivefaces.support.SlackDesk;
import io.fivefaces.support.SlackPerson;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a survey in Slack, whatever Slack does: at most one in its thread, and a reason where there is none. */
class SlackDeliveryTest {

  private static final String POST = "chat.postMessage";
  private static final String LOOK = "conversations.replies";

  @Test
  void theSurveyIsPostedInTheThreadUnderTheWorkspacesName() throws Exception {
    SlackDesk.run(desk -> {
      desk.bring(Map.of("display_name", "Lumen", "icon_url", "https://us.test/icon.png"));
      var thread = desk.help();
      var survey = desk.survey(thread);

      assertThat(desk.conversation(thread).at("/invite/channel").asText()).isEqualTo("slack");
      assertThat(survey.body().get("username").asText()).isEqualTo("Lumen");
      assertThat(desk.app().database().value("select receipt from survey_invites"))
          .isEqualTo("C1:" + survey.ts());
      assertThat(desk.app().mail().getReceivedMessages()).isEmpty();
    });
  }

  @Test
  void aHelpdeskThatKnowsTheThreadAsksThroughTheWorkspacesApp() throws Exception {
    SlackDesk.run(desk -> {
      var thread = desk.slack().root("C1");
      desk.close("4711", thread, null);
      desk.app().withInvite(desk.workspace(), "4711", "sent");
      desk.surveyNow(thread);
    });
  }

  @Test
  void withoutABotTokenItGoesByEmailWhereThereIsAnAddress() throws Exception {
    SlackDesk.run(Map.of(), desk -> {
      var thread = desk.slack().root("C1");
      desk.close("with", thread, "ada@customer.test");
      desk.close("without", thread, null);
      desk.app().withInvite(desk.workspace(), "with", "sent");
      assertThat(desk.app().mail().getReceivedMessages()).hasSize(1);

      var without = desk.app().judged(desk.workspace(), "without");
      assertThat(without.get("reason").asText()).isEqualTo("deliverable");
      assertThat(without.get("verdicts").toString())
          .contains("no Slack source has a bot token, no address");
      assertThat(desk.slack().calls(POST)).isEmpty();
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"token_revoked", "is_archived", "not_in_channel", "channel_not_found"})
  void whereSlackCannotBeUsedItGoesByEmailOrEndsWithTheReason(String error) throws Exception {
    SlackDesk.run(desk -> {
      desk.slack().always(POST, FakeSlack.refusing(error));
      var thread = desk.slack().root("C1");
      desk.close("with", thread, "ada@customer.test");
      var sent = desk.app().withInvite(desk.workspace(), "with", "sent");
      assertThat(sent.at("/invite/channel").asText()).isEqualTo("email");
      assertThat(desk.app().mail().getReceivedMessages()).hasSize(1);
      assertThat(sent.get("verdicts").toString()).contains(error);

      desk.close("without", desk.slack().root("C1"), null);
      var ended = desk.app()
          .until(
              "it has ended",
              () -> desk.app().conversation(desk.workspace(), "without"),
              found -> found.at("/invite/state").asText().matches("cancelled|failed"));
      assertThat(ended.at("/invite/reason").asText()).isNotBlank();
      assertThat(ended.get("verdicts").toString()).contains(error).contains("no address");
      assertThat(desk.slack().surveys("C1", thread)).isEmpty();
    });
  }

  @Test
  void aClosedGateIsSilentInSlack() throws Exception {
    SlackDesk.run(desk -> {
      desk.app().settings(desk.workspace(), Map.of("csat_slack_enabled", false));
      desk.close("4711", desk.slack().root("C1"), null);
      assertThat(desk.app().judged(desk.workspace(), "4711").get("reason").asText())
          .isEqualTo("channel_switch");
      assertThat(desk.slack().calls(POST)).isEmpty();
    });
  }

  @Test
  void aMessageThatSlackWillNeverTakeFails() throws Exception {
    SlackDesk.run(desk -> {
      desk.slack().next(POST, FakeSlack.refusing("invalid_blocks"));
      var failed = desk.withInvite(desk.help(), "failed");
      assertThat(failed.at("/invite/reason").asText()).contains("invalid_blocks");
    });
  }

  @Test
  void slacksPatienceIsWaitedFor() throws Exception {
    SlackDesk.run(desk -> {
      desk.slack().next(POST, FakeSlack.throttling(300));
      var thread = desk.help();
      desk.app()
          .until(
              "Slack's wish is told",
              () -> desk.conversation(thread).at("/invite/reason").asText(),
              reason -> reason.contains("patience"));
      desk.app().advance(Duration.ofSeconds(200));
      assertThat(desk.conversation(thread).at("/invite/state").asText()).isEqualTo("scheduled");

      desk.app().advance(Duration.ofSeconds(101));
      desk.survey(thread);
      assertThat(desk.slack().calls(POST)).hasSize(2);
      assertThat(desk.app().database().value("select refusals from survey_invites"))
          .isEqualTo("0");
    });
  }

  @Test
  void manySurveysInOneChannelGoOutOneAfterTheOther() throws Exception {
    SlackDesk.run(desk -> {
      for (int i = 0; i < 4; i++) {
        desk.close("t" + i, desk.slack().root("C1"), null);
      }
      desk.app()
          .until(
              "all are sent",
              () -> desk.app()
                  .database()
                  .count("select count(*) from survey_invites where state = 'sent'"),
              sent -> sent == 4);
      assertThat(desk.slack().calls(POST)).hasSize(4);
    });
  }

  @Test
  void whatArrivedThoughSlackFailedIsFoundAndNotRepeated() throws Exception {
    SlackDesk.run(desk -> {
      desk.slack().next(POST, FakeSlack.doingBut(FakeSlack.answering(500, "")));
      var thread = desk.help();
      desk.app()
          .until(
              "the doubt is told",
              () -> desk.conversation(thread).at("/invite/reason").asText(),
              reason -> reason.contains("500"));
      desk.app().advance(Duration.ofSeconds(6));
      var survey = desk.survey(thread);
      assertThat(desk.slack().calls(POST)).hasSize(1);

      assertThat(
              SlackPerson.ADA.tap(desk.app(), desk.source(), survey, "rate:3").status())
          .isEqualTo(200);
      assertThat(desk.conversation(thread).get("panel").asText()).isEqualTo("CSAT 3/5");
    });
  }

  @Test
  void whatWasLookedForTwiceInVainIsSentOnce() throws Exception {
    SlackDesk.run(desk -> {
      desk.slack().next(POST, FakeSlack.answering(502, "<html>bad gateway"));
      var thread = desk.help();
      looks(desk, 2);
      desk.app()
          .until(
              "it is scheduled again",
              () -> desk.conversation(thread).at("/invite/state").asText(),
              state -> state.equals("scheduled"));
      desk.app().advance(Duration.ofMinutes(10));
      desk.survey(thread);
      assertThat(desk.slack().calls(POST)).hasSize(2);
    });
  }

  @Test
  void whatCannotBeLookedForStaysUnknownUntilATapIsTheEvidence() throws Exception {
    SlackDesk.run(desk -> {
      desk.slack().next(POST, FakeSlack.doingBut(FakeSlack.answering(500, "")));
      desk.slack().always(LOOK, FakeSlack.answering(500, ""));
      var thread = desk.help();
      looks(desk, 3);
      assertThat(desk.withInvite(thread, "unknown").at("/invite/reason").asText())
          .isNotBlank();
      assertThat(desk.slack().calls(POST)).hasSize(1);

      var survey = desk.surveyNow(thread);
      assertThat(
              SlackPerson.ADA.tap(desk.app(), desk.source(), survey, "rate:4").status())
          .isEqualTo(200);
      assertThat(desk.withInvite(thread, "sent").get("panel").asText()).isEqualTo("CSAT 4/5");
      desk.surveySaying(thread, "🙂");
      desk.app()
          .until(
              "its place is known",
              () -> desk.app().database().value("select receipt from survey_invites"),
              ("C1:" + survey.ts())::equals);
    });
  }

  /** Lets time pass until Slack was asked so often. */
  private static void looks(SlackDesk desk, int many) {
    for (int i = 1; i <= many; i++) {
      int wanted = i;
      desk.app()
          .until(
              "the doubt is written, and with it when to look",
              () -> desk.app()
                  .database()
                  .count("select count(*) from survey_invites where state = 'sending'"
                      + " and lease_until < moment() + interval '31 seconds'"),
              doubtful -> doubtful == 1);
      desk.app().advance(Duration.ofSeconds(31));
      desk.app()
          .until(
              "Slack was asked", () -> desk.slack().calls(LOOK).size(), asked -> asked == wanted);
    }
  }
}
