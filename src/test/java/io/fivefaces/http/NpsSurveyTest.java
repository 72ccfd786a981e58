package io.fivefaces.http;

import static io.fivefaces.http.MailedLinks.MAILBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.domain.Kind;
import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.NpsInvites;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The page of a survey on the company: the same rules as CSAT's, eleven numbers, and a table of its own. */
class NpsSurveyTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private interface Check {
    void with(TestApp app, TestSource source, String link) throws Exception;
  }

  private static void asked(Check check) throws Exception {
    TestApp.run(MAILBOX, app -> {
      var source = app.newSource(app.newWorkspace());
      check.with(app, source, NpsInvites.ask(app, source, "4711"));
    });
  }

  private static Reply json(TestApp app, String link, String body) {
    return app.request("POST", link, body, "content-type", JSON);
  }

  private static Reply form(TestApp app, String link, String score) {
    return app.request(
        "POST", link, "score=" + score + "&view=" + app.view(link), "content-type", FORM);
  }

  private static List<Map<String, String>> answers(TestApp app) {
    return app.database().rows("select score, comment from nps_responses");
  }

  private static long facesCounted(TestApp app) {
    return app.database().count("select count(*) from csat_responses");
  }

  private static JsonNode suspected(TestApp app, TestSource source, String query) {
    return app.api("GET", "/api/workspaces/" + source.workspace() + "/suspected" + query)
        .json()
        .get("items");
  }

  @Test
  void theNumberThatWasTappedIsChosenAndZeroIsOne() throws Exception {
    asked((app, source, link) -> {
      for (int score = 0; score <= 10; score++) {
        assertThat(app.request("GET", link + "?score=" + score, null).body())
            .containsOnlyOnce(" checked>")
            .contains("value=\"" + score + "\" required checked>");
      }
      for (var none : List.of("", "?score=11", "?score=-1", "?score=4.5", "?score=09", "?score=")) {
        assertThat(app.request("GET", link + none, null).body())
            .as(none)
            .doesNotContain(" checked>")
            .contains("How likely are you to recommend Acme to a friend or colleague?")
            .contains("not at all likely", "extremely likely");
      }
      for (var method : List.of("HEAD", "OPTIONS", "PUT", "DELETE")) {
        app.request(method, link + "?score=9", null);
      }
      assertThat(answers(app)).isEmpty();
      assertThat(app.database()
              .count("select count(*) from survey_views where score is null and not head"))
          .isEqualTo(6);
    });
  }

  @Test
  void theFirstAnswerCountsAndNoFaceDoes() throws Exception {
    asked((app, source, link) -> {
      assertThat(app.answer(link, 0, "Never again").status()).isEqualTo(201);
      var again = app.answer(link, 10, "");
      assertThat(again.status()).isEqualTo(409);
      assertThat(again.body()).contains("already in");
      assertThat(json(app, link, "{\"score\":9}").status()).isEqualTo(409);

      assertThat(answers(app))
          .isEqualTo(List.of(new TreeMap<>(Map.of("score", "0", "comment", "Never again"))));
      assertThat(facesCounted(app)).isZero();
      assertThat(app.conversation(source.workspace(), "4711").get("response").isNull())
          .isTrue();
    });
  }

  @Test
  void jsonIsAnsweredWithJson() throws Exception {
    asked((app, source, link) -> {
      var answer = json(app, link, "{\"score\":10,\"comment\":\" fine \"}");

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().get("score").asInt()).isEqualTo(10);
      assertThat(answer.json().get("comment").asText()).isEqualTo("fine");
    });
  }

  @Test
  void whatIsOutsideOfItsScaleIsRefused() throws Exception {
    asked((app, source, link) -> {
      app.settings(source.workspace(), Map.of("csat_enabled", true, "csat_email_enabled", true));
      var faces = MailedLinks.ask(app, source, "4712");
      for (var score : List.of("11", "-1", "4.5", "")) {
        refused(app, link, score, "0 to 10");
      }
      for (var score : List.of("0", "6", "10", "-1", "4.5")) {
        refused(app, faces, score, "1 to 5");
      }
      assertThat(json(app, link, "{}").status()).isEqualTo(400);
      assertThat(json(app, link, "{\"score\":\"9\"}").status()).isEqualTo(400);
      assertThat(answers(app)).isEmpty();
      assertThat(facesCounted(app)).isZero();
    });
  }

  private static void refused(TestApp app, String link, String score, String scale) {
    var page = form(app, link, score);
    assertThat(page.status()).as(score).isEqualTo(400);
    assertThat(page.body()).contains(scale).doesNotContain(" checked>");
    if (!score.isEmpty()) {
      var problem = json(app, link, "{\"score\":" + score + "}");
      assertThat(problem.status()).as(score).isEqualTo(400);
      assertThat(problem.header("content-type")).isEqualTo("application/problem+json");
    }
  }

  @Test
  void aTokenOfTheOtherKindLeadsNowhere() throws Exception {
    asked((app, source, link) -> {
      var other = NpsInvites.link(app, "kind = 'nps'", Kind.CSAT);

      assertThat(app.request("GET", other, null).status()).isEqualTo(404);
      assertThat(json(app, other, "{\"score\":5}").status()).isEqualTo(404);
      assertThat(facesCounted(app)).isZero();
    });
  }

  @Test
  void afterThirtyDaysItHasClosed() throws Exception {
    asked((app, source, link) -> {
      app.advance(Duration.ofDays(30).plusMinutes(1));

      assertThat(app.request("GET", link + "?score=9", null).status()).isEqualTo(410);
      assertThat(json(app, link, "{\"score\":9}").status()).isEqualTo(410);
      assertThat(answers(app)).isEmpty();
    });
  }

  @Test
  void aScannerThatOpensAllElevenLinksIsKeptAside() throws Exception {
    asked((app, source, link) -> {
      for (int score = 0; score <= 10; score++) {
        app.request("HEAD", link + "?score=" + score, null);
        app.request("GET", link + "?score=" + score, null);
      }
      var kept = app.answer(link, 0, "");
      assertThat(kept.status()).isEqualTo(202);
      assertThat(kept.body()).contains("value=\"0\" required checked>");
      assertThat(answers(app)).isEmpty();
      assertThat(suspected(app, source, "").findValuesAsText("kind")).containsExactly("nps");

      app.advance(Duration.ofMinutes(2));
      assertThat(app.answer(link, 8, "").status()).isEqualTo(201);
      assertThat(answers(app)).extracting(row -> row.get("score")).containsExactly("8");
    });
  }

  @Test
  void aScannerThatAnswersOnePageAfterTheOtherIsFoundOutInHindsight() throws Exception {
    asked((app, source, link) -> {
      for (int score = 0; score <= 10; score++) {
        var view = TestApp.view(app.request("GET", link + "?score=" + score, null));
        app.request("POST", link, "score=" + score + "&view=" + view, "content-type", FORM);
      }

      assertThat(answers(app)).isEmpty();
      assertThat(suspected(app, source, "?kind=nps").findValuesAsText("score")).contains("0", "10");
    });
  }

  @Test
  void aPersonCountsItAndTakesItBackAndEachKindHasAListOfItsOwn() throws Exception {
    asked((app, source, link) -> {
      app.settings(source.workspace(), Map.of("csat_enabled", true, "csat_email_enabled", true));
      var faces = MailedLinks.ask(app, source, "4712");
      app.request("POST", faces, "score=2", "content-type", FORM);
      app.request("POST", link, "score=0&comment=Slow", "content-type", FORM);

      assertThat(suspected(app, source, "").findValuesAsText("kind"))
          .containsExactly("nps", "csat");
      assertThat(suspected(app, source, "?kind=csat").findValuesAsText("score"))
          .containsExactly("2");
      var found = suspected(app, source, "?kind=nps").get(0);
      assertThat(found.get("score").asInt()).isZero();
      var list = "/api/workspaces/" + source.workspace() + "/suspected";
      assertThat(app.api("GET", list + "?kind=nsp").status()).isEqualTo(400);
      var path = list + "/" + found.get("id").asText();

      assertThat(app.api("POST", path + "/count").status()).isEqualTo(200);
      assertThat(answers(app))
          .isEqualTo(List.of(new TreeMap<>(Map.of("score", "0", "comment", "Slow"))));
      assertThat(facesCounted(app)).isZero();
      assertThat(app.answer(link, 5, "").status()).isEqualTo(409);
      assertThat(app.api("POST", path + "/uncount").status()).isEqualTo(200);
      assertThat(answers(app)).isEmpty();
    });
  }

  @Test
  void anAnswerIsTheEvidenceAndMarksItsDayButNotThatOfTheConversationsEnd() throws Exception {
    TestApp.run(MAILBOX, app -> {
      app.database().execute("""
          create table marked (day date);
          create function note() returns trigger language plpgsql as 'begin insert into marked select new.day; return null; end';
          create trigger noted after insert on stale_days for each row execute function note();
          """);
      var source = app.newSource(app.newWorkspace());
      var link = NpsInvites.ask(app, source, "4711", "state = 'unknown', reason = 'cut off'");
      app.database().execute("delete from marked");
      app.advance(Duration.ofDays(3));

      assertThat(app.answer(link, 7, "").status()).isEqualTo(201);

      assertThat(app.database().rows("""
              select i.state, i.sent_at = r.responded_at as then from survey_invites i
              join nps_responses r using (workspace_id, invite_id)
              """))
          .isEqualTo(List.of(new TreeMap<>(Map.of("state", "sent", "then", "t"))));
      assertThat(app.database()
              .rows(
                  "select distinct day = (moment() at time zone 'UTC')::date as today from marked"))
          .isEqualTo(List.of(Map.of("today", "t")));
    });
  }

  @Test
  void theWayOutIsTheSameForBothKinds() throws Exception {
    asked((app, source, link) -> {
      var invite = app.database()
          .rows("select workspace_id, invite_id from survey_invites")
          .getFirst();
      var way = "/u/" + NpsInvites.wayOut(invite);

      assertThat(app.request("GET", way, null).body())
          .contains("Acme will no longer send you surveys by email.");
      assertThat(app.request("POST", way, "List-Unsubscribe=One-Click", "content-type", FORM)
              .status())
          .isEqualTo(200);
      assertThat(
              app.database().rows("select reason, invite_id from suppressions").getFirst())
          .containsEntry("reason", "unsubscribed")
          .containsEntry("invite_id", invite.get("invite_id"));
    });
  }
}
