package io.fivefaces.http;

import static io.fivefaces.http.MailedLinks.MAILBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Invariants;
import io.fivefaces.support.TestApp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is kept aside, and a person's word on it. */
class SuspectedApiTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  private static Reply postOnly(TestApp app, String link, String form) {
    return app.request("POST", link, form, "content-type", FORM);
  }

  private static String list(String workspace) {
    return "/api/workspaces/" + workspace + "/suspected";
  }

  private static JsonNode items(TestApp app, String workspace) {
    return app.api("GET", list(workspace)).json().get("items");
  }

  @Test
  void itIsAnsweredWithTheSamePageAndOneMorePressCounts() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var link = MailedLinks.ask(app);
      var kept = postOnly(app, link, "score=2&comment=%3Cb%3ESlow");

      assertThat(kept.status()).isEqualTo(202);
      assertThat(kept.body())
          .contains("press the button once more", "value=\"2\" required checked>")
          .contains(">\n&lt;b&gt;Slow</textarea>");
      assertThat(app.database().count("select count(*) from csat_responses")).isZero();

      var again = postOnly(app, link, "score=2&comment=Slow&view=" + TestApp.view(kept));
      assertThat(again.status()).isEqualTo(201);
      assertThat(app.database().count("select count(*) from suspected_responses"))
          .as("the answer that was confirmed is done with")
          .isZero();
    });
  }

  @Test
  void aPersonCountsItAndTakesItBack() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var workspace = source.workspace();
      var link = MailedLinks.ask(app, source, "4711");
      postOnly(app, link, "score=2&comment=Slow");
      var found = items(app, workspace).get(0);
      assertThat(found.get("conversation").asText()).isEqualTo("4711");
      assertThat(found.get("score").asInt()).isEqualTo(2);
      assertThat(found.get("reason").asText()).isEqualTo("no_view");
      assertThat(found.get("counted_at").isNull()).isTrue();
      assertThat(app.conversation(workspace, "4711").at("/suspected/0")).isEqualTo(found);
      var path = list(workspace) + "/" + found.get("id").asText();

      app.advance(Duration.ofDays(2));
      var counted = app.api("POST", path + "/count");
      assertThat(counted.status()).isEqualTo(200);
      assertThat(counted.json().get("counted_at").isNull()).isFalse();
      var response = app.conversation(workspace, "4711").get("response");
      assertThat(response.get("score").asInt()).isEqualTo(2);
      assertThat(response.get("responded_at")).as("when it was given").isEqualTo(found.get("at"));
      Invariants.hold(app);
      assertThat(app.api("POST", path + "/count").status()).isEqualTo(409);
      assertThat(app.answer(link, 5, "").status()).isEqualTo(409);

      var back = app.api("POST", path + "/uncount");
      assertThat(back.status()).isEqualTo(200);
      assertThat(back.json().get("counted_at").isNull()).isTrue();
      assertThat(app.conversation(workspace, "4711").get("response").isNull()).isTrue();
      Invariants.hold(app);
      assertThat(app.api("POST", path + "/uncount").status()).isEqualTo(409);
      assertThat(app.answer(link, 5, "").status()).isEqualTo(201);
      assertThat(app.api("POST", path + "/count").status())
          .as("the survey has an answer")
          .isEqualTo(409);
      Invariants.hold(app);

      assertThat(app.database()
              .rows(
                  "select who, before->>'counted' as before, after->>'counted' as after from audit"
                      + " where what = 'suspected " + found.get("id").asText()
                      + "' order by audit_id"))
          .extracting(row -> row.get("who") + " " + row.get("before") + " " + row.get("after"))
          .containsExactly("admin key false true", "admin key true false");
    });
  }

  @Test
  void whatComesAfterTheAnswerIsKeptUnlessItIsTheSamePress() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var link = MailedLinks.ask(app, source, "4711");
      var view = app.view(link);
      assertThat(postOnly(app, link, "score=5&view=" + view).status()).isEqualTo(201);

      assertThat(postOnly(app, link, "score=1&view=" + view).status()).isEqualTo(409);
      assertThat(items(app, source.workspace())).isEmpty();

      assertThat(postOnly(app, link, "score=1").status()).isEqualTo(409);
      assertThat(items(app, source.workspace()).findValuesAsText("reason"))
          .containsExactly("already_answered");
      assertThat(
              app.conversation(source.workspace(), "4711").at("/response/score").asInt())
          .isEqualTo(5);
    });
  }

  @Test
  void jsonNeedsNoViewButNoWrongOneEither() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var link = MailedLinks.ask(app, source, "4711");
      var type = "application/json";

      var wrong = app.request("POST", link, "{\"score\":5,\"view\":\"x\"}", "content-type", type);
      assertThat(wrong.status()).isEqualTo(202);
      assertThat(wrong.json().get("counted").asBoolean()).isFalse();
      assertThat(wrong.json().get("reason").asText()).isEqualTo("no_view");
      var scanner = app.request(
          "POST", link, "{\"score\":5}", "content-type", type, "user-agent", "Barracuda/1");
      assertThat(scanner.status()).isEqualTo(202);
      assertThat(scanner.json().get("reason").asText()).isEqualTo("scanner_agent");

      var body = "{\"score\":4}";
      assertThat(app.request("POST", link, body, "content-type", type).status()).isEqualTo(201);
      assertThat(app.request("POST", link, body, "content-type", type).status()).isEqualTo(409);
      assertThat(items(app, source.workspace()).findValuesAsText("reason"))
          .as("a program that asks again after a lost answer says nothing new")
          .containsExactly("scanner_agent", "no_view");
    });
  }

  @Test
  void theListGoesPageByPageAndNothingOfItIsSeenElsewhere() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      for (int asked = 0; asked < 3; asked++) {
        var link = MailedLinks.ask(app, source, "talk-" + asked);
        for (int time = 0; time < 20; time++) {
          postOnly(app, link, "score=1");
        }
      }
      var first = app.api("GET", list(source.workspace())).json();
      assertThat(first.get("items")).hasSize(50);
      var second = app.api(
              "GET", list(source.workspace()) + "?cursor=" + first.get("next").asText())
          .json();
      assertThat(second.get("items")).hasSize(10);
      assertThat(second.get("next").isNull()).isTrue();
      assertThat(app.api("GET", list(source.workspace()) + "?cursor=x").status())
          .isEqualTo(400);

      var other = app.newWorkspace();
      assertThat(items(app, other)).isEmpty();
      var id = first.at("/items/0/id").asText();
      assertThat(app.api("POST", list(other) + "/" + id + "/count").status()).isEqualTo(404);
      assertThat(app.request("POST", list(source.workspace()) + "/" + id + "/count", "")
              .status())
          .isEqualTo(401);
    });
  }
}
