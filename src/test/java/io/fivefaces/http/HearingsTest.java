package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.support.Caller;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether a source is heard, and how one is let go. */
class HearingsTest {

  @Test
  void aSourceIsHeardOnceItsWebhookWasTaken() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var silent = heard(app, source);
      assertThat(silent.get("webhooks").asInt()).isZero();
      assertThat(silent.get("first_at").isNull()).isTrue();

      app.hook(source, Samples.inbound("1"));
      var once = until(app, source, "webhooks", 1);
      assertThat(once.get("last_at")).isEqualTo(once.get("first_at"));
      app.advance(java.time.Duration.ofMinutes(2));
      app.hook(source, Samples.inbound("2"));
      var twice = until(app, source, "webhooks", 2);

      assertThat(twice.get("first_at")).isEqualTo(once.get("first_at"));
      assertThat(twice.get("last_at").asText())
          .isGreaterThan(once.get("last_at").asText());
      assertThat(twice.get("refused").asInt()).isZero();
      assertThat(app.api("GET", "/api/workspaces/" + source.workspace() + "/sources")
              .json()
              .at("/items/0/heard"))
          .isEqualTo(twice);
    });
  }

  @Test
  void aWebhookWithTheWrongSignatureIsNoticedAndNotHeard() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var other = app.newSource(source.workspace());
      var stranger = new TestSource(source.workspace(), source.id(), source.url(), other.secret());

      assertThat(app.hook(stranger, Samples.inbound("1")).status()).isEqualTo(401);
      var refused = until(app, source, "refused", 1);

      assertThat(refused.get("webhooks").asInt()).isZero();
      assertThat(refused.get("refused_at").isNull()).isFalse();
      assertThat(heard(app, other).get("refused").asInt()).isZero();
    });
  }

  @Test
  void aRemovedSourceTakesNothingMoreAndItsConversationsStay() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var other = app.newSource(source.workspace());
      var link = MailedLinks.ask(app, source, "4711");

      var removed = app.api("DELETE", path(source));
      assertThat(removed.status()).isEqualTo(200);
      assertThat(removed.json().get("id").asText()).isEqualTo(source.id());

      app.until(
          "its webhooks are not taken",
          () -> app.hook(source, Samples.inbound("2")).status(),
          status -> status == 404);
      assertThat(app.api("GET", path(source)).status()).isEqualTo(404);
      assertThat(app.api("DELETE", path(source)).status()).isEqualTo(404);
      assertThat(app.api("PATCH", path(source), Map.of("name", "Back")).status())
          .isEqualTo(404);
      assertThat(app.api("POST", path(source) + "/rotate-secret").status()).isEqualTo(404);
      assertThat(app.api("GET", "/api/workspaces/" + source.workspace() + "/sources")
              .json()
              .get("items")
              .findValuesAsText("id"))
          .containsExactly(other.id());
      assertThat(app.answer(link, 5, "").status()).isEqualTo(201);
      assertThat(app.conversation(source.workspace(), "4711").at("/panel").asText())
          .contains("5/5");
      assertThat(app.database().count("select count(*) from sources where secret is null"))
          .isEqualTo(1);
    });
  }

  @Test
  void aSourceIsGivenBackToTheTriggerOfItsWorkspace() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace(), "zendesk");
      assertThat(change(app, source, "name", "Zendesk").get("trigger").asText())
          .isEqualTo("resolved");

      assertThat(change(app, source, "trigger", null).get("trigger").isNull()).isTrue();
      assertThat(change(app, source, "name", "Desk").get("trigger").isNull()).isTrue();
      assertThat(change(app, source, "trigger", "closed").get("trigger").asText())
          .isEqualTo("closed");
    });
  }

  private static JsonNode change(TestApp app, TestSource source, String field, Object value) {
    var fields = new HashMap<String, Object>();
    fields.put(field, value);
    Caller.Reply reply = app.api("PATCH", path(source), fields);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  private static JsonNode until(TestApp app, TestSource source, String field, int count) {
    return app.until(
        field + " is " + count, () -> heard(app, source), now -> now.get(field).asInt() == count);
  }

  private static JsonNode heard(TestApp app, TestSource source) {
    return app.api("GET", path(source)).json().at("/source/heard");
  }

  private static String path(TestSource source) {
    return "/api/workspaces/" + source.workspace() + "/sources/" + source.id();
  }
}
