package io.fivefaces.http;

import static io.fivefaces.support.SlackPerson.ADA;
import static io.fivefaces.support.SlackPerson.BO;
import static io.fivefaces.support.SlackPerson.EVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Wording;
import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.FakeSlack;
import io.fivefaces.support.Samples;
import io.fivefaces.support.Signers;
import io.fivefaces.support.SlackDesk;
import io.fivefaces.support.SlackPerson;
import io.fivefaces.support.TestSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a tap on a survey in Slack does, whoever taps, and what it never does. */
class SlackTapsTest {

  @Test
  void aTapIsTheAnswerAndACommentMayFollowOnce() throws Exception {
    SlackDesk.run(desk -> {
      var thread = desk.help();
      var survey = desk.survey(thread);

      heard(ADA.tap(desk.app(), desk.source(), survey, "rate:5"));
      assertThat(desk.conversation(thread).get("panel").asText()).isEqualTo("CSAT 5/5");
      var thanks = desk.surveySaying(thread, "😀");
      assertThat(thanks.body().at("/blocks/1/elements")).hasSize(1);

      heard(ADA.tap(desk.app(), desk.source(), thanks, "comment"));
      var window = desk.app()
          .until(
              "the window is open",
              () -> desk.slack().calls("views.open"),
              windows -> windows.size() == 1);
      var view = window.getFirst().get("view");
      heard(ADA.send(desk.app(), desk.source(), view, "  Quick & kind \u0000 \r\n thanks "));
      assertThat(desk.app().database().value("select comment from csat_responses"))
          .isEqualTo("Quick & kind  \n thanks");
      desk.app()
          .until(
              "nobody is asked for a comment any more",
              () -> desk.surveyNow(thread).body().get("blocks"),
              blocks -> blocks.size() == 1);

      var again = ADA.send(desk.app(), desk.source(), view, "and another one");
      assertThat(again.json().at("/errors/comment").asText()).contains("already");
      heard(ADA.tap(desk.app(), desk.source(), thanks, "comment"));
      assertThat(desk.words(1).getFirst()).contains("U_ADA").contains("already has a comment");
      assertThat(desk.app().database().value("select comment from csat_responses"))
          .startsWith("Quick");
      assertThat(desk.slack().calls("views.open")).hasSize(1);
    });
  }

  @Test
  void theThanksAreInTheLanguageOfTheQuestion() throws Exception {
    SlackDesk.run(desk -> {
      var root = desk.slack().root(SlackDesk.CHANNEL);
      desk.app()
          .hook(
              desk.shop(),
              Samples.event("customer.updated", "7")
                  .about("locale", "fr")
                  .with("customer", Map.of("ref", SlackPerson.ADA.id(), "locale", "de")));
      desk.close("7", root, null);
      desk.app().withInvite(desk.workspace(), "7", "sent");
      var survey = desk.surveyNow(root);
      assertThat(survey.body().get("text").asText())
          .isEqualTo(Wording.in(Language.GERMAN).text("slack.question"));

      heard(ADA.tap(desk.app(), desk.source(), survey, "rate:5"));
      var thanks = desk.surveySaying(root, "😀");
      assertThat(thanks.body().at("/blocks/1/elements/0/text/text").asText())
          .isEqualTo(Wording.in(Language.GERMAN).text("slack.add_comment"));
    });
  }

  @Test
  void whoReadsATokenInAMessageCannotAnswerOnAPageAsSomebodyElse() throws Exception {
    SlackDesk.run(desk -> {
      var survey = desk.survey(desk.help());
      var page = "/s/" + survey.button("rate:5").get("value").asText();
      assertThat(desk.app().request("GET", page, null).status()).isEqualTo(404);
      assertThat(desk.app()
              .request("POST", page, "{\"score\":5}", "content-type", "application/json")
              .status())
          .isEqualTo(404);
      assertThat(answers(desk)).isZero();
      heard(ADA.tap(desk.app(), desk.source(), survey, "rate:2"));
      assertThat(answers(desk)).isEqualTo(1);
    });
  }

  @Test
  void aTapOnAMessageOutsideOfTheThreadIsNotOfItsSurvey() throws Exception {
    SlackDesk.run(desk -> {
      var survey = desk.survey(desk.help());
      desk.app().database().execute("update survey_invites set receipt = null");
      var tap = ADA.tapOf(survey, "rate:5", survey.button("rate:5").get("value").asText());
      ((ObjectNode) tap.get("message")).remove("thread_ts");
      heard(report(desk, tap));
      assertThat(desk.words(1).getFirst()).contains("cannot be answered");
      assertThat(answers(desk)).isZero();
    });
  }

  @Test
  void aSecondTapIsToldSoAndTheFirstStays() throws Exception {
    SlackDesk.run(desk -> {
      var thread = desk.help();
      var survey = desk.survey(thread);
      desk.slack().next("chat.update", FakeSlack.answering(500, ""));
      heard(ADA.tap(desk.app(), desk.source(), survey, "rate:2"));
      desk.app()
          .until(
              "the thanks were tried",
              () -> desk.slack().calls("chat.update").size(),
              updates -> updates == 1);

      heard(EVE.tap(desk.app(), desk.source(), survey, "rate:5"));
      assertThat(desk.words(1).getFirst()).startsWith("U_EVE: This survey is already answered");
      assertThat(desk.conversation(thread).get("panel").asText()).isEqualTo("CSAT 2/5");
      // and the thanks that were lost are there
      desk.surveySaying(thread, "😞");
    });
  }

  @Test
  void oneOfOursCannotAnswerAndAnyCustomerCan() throws Exception {
    SlackDesk.run(desk -> {
      var thread = desk.help();
      var survey = desk.survey(thread);
      heard(BO.tap(desk.app(), desk.source(), survey, "rate:5"));
      assertThat(desk.words(1).getFirst()).startsWith("U_BO: Only the customer");
      assertThat(answers(desk)).isZero();

      heard(EVE.tap(desk.app(), desk.source(), survey, "rate:4"));
      assertThat(desk.conversation(thread).get("panel").asText()).isEqualTo("CSAT 4/5");
    });
  }

  @Test
  void whereOnlyTheRequesterMayAnswerNobodyElseCan() throws Exception {
    SlackDesk.run(desk -> {
      desk.app().settings(desk.workspace(), Map.of("slack_respondents", "requester"));
      var thread = desk.help();
      var survey = desk.survey(thread);
      heard(EVE.tap(desk.app(), desk.source(), survey, "rate:1"));
      assertThat(desk.words(1).getFirst()).startsWith("U_EVE: Only the person who asked");
      assertThat(answers(desk)).isZero();

      heard(ADA.tap(desk.app(), desk.source(), survey, "rate:4"));
      assertThat(desk.conversation(thread).get("panel").asText()).isEqualTo("CSAT 4/5");
      var thanks = desk.surveySaying(thread, "🙂");
      heard(EVE.tap(desk.app(), desk.source(), thanks, "comment"));
      assertThat(desk.words(2).getLast()).startsWith("U_EVE: Only the person who asked");
      assertThat(desk.slack().calls("views.open")).isEmpty();
    });
  }

  @Test
  void anExpiredSurveyIsToldSoInTheCustomersLanguage() throws Exception {
    SlackDesk.run(desk -> {
      var survey = desk.survey(desk.help());
      desk.app().advance(Duration.ofDays(31));
      heard(ADA.tap(desk.app(), desk.source(), survey, "rate:5"));
      assertThat(desk.words(1).getFirst()).contains("expired");
      assertThat(answers(desk)).isZero();
    });
  }

  @Test
  void whatIsNotExactlyThatMessagesButtonRecordsNothing() throws Exception {
    SlackDesk.run(desk -> {
      var survey = desk.survey(desk.help());
      var other = desk.survey(desk.help());
      var token = survey.button("rate:5").get("value").asText();
      var forged =
          token.substring(0, 50) + (token.charAt(50) == 'A' ? 'B' : 'A') + token.substring(51);
      var elsewhere = new FakeSlack.Message("C2", survey.ts(), survey.thread(), survey.body());
      var anotherTeam = ADA.tapOf(survey, "rate:5", token);
      ((ObjectNode) anotherTeam.get("team")).put("id", "T_ELSE");
      ((ObjectNode) anotherTeam.get("message")).put("team", "T_ELSE");
      var taps = List.of(
          ADA.tapOf(survey, "rate:5", forged),
          ADA.tapOf(survey, "rate:5", ""),
          ADA.tapOf(survey, "rate:5", "x".repeat(2000)),
          ADA.tapOf(other, "rate:5", token),
          ADA.tapOf(elsewhere, "rate:5", token),
          anotherTeam);
      for (var tap : taps) {
        heard(report(desk, tap));
      }
      assertThat(desk.words(taps.size())).allMatch(word -> word.contains("cannot be answered"));
      for (var action : List.of("rate:0", "rate:6", "rate:55", "rate:", "other")) {
        heard(report(desk, ADA.tapOf(survey, action, token)));
      }
      assertThat(answers(desk)).isZero();
      assertThat(desk.app()
              .request("GET", desk.app().managementUrl("/metrics"), null)
              .body())
          .contains("fivefaces_slack_interactions_total{outcome=\"forged\"} 6.0")
          .contains("fivefaces_slack_interactions_total{outcome=\"ignored\"} 5.0");
    });
  }

  @Test
  void anotherWorkspacesTokenIsUnknownHere() throws Exception {
    SlackDesk.run(desk -> {
      var survey = desk.survey(desk.help());
      var stranger = desk.app().newSource(desk.app().newWorkspace(), "slack");
      var tap = ADA.tapOf(survey, "rate:1", survey.button("rate:1").get("value").asText());
      heard(SlackPerson.report(desk.app(), stranger, tap));
      assertThat(answers(desk)).isZero();
    });
  }

  @Test
  void theSameTapToldTwiceIsOneAnswer() throws Exception {
    SlackDesk.run(desk -> {
      var thread = desk.help();
      var survey = desk.survey(thread);
      try (var callers = java.util.concurrent.Executors.newFixedThreadPool(8)) {
        var taps = new ArrayList<java.util.concurrent.Future<Reply>>();
        for (int i = 0; i < 8; i++) {
          taps.add(callers.submit(() -> ADA.tap(desk.app(), desk.source(), survey, "rate:4")));
        }
        for (var tap : taps) {
          heard(tap.get());
        }
      }
      assertThat(answers(desk)).isEqualTo(1);
      assertThat(desk.words(7)).allMatch(word -> word.contains("already answered"));
      desk.surveySaying(thread, "🙂");
    });
  }

  @Test
  void aDatabaseThatIsSlowDoesNotKeepSlackWaitingAndTheAnswerCountsAllTheSame() throws Exception {
    SlackDesk.run(desk -> {
      var thread = desk.help();
      var survey = desk.survey(thread);
      var database = desk.app().database();
      database.execute("""
          create function slow() returns trigger language plpgsql as
            $$ begin perform pg_sleep(4); return new; end $$;
          create trigger slow before insert on csat_responses for each row execute function slow()
          """);
      heard(ADA.tap(desk.app(), desk.source(), survey, "rate:4"));
      assertThat(desk.words(1).getFirst()).contains("try again");
      desk.app().until("it is recorded", () -> answers(desk), answers -> answers == 1);

      database.execute("drop trigger slow on csat_responses");
      heard(ADA.tap(desk.app(), desk.source(), survey, "rate:1"));
      assertThat(desk.words(2).getLast()).contains("already answered");
      desk.surveySaying(thread, "🙂");
    });
  }

  @Test
  void onlySlackIsHeard() throws Exception {
    SlackDesk.run(desk -> {
      var survey = desk.survey(desk.help());
      var tap = ADA.tapOf(survey, "rate:4", survey.button("rate:4").get("value").asText());
      var form = "payload=" + URLEncoder.encode(tap.toString(), StandardCharsets.UTF_8);
      var other = new TestSource("", "", desk.source().url(), "another secret");
      assertThat(SlackPerson.report(desk.app(), other, tap).status()).isEqualTo(401);
      assertThat(send(desk, form).status()).isEqualTo(401);
      assertThat(send(desk, form, signature(desk, form.replace("rate", "ratE"))).status())
          .isEqualTo(401);
      var signed = signature(desk, form);
      desk.app().clock().advance(Duration.ofMinutes(6));
      assertThat(send(desk, form, signed).status()).isEqualTo(401);
      assertThat(answers(desk)).isZero();

      var look = send(desk, "ssl_check=1&token=gone");
      assertThat(look.status()).isEqualTo(200);
      assertThat(look.body()).isEmpty();
      assertThat(desk.app()
              .request("POST", desk.shop().url() + "/interactions", form)
              .status())
          .isEqualTo(404);
      assertThat(desk.app()
              .request("POST", desk.app().url("/hooks/1-unknown/interactions"), form)
              .status())
          .isEqualTo(404);
    });
  }

  @Test
  void whatIsSignedButOddIsRefusedOrIgnoredAndNeverAFault() throws Exception {
    SlackDesk.run(desk -> {
      var survey = desk.survey(desk.help());
      for (var payload : List.of(
          "{\"type\":\"message_action\",\"user\":7}",
          "{\"type\":\"view_closed\"}",
          "{\"type\":\"view_submission\",\"user\":{\"id\":\"U\"},\"view\":{\"callback_id\":\"x\"}}",
          "{}")) {
        heard(send(desk, "payload=" + payload, signature(desk, "payload=" + payload)));
      }
      for (var form : List.of(
          "",
          "payload",
          "payload=",
          "payload=%zz",
          "other=1",
          "payload=[]",
          "payload=null",
          "payload={\"type\":\"block_actions\"}",
          "payload={\"type\":\"block_actions\",\"user\":{\"id\":\"U\"},\"channel\":{\"id\":\"C1\"}}",
          "payload={\"type\":\"block_actions\",\"user\":\"U\"}",
          "payload={\"type\":\"block_actions\",\"user\":{\"id\":\"U\"},\"channel\":{\"id\":\"C1\"},"
              + "\"message\":{\"ts\":\"1\"},\"actions\":[null]}",
          "payload={\"type\":\"view_submission\",\"user\":{\"id\":\"U\"}}",
          "payload=" + "[".repeat(5000))) {
        var reply = send(desk, form, signature(desk, form));
        assertThat(reply.status()).as(form).isEqualTo(400);
        assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
      }
      var huge = "payload=" + "x".repeat(200 << 10);
      assertThat(send(desk, huge, signature(desk, huge)).status()).isEqualTo(413);
      var semicolon = "payload={\"type\":\"view_closed\",\"text\":\"a;b\"}";
      heard(send(desk, semicolon, signature(desk, semicolon)));
      assertThat(answers(desk)).isZero();
      heard(ADA.tap(desk.app(), desk.source(), survey, "rate:4"));
    });
  }

  private static long answers(SlackDesk desk) {
    return desk.app().database().count("select count(*) from csat_responses");
  }

  private static Reply report(SlackDesk desk, ObjectNode payload) {
    return SlackPerson.report(desk.app(), desk.source(), payload);
  }

  private static void heard(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body()).isEmpty();
  }

  private static Reply send(SlackDesk desk, String form, String... headers) {
    var all = new ArrayList<>(List.of("content-type", "application/x-www-form-urlencoded"));
    all.addAll(List.of(headers));
    return desk.app()
        .request("POST", desk.source().url() + "/interactions", form, all.toArray(String[]::new));
  }

  private static String[] signature(SlackDesk desk, String form) {
    return Signers.headers(
            "slack",
            desk.source().secret(),
            form.getBytes(StandardCharsets.UTF_8),
            desk.app().clock().instant())
        .entrySet()
        .stream()
        .flatMap(header -> java.util.stream.Stream.of(header.getKey(), header.getValue()))
        .toArray(String[]::new);
  }
}
