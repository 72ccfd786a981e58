package io.fivefaces.http;

import static io.fivefaces.http.MailedLinks.MAILBOX;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Token;
import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurveyTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private static Reply form(TestApp app, String link, int score, String comment) {
    return app.answer(link, score, comment);
  }

  private static Reply json(TestApp app, String link, String body) {
    return app.request("POST", link, body, "content-type", JSON);
  }

  private static long answers(TestApp app) {
    return app.database().count("select count(*) from csat_responses");
  }

  @Test
  void lookingRecordsNothing() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var link = MailedLinks.ask(app);
      for (var method : List.of("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")) {
        for (int score = 0; score <= 6; score++) {
          var looked = app.request(method, link + "?score=" + score + "&comment=hi", null);
          assertThat(looked.status())
              .as("%s", method)
              .isIn(
                  method.equals("GET") || method.equals("HEAD")
                      ? List.of(200)
                      : List.of(200, 204, 404, 405));
        }
      }

      assertThat(answers(app)).isZero();
      assertThat(app.request("GET", link, null).body()).contains("<form method=\"post\"");
    });
  }

  @Test
  void theFaceThatWasTappedIsChosenAndTheButtonSends() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var link = MailedLinks.ask(app);

      assertThat(app.request("GET", link + "?score=4", null).body())
          .containsOnlyOnce(" checked>")
          .contains("value=\"4\" required checked>");
      assertThat(form(app, link, 4, "").status()).isEqualTo(201);
      assertThat(app.database().rows("select score, comment from csat_responses"))
          .isEqualTo(List.of(rowOf("4", null)));
    });
  }

  @Test
  void onlyTheFirstAnswerCounts() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var link = MailedLinks.ask(app);
      var first = form(app, link, 5, "Grüße 💚\nBo");

      assertThat(first.status()).isEqualTo(201);
      assertThat(first.body()).contains("Thank you!");
      var again = form(app, link, 1, "no");
      assertThat(again.status()).isEqualTo(409);
      assertThat(again.body()).contains("already in");
      var once = json(app, link, "{\"score\":2}");
      assertThat(once.status()).isEqualTo(409);
      assertThat(once.header("content-type")).isEqualTo("application/problem+json");
      assertThat(app.request("GET", link, null).body()).contains("already in");
      assertThat(app.database().rows("select score, comment from csat_responses"))
          .isEqualTo(List.of(rowOf("5", "Grüße 💚\nBo")));
    });
  }

  private static Map<String, String> rowOf(String score, String comment) {
    var row = new java.util.LinkedHashMap<String, String>();
    row.put("score", score);
    row.put("comment", comment);
    return row;
  }

  @Test
  void jsonIsAnsweredWithJson() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var link = MailedLinks.ask(app);

      var refused = json(app, link, "{\"score\":9}");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().get("detail").asText()).contains("1 to 5");

      var answer = json(app, link, "{\"score\":3,\"comment\":\" fine \"}");
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().get("score").asInt()).isEqualTo(3);
      assertThat(answer.json().get("comment").asText()).isEqualTo("fine");
      assertThat(answer.json().get("responded_at").asText())
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    });
  }

  @Test
  void everyKindOfTamperingGetsOneAnswer() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var link = MailedLinks.ask(app);
      var token = link.substring(3);
      var tampered = new ArrayList<>(List.of(
          "x",
          token.substring(1),
          token.substring(0, 119),
          token + "A",
          token + "=",
          token + "%3D",
          "B" + token.substring(1),
          token.substring(0, 20) + (token.charAt(20) == 'A' ? 'B' : 'A') + token.substring(21),
          token.toLowerCase(),
          "A".repeat(120)));
      tampered.addAll(signedByUsButForNobody(app));

      for (var method : List.of("GET", "POST")) {
        assertThat(tampered.stream()
                .map(one -> app.request(
                    method,
                    "/s/" + one,
                    method.equals("GET") ? null : "score=5",
                    "content-type",
                    FORM))
                .map(SurveyTest::withoutNonce)
                .distinct())
            .singleElement()
            .satisfies(page -> assertThat(page).startsWith("404 text/html").contains("no survey"));
      }
      assertThat(tampered.stream()
              .map(one -> json(app, "/s/" + one, "{\"score\":5}"))
              .map(SurveyTest::withoutNonce)
              .distinct())
          .singleElement()
          .satisfies(problem -> assertThat(problem).startsWith("404 application/problem+json"));
      assertThat(answers(app)).isZero();
    });
  }

  /** Tokens with our key: for another customer, another conversation, and an invite that was never sent. */
  private static List<String> signedByUsButForNobody(TestApp app) {
    var keys = new Keyring(List.of(Keyring.utf8(TestApp.SECRET)));
    var invite = app.database()
        .rows("select workspace_id, invite_id, source_id, customer_ref from survey_invites")
        .getFirst();
    int workspace = Integer.parseInt(invite.get("workspace_id"));
    int source = Integer.parseInt(invite.get("source_id"));
    long number = Long.parseLong(invite.get("invite_id"));
    var talk = new ConversationId(workspace, source, "4711");
    var ours = invite.get("customer_ref");
    return List.of(
        token(keys, new InviteId(workspace, number), talk, "c-Eve"),
        token(
            keys,
            new InviteId(workspace, number),
            new ConversationId(workspace, source, "4712"),
            ours),
        token(keys, new InviteId(workspace, number + 1), talk, ours),
        token(keys, new InviteId(workspace + 1, number), talk, ours));
  }

  private static String token(
      Keyring keys, InviteId invite, ConversationId conversation, String customer) {
    return Token.issue(
            invite,
            Kind.CSAT,
            conversation,
            customer,
            Instant.now(),
            keys.random(Token.NONCE_BYTES))
        .sign(keys);
  }

  private static String withoutNonce(Reply reply) {
    return reply.status() + " " + reply.header("content-type") + " "
        + reply.body().replaceAll("nonce=\"[^\"]+\"", "");
  }

  @Test
  void anInviteThatNeverWentOutCannotBeAnswered() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      app.settings(source.workspace(), Map.of("send_delay", "1h"));
      app.hook(source, Samples.closedTalk("4711"));
      app.withInvite(source.workspace(), "4711", "scheduled");
      var keys = new Keyring(List.of(Keyring.utf8(TestApp.SECRET)));
      var invite = app.database()
          .rows("select workspace_id, invite_id, source_id, customer_ref from survey_invites")
          .getFirst();
      int workspace = Integer.parseInt(invite.get("workspace_id"));
      var token = token(
          keys,
          new InviteId(workspace, Long.parseLong(invite.get("invite_id"))),
          new ConversationId(workspace, Integer.parseInt(invite.get("source_id")), "4711"),
          invite.get("customer_ref"));

      assertThat(json(app, "/s/" + token, "{\"score\":5}").status()).isEqualTo(404);
      assertThat(answers(app)).isZero();
    });
  }

  @Test
  void afterThirtyDaysItSaysKindlyThatItHasClosed() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var link = MailedLinks.ask(app);
      app.advance(Duration.ofDays(30).minusMinutes(5));
      assertThat(app.request("GET", link, null).status()).isEqualTo(200);

      app.advance(Duration.ofMinutes(6));
      for (var closed : List.of(app.request("GET", link, null), form(app, link, 5, "late"))) {
        assertThat(closed.status()).isEqualTo(410);
        assertThat(closed.header("content-type")).startsWith("text/html");
        assertThat(closed.body()).contains("This survey has closed");
      }
      var json = json(app, link, "{\"score\":5}");
      assertThat(json.status()).isEqualTo(410);
      assertThat(json.header("content-type")).isEqualTo("application/problem+json");
      assertThat(answers(app)).isZero();
    });
  }

  @Test
  void aFormThatCannotBeRecordedKeepsWhatWasWritten() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var link = MailedLinks.ask(app);
      var comment = "<b>Küche</b> " + "x".repeat(2000);

      var tooLong = form(app, link, 4, comment);
      assertThat(tooLong.status()).isEqualTo(400);
      assertThat(tooLong.body())
          .contains(
              "shorten your comment to 2000", "&lt;b&gt;Küche&lt;/b&gt; xxx", "xxx</textarea>")
          .contains("value=\"4\" required checked>");

      var noFace = form(app, link, 0, "It was fine");
      assertThat(noFace.status()).isEqualTo(400);
      assertThat(noFace.body())
          .contains("choose one of the five faces", ">\nIt was fine</textarea>");
      assertThat(answers(app)).isZero();
    });
  }

  @Test
  void aCommentMayHave2000CharactersInAnyScript() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      int asked = 0;
      for (var comment : List.of("谢".repeat(2000), "💚".repeat(1000), "\r\n.".repeat(1000))) {
        var link = MailedLinks.ask(app, source, "talk-" + asked++);
        assertThat(form(app, link, 5, comment).status()).isEqualTo(201);
        assertThat(app.database()
                .value("select comment from csat_responses order by responded_at desc limit 1"))
            .isEqualTo(comment.replace("\r\n", "\n").strip());
      }
    });
  }

  @Test
  void neitherTheAddressNorThePageLeaksAnything() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var link = MailedLinks.ask(app);
      var pages = List.of(
          app.request("GET", link, null),
          form(app, link, 0, ""),
          form(app, link, 5, ""),
          form(app, link, 5, ""),
          app.request("GET", "/s/x", null));
      for (var page : pages) {
        assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(page.header("cache-control")).isEqualTo("no-store");
        assertThat(page.header("x-robots-tag")).isEqualTo("noindex");
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.header("set-cookie")).isEmpty();
        assertThat(page.header("content-security-policy"))
            .startsWith("default-src 'none'; style-src 'nonce-")
            .contains("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'")
            .doesNotContain("unsafe", "script-src");
      }
      assertThat(pages.stream().map(page -> page.header("content-security-policy")))
          .doesNotHaveDuplicates();
    });
  }
}
