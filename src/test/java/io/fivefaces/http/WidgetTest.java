package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.VisitorHash;
import io.fivefaces.support.ChatDesk;
import io.fivefaces.support.EventStream;
import io.fivefaces.support.Samples;
import io.fivefaces.support.Signers;
import io.fivefaces.support.TestApp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A survey in the chat, from the end of the conversation to the answer. */
class WidgetTest {

  private static void hears(TestApp app, EventStream page, String... events) {
    app.until("a page hears", page::events, heard -> heard.equals(List.of(events)));
  }

  @Test
  void anOpenPageIsShownTheSurveyAndTheTapIsTheAnswer() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      var workspace = desk.source().workspace();
      app.settings(workspace, Map.of("brand_color", "#123456"));
      try (var page = desk.listen("v-9");
          var stranger = desk.listen("v-8")) {
        hears(app, page, "none");
        desk.ask("1", "v-9");
        hears(app, page, "none", "survey");
        var survey = page.data();
        assertThat(survey.get("workspace").asText()).isEqualTo("Acme");
        assertThat(survey.get("color").asText()).isEqualTo("#123456");
        assertThat(survey.get("ink").asText()).isEqualTo("#ffffff");
        assertThat(survey.get("language").asText()).isEqualTo("en");
        assertThat(survey.get("direction").asText()).isEqualTo("ltr");
        assertThat(survey.get("faces")).hasSize(5);
        assertThat(survey.at("/faces/4").toString())
            .isEqualTo("{\"score\":5,\"face\":\"😀\",\"word\":\"Great\"}");
        assertThat(survey.at("/texts/question").asText()).isEqualTo("How did we do?");

        var token = survey.get("token").asText();
        var answer = desk.answer("v-9", token, 4);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().get("score").asInt()).isEqualTo(4);
        hears(app, page, "none", "survey", "answered");
        assertThat(desk.comment("v-9", token, "Kind people").status()).isEqualTo(201);
        assertThat(desk.comment("v-9", token, "again").status()).isEqualTo(409);
        assertThat(stranger.events()).containsExactly("none");
      }
      var answered = app.conversation(workspace, "1");
      assertThat(answered.get("panel").asText()).isEqualTo("CSAT 4/5");
      assertThat(answered.at("/invite/channel").asText()).isEqualTo("chat");
      assertThat(answered.at("/response/comment").asText()).isEqualTo("Kind people");
    });
  }

  @Test
  void aReloadShowsItAgainUntilItIsAnswered() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      desk.ask("1", "v-9");
      var token = desk.token("v-9");
      assertThat(desk.token("v-9")).isEqualTo(token);
      desk.answer("v-9", token, 1);
      try (var page = desk.listen("v-9")) {
        hears(app, page, "answered");
        assertThat(page.data().isEmpty()).isTrue();
      }
    });
  }

  @Test
  void itSpeaksTheLanguageOfTheCustomerRatherThanOfTheChat() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      var arabic = Samples.event("customer.updated", "1")
          .about("locale", "de")
          .with("customer", Map.of("ref", "c-Ada", "locale", "ar"));
      desk.chat("1", "v-9", arabic);
      app.withInvite(desk.source().workspace(), "1", "sent");
      try (var page = desk.listen("v-9")) {
        hears(app, page, "survey");
        assertThat(page.data().get("language").asText()).isEqualTo("ar");
        assertThat(page.data().get("direction").asText()).isEqualTo("rtl");
      }
    });
  }

  @Test
  void everyTabHearsThatAnotherAnswered() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      desk.ask("1", "v-9");
      try (var one = desk.listen("v-9");
          var other = desk.listen("v-9")) {
        hears(app, one, "survey");
        hears(app, other, "survey");
        desk.answer("v-9", one.data().get("token").asText(), 5);
        hears(app, one, "survey", "answered");
        hears(app, other, "survey", "answered");
      }
    });
  }

  @Test
  void theNewestOfSeveralIsAskedFirstAndThenTheOneBefore() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      desk.ask("1", "v-9");
      var older = desk.token("v-9");
      app.advance(Duration.ofMinutes(1));
      desk.ask("2", "v-9");
      var newer = desk.token("v-9");
      assertThat(newer).isNotEqualTo(older);
      desk.answer("v-9", newer, 5);
      assertThat(desk.token("v-9")).isEqualTo(older);
    });
  }

  @Test
  void theFirstAnswerStands() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      desk.ask("1", "v-9");
      var token = desk.token("v-9");
      assertThat(desk.comment("v-9", token, "too early").status()).isEqualTo(409);
      assertThat(desk.answer("v-9", token, 2).status()).isEqualTo(201);

      var again = desk.answer("v-9", token, 5);
      assertThat(again.status()).isEqualTo(409);
      assertThat(again.json().get("title").asText()).isEqualTo("The answer is already in");
      assertThat(app.database().value("select score from csat_responses")).isEqualTo("2");
    });
  }

  @Test
  void afterThirtyDaysItIsNeitherShownNorAnswered() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      desk.ask("1", "v-9");
      var token = desk.token("v-9");
      app.advance(Duration.ofDays(30).plusMinutes(1));
      try (var page = desk.listen("v-9")) {
        hears(app, page, "none");
      }
      assertThat(desk.answer("v-9", token, 5).status()).isEqualTo(410);
      assertThat(desk.comment("v-9", token, "late").status()).isEqualTo(410);
      assertThat(app.database().count("select count(*) from csat_responses")).isZero();
    });
  }

  @Test
  void aChatWithoutAVisitorIsNotAskedAbout() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      app.hook(desk.source(), new Object[] {
        Samples.created("1").about("channel", "chat"),
        Samples.inbound("1"),
        Samples.outbound("1"),
        Samples.closed("1")
      });
      assertThat(app.judged(desk.source().workspace(), "1").get("reason").asText())
          .isEqualTo("channel_context");
    });
  }

  @Test
  void aChatThatIsReopenedInTimeIsNotAskedAbout() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      var workspace = desk.source().workspace();
      app.settings(workspace, Map.of("send_delay", "1h"));
      desk.chat("1", "v-9");
      app.withInvite(workspace, "1", "scheduled");
      try (var page = desk.listen("v-9")) {
        hears(app, page, "none");
        app.hook(desk.source(), Samples.reopened("1"));
        app.withInvite(workspace, "1", "cancelled");
        app.advance(Duration.ofHours(2));
        app.settings(workspace, Map.of("send_delay", "immediately"));
        desk.ask("2", "v-8");
        assertThat(page.events()).containsExactly("none");
      }
    });
  }

  @Test
  void nobodyAnswersForSomebodyElse() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      var other = ChatDesk.open(app);
      desk.ask("1", "v-9");
      other.ask("1", "v-9");
      desk.ask("2", "v-8");
      var token = desk.token("v-9");

      for (var refused : List.of(
          desk.answer("v-8", token, 1),
          desk.answer("nobody", token, 1),
          other.answer("v-9", token, 1),
          desk.answer("v-9", token.replaceFirst(".", "B"), 1),
          desk.comment("v-8", token, "no"))) {
        assertThat(refused.status()).as(refused.body()).isEqualTo(404);
      }
      assertThat(app.database().count("select count(*) from csat_responses")).isZero();
      assertThat(desk.answer("v-9", token, 5).status()).isEqualTo(201);
      assertThat(desk.comment("v-8", token, "no").status()).isEqualTo(404);
    });
  }

  @Test
  void aTokenOfAMailIsNotForTheWidget() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var token = MailedLinks.ask(app, source, "1").substring(3);
      var desk = new ChatDesk(app, source);
      assertThat(desk.answer("v-9", token, 5).status()).isEqualTo(404);
    });
  }

  @Test
  void whoCannotProveToBeTheVisitorLearnsNothing() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      desk.ask("1", "v-9");
      var token = desk.token("v-9");
      var good = desk.hash("v-9");
      var answers = new ArrayList<String>();
      for (var visitor : List.of("v-9", "nobody", "")) {
        for (var hash : List.of(
            "",
            "x",
            good.substring(1),
            good + "0",
            "0".repeat(64),
            desk.hash("v-8"),
            "é".repeat(64))) {
          var encoded = URLEncoder.encode(hash, StandardCharsets.UTF_8);
          var stream = app.request("GET", desk.streamUrl(visitor, encoded), null);
          var answer = desk.post("answers", visitor, hash, token, "\"score\":1");
          answers.add(stream.status() + stream.body());
          answers.add(answer.status() + answer.body());
        }
      }
      answers.add(withoutParameters(app, desk));
      assertThat(answers.stream().distinct()).singleElement().asString().startsWith("403");
      assertThat(app.database().count("select count(*) from csat_responses")).isZero();
      assertThat(desk.post("answers", "v-9", good.toUpperCase(), token, "\"score\":1")
              .status())
          .isEqualTo(201);
    });
  }

  private static String withoutParameters(TestApp app, ChatDesk desk) {
    var reply = app.request("GET", "/widget/" + desk.key() + "/stream", null);
    return reply.status() + reply.body();
  }

  @Test
  void theSecretBeforeTheLastChangeProvesForADay() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      var path = "/api/workspaces/" + desk.source().workspace() + "/sources/"
          + desk.source().id();
      app.api("POST", path + "/rotate-secret", Map.of());
      desk.ask("1", "v-9");
      var token = desk.token("v-9");
      app.advance(Duration.ofHours(25));
      assertThat(desk.answer("v-9", token, 5).status()).isEqualTo(403);
    });
  }

  @Test
  void aPublicKeyProvesNobody() throws Exception {
    TestApp.run(app -> {
      var desk = new ChatDesk(app, app.newSource(app.newWorkspace(), "freshchat"));
      var secret = Signers.publicKey();
      var hash = VisitorHash.of("v-9", secret);
      assertThat(app.request("GET", desk.streamUrl("v-9", hash), null).status()).isEqualTo(403);
    });
  }

  @Test
  void whatCannotBeReadIsRefusedWithASentence() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      desk.ask("1", "v-9");
      var token = desk.token("v-9");
      var hash = desk.hash("v-9");
      for (var wrong : List.of(
          "\"score\":0",
          "\"score\":6",
          "\"score\":4.5",
          "\"score\":\"4\"",
          "\"score\":null",
          "\"comment\":\"x\"",
          "\"score\":4,\"more\":1",
          "\"score\":4,\"comment\":\"" + "x".repeat(2001) + "\"")) {
        var refused = desk.post("answers", "v-9", hash, token, wrong);
        assertThat(refused.status()).as(wrong).isEqualTo(400);
        assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
      }
      for (var wrong : List.of("\"comment\":\" \"", "\"comment\":null", "\"score\":1")) {
        assertThat(desk.post("answers/comment", "v-9", hash, token, wrong).status())
            .as(wrong)
            .isEqualTo(400);
      }
      var path = "/widget/" + desk.key() + "/answers";
      assertThat(app.request("POST", path, "score=4").status()).isEqualTo(415);
      assertThat(app.request("POST", path, "x".repeat(40_000), "content-type", "application/json")
              .status())
          .isEqualTo(413);
      assertThat(app.request("GET", "/widget/1-unknown/stream?visitor=v-9&hash=" + hash, null)
              .status())
          .isEqualTo(404);
      assertThat(app.database().count("select count(*) from csat_responses")).isZero();
    });
  }

  @Test
  void tooManyPagesOfOneVisitorAreRefused() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      var pages = new ArrayList<EventStream>();
      try {
        var refused = app.until(
            "it is too much",
            () -> {
              try {
                pages.add(desk.listen("v-9"));
                return "";
              } catch (IllegalStateException e) {
                return e.getMessage();
              }
            },
            answer -> !answer.isEmpty());
        assertThat(refused).endsWith("429");
        try (var other = desk.listen("v-8")) {
          hears(app, other, "none");
        }
      } finally {
        pages.forEach(EventStream::close);
      }
    });
  }
}
