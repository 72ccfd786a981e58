package io.fivefaces.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.domain.Keyring;
import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Contract;
import io.fivefaces.support.FakeSlack;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The demo's Slack as its page and our own channel reach it: over HTTP. */
class DemoSlackTest {

  private static final Map<String, String> DEMO = Map.of("FIVEFACES_DEMO", "true");
  private static final Contract CONTRACT = Contract.read();
  private static final String KEEP_NO_SLACK =
      "delete from source_hearings; delete from sources where kind = 'slack';"
          + " update workspaces set settings = settings || '{\"csat_slack_enabled\": false}'";

  @Test
  void aTapAndACommentReachTheConversation() throws Exception {
    try (var slack = FakeSlack.start()) {
      var environment = Map.of("FIVEFACES_DEMO", "true", "FIVEFACES_SLACK_API_URL", slack.url());
      TestApp.run(environment, app -> {
        var begun = begin(app);
        var thread = begun.get("thread").asText();
        var survey = survey(app, thread);
        assertThat(CONTRACT.differences(
                CONTRACT.operation("GET", "/demo/slack/threads/{id}"),
                200,
                look(app, thread).json()))
            .filteredOn(difference -> !difference.startsWith(".messages[].blocks[]"))
            .isEmpty();

        var tapped = tap(app, thread, survey.get("ts").asText(), "rate:2");
        assertThat(tapped.status()).isEqualTo(200);
        app.until(
            "the survey says thanks",
            () -> survey(app, thread),
            one -> one.get("edited").asBoolean());
        assertThat(tap(app, thread, survey.get("ts").asText(), "rate:5").status())
            .isEqualTo(404);
        tap(app, thread, survey.get("ts").asText(), "comment");
        var window = app.until(
            "the window is open", () -> look(app, thread).json().get("window"), JsonNode::isObject);
        assertThat(errors(send(app, thread, window, "x".repeat(2001)))).isNotEmpty();
        assertThat(errors(send(app, thread, window, "So & <kind>"))).isEmpty();
        assertThat(send(app, thread, window, "Twice").status()).isEqualTo(404);

        var found = app.conversation(
            begun.get("workspace").asText(), begun.get("conversation").asText());
        assertThat(found.get("panel").asText()).isEqualTo("CSAT 2/5");
        assertThat(found.at("/response/comment").asText()).isEqualTo("So & <kind>");
        assertThat(slack.calls("chat.postMessage")).isEmpty();
      });
    }
  }

  @Test
  void whoDoesNotHaveTheTokenIsRefusedAsSlackRefuses() throws Exception {
    TestApp.run(DEMO, app -> {
      for (var token : List.of("", "Bearer ", "Bearer xoxb-fivefaces-demo-0000", "Basic eA==")) {
        var reply = app.request(
            "POST",
            "/demo/slack/api/auth.test",
            "{}",
            "content-type",
            "application/json; charset=utf-8",
            "authorization",
            token);
        assertThat(reply.json().get("error").asText()).as(token).isEqualTo("invalid_auth");
      }
      var read =
          app.request("GET", "/demo/slack/api/conversations.replies?channel=C0HELPDESK", null);
      assertThat(read.json().get("error").asText()).isEqualTo("invalid_auth");
    });
  }

  @Test
  void whatIsNotThereOrNotWholeIsRefused() throws Exception {
    TestApp.run(DEMO, app -> {
      assertThat(look(app, "0".repeat(32)).status()).isEqualTo(404);
      assertThat(tap(app, "0".repeat(32), "1.1", "rate:1").status()).isEqualTo(404);
      for (var path : List.of("/demo/slack/taps", "/demo/slack/views")) {
        for (var body : List.of("{}", "[]", "{\"thread\":null}", "{\"thread\":\"x\",\"more\":1}")) {
          assertThat(post(app, path, body).status()).as(path + " " + body).isEqualTo(400);
        }
      }
    });
  }

  @Test
  void withoutTheDemoThereIsNoSlack() throws Exception {
    TestApp.run(app -> {
      assertThat(app.request("POST", "/demo/slack/threads", "").status()).isEqualTo(404);
      assertThat(look(app, "x").status()).isEqualTo(404);
      assertThat(post(app, "/demo/slack/api/auth.test", "{}").status()).isEqualTo(404);
    });
  }

  @Test
  void aDemoOfAnOlderVersionGetsItOnceAndItsOwnerMaySwitchItOff() throws Exception {
    try (var database = new TestDatabase()) {
      TestApp.run(database, DEMO, DemoSlackTest::begin);
      database.execute(KEEP_NO_SLACK);
      TestApp.run(database, DEMO, DemoSlackTest::begin);
      assertThat(slackIsOn(database)).isEqualTo("true");
      database.execute(
          "update workspaces set settings = settings || '{\"csat_slack_enabled\": false}'");

      TestApp.run(database, DEMO, DemoSlackTest::begin);

      assertThat(slackIsOn(database)).isEqualTo("false");
      assertThat(database.count("select count(*) from sources where kind = 'slack'"))
          .isEqualTo(1);
    }
  }

  @Test
  void itKeepsOnlyTheNewestThreads() {
    var keys = new Keyring(List.of(Keyring.utf8(TestApp.SECRET)));
    var slack = new PretendSlack(keys, java.time.Clock.systemUTC());
    var asked = PretendSlack.Message.of(PretendSlack.Role.CUSTOMER, "Sam", "Hello");
    var oldest = slack.begin(asked);
    var next = slack.begin(asked);
    for (int more = 0; more < 49; more++) {
      slack.begin(asked);
    }

    assertThat(slack.find(oldest.id())).isEmpty();
    assertThat(slack.find(next.id())).isPresent();
    for (int reply = 0; reply < 19; reply++) {
      assertThat(slack.reply(next.root(), asked)).isPresent();
    }
    assertThat(slack.reply(next.root(), asked)).isEmpty();
  }

  /** Begins a conversation once the demo's Slack is connected. */
  private static JsonNode begin(TestApp app) {
    app.until(
        "the demo's Slack is connected",
        () -> app.database().count("select count(*) from sources where bot_token is not null"),
        connected -> connected == 1);
    var begun = app.request("POST", "/demo/slack/threads", "");
    assertThat(begun.status()).isEqualTo(201);
    assertThat(CONTRACT.differences(
            CONTRACT.operation("POST", "/demo/slack/threads"), 201, begun.json()))
        .isEmpty();
    return begun.json();
  }

  private static JsonNode survey(TestApp app, String thread) {
    return Awaitility.await("the survey is in the thread")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .until(
            () -> look(app, thread)
                .json()
                .get("messages")
                .valueStream()
                .filter(one -> one.get("role").asText().equals("app"))
                .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private static Reply look(TestApp app, String thread) {
    return app.request("GET", "/demo/slack/threads/" + thread, null);
  }

  private static Reply tap(TestApp app, String thread, String message, String action) {
    var body = "{\"thread\":\"%s\",\"message\":\"%s\",\"block\":\"csat\",\"action\":\"%s\"}";
    return post(app, "/demo/slack/taps", body.formatted(thread, message, action));
  }

  private static Reply send(TestApp app, String thread, JsonNode window, String comment) {
    var body = "{\"thread\":\"%s\",\"window\":\"%s\",\"fields\":{\"comment\":\"%s\"}}";
    return post(
        app, "/demo/slack/views", body.formatted(thread, window.get("id").asText(), comment));
  }

  private static JsonNode errors(Reply reply) {
    assertThat(CONTRACT.differences(
            CONTRACT.operation("POST", "/demo/slack/views"), 200, reply.json()))
        .filteredOn(difference -> !difference.startsWith(".errors"))
        .isEmpty();
    return reply.json().get("errors");
  }

  private static Reply post(TestApp app, String path, String body) {
    return app.request("POST", path, body, "content-type", "application/json");
  }

  private static String slackIsOn(TestDatabase database) {
    return database.value(
        "select settings ->> 'csat_slack_enabled' from workspaces where slug = 'demo'");
  }
}
