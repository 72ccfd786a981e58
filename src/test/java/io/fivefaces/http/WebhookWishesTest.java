package io.fivefaces.http;

import static io.fivefaces.support.WebhookReceiver.ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.WebhookReceiver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is sent to another system because a person wants it: a test, and something again. */
class WebhookWishesTest {

  private record Desk(TestApp app, WebhookReceiver receiver, String workspace, JsonNode endpoint) {
    String path(String... more) {
      var itself =
          "/api/workspaces/" + workspace + "/webhooks/" + endpoint.get("id").asText();
      return more.length == 0 ? itself : itself + "/" + String.join("/", more);
    }

    /** The newest delivery once it is so. */
    JsonNode newest(String what, Predicate<JsonNode> expected) {
      return app.until(
          what, () -> app.api("GET", path("deliveries")).json().at("/items/0"), expected);
    }

    /** The newest delivery once so many tries of it ended. */
    JsonNode tried(int times) {
      return newest(times + " tries", delivery -> delivery.path("attempts").size() == times);
    }
  }

  private interface Check {
    void with(Desk desk) throws Exception;
  }

  private static void run(Check check) throws Exception {
    try (var receiver = WebhookReceiver.start()) {
      TestApp.run(ALLOWED, app -> {
        var workspace = app.newAskingWorkspace();
        var made = app.api(
            "POST",
            "/api/workspaces/" + workspace + "/webhooks",
            Map.of("url", receiver.url("/in?team=us"), "events", List.of("ticket.csat_received")));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        check.with(new Desk(app, receiver, workspace, made.json()));
      });
    }
  }

  @Test
  void aTestArrivesSignedByTheSecretThatWasShownAndIsNoAnswer() throws Exception {
    run(desk -> {
      assertThat(desk.app().api("POST", desk.path("test")).status()).isEqualTo(201);

      var delivery = desk.tried(1);
      assertThat(delivery.get("state").asText()).isEqualTo("delivered");
      assertThat(delivery.get("next_try_at").isNull()).isTrue();
      var got = desk.receiver().got().getFirst();
      assertThat(got.path()).isEqualTo("/in?team=us");
      assertThat(got.isSignedBy(desk.endpoint().get("secret").asText())).isTrue();
      assertThat(got.id()).isEqualTo(delivery.get("event_id").asText());
      assertThat(got.body()).isEqualTo(delivery.get("payload").asText()).contains("webhook.test");
    });
  }

  @Test
  void aTestThatIsNotTakenIsTriedOnceAndSaysWhatCameBack() throws Exception {
    run(desk -> {
      desk.receiver().answers(500);
      desk.app().api("POST", desk.path("test"));

      var delivery = desk.tried(1);
      assertThat(delivery.get("state").asText()).isEqualTo("exhausted");
      assertThat(delivery.at("/attempts/0/status").asInt()).isEqualTo(500);
      assertThat(delivery.at("/attempts/0/by_hand").asBoolean()).isTrue();
      assertThat(desk.app().api("GET", desk.path()).json().get("state").asText())
          .isEqualTo("working");
    });
  }

  @Test
  void anAnswerThatWasNotTakenIsSentAgainByHandUnderTheSameId() throws Exception {
    run(desk -> {
      var app = desk.app();
      desk.receiver().answers(503);
      var source = app.newSource(desk.workspace());
      app.answer(MailedLinks.ask(app, source, "4711"), 2, "No");
      // at once and after 5 seconds; the third try is minutes away
      var failed = desk.tried(2);
      assertThat(failed.get("state").asText()).isEqualTo("pending");
      assertThat(app.api("GET", desk.path()).json().get("state").asText()).isEqualTo("failing");

      desk.receiver().answers(204);
      var again = "deliveries/" + failed.get("id").asText() + "/redeliver";
      assertThat(app.api("POST", desk.path(again)).status()).isEqualTo(202);
      var delivered = desk.tried(3);
      assertThat(delivered.get("state").asText()).isEqualTo("delivered");
      assertThat(app.api("GET", desk.path()).json().get("state").asText()).isEqualTo("working");

      // once more, by the short address, though it was delivered
      assertThat(app.api("POST", "/api/workspaces/" + desk.workspace() + "/" + again)
              .status())
          .isEqualTo(202);
      desk.tried(4);
      assertThat(desk.receiver().got().stream().map(WebhookReceiver.Got::id).distinct())
          .hasSize(1);
      assertThat(
              app.database()
                  .rows(
                      "select after->>'was' as was from audit where after ? 'redelivered' order by audit_id"))
          .hasToString("[{was=pending}, {was=delivered}]");
    });
  }

  @Test
  void oneThatIsUnderWayIsNotSentAgainMeanwhile() throws Exception {
    run(desk -> {
      desk.receiver().answers(response -> {});
      desk.app().api("POST", desk.path("test"));
      desk.app().until("it arrives", desk.receiver()::got, got -> got.size() == 1);
      var delivery = desk.newest("listed", found -> found.has("id")).get("id").asText();

      assertThat(desk.app()
              .api("POST", desk.path("deliveries", delivery, "redeliver"))
              .status())
          .isEqualTo(409);
    });
  }

  @Test
  void noMoreWaitToBeSentAgainThanIsBearable() throws Exception {
    run(desk -> {
      var app = desk.app();
      app.database().execute("""
          insert into webhook_events (workspace_id, event_id, type, payload)
          select %1$s, 'old_' || n, 'survey.sent', '{}' from generate_series(1, 101) n;
          insert into webhook_deliveries (workspace_id, endpoint_id, event_id, state, settled_at, asked_at)
          select %1$s, endpoint_id, 'old_' || n, 'exhausted', moment(), case when n <= 100 then moment() + interval '1 hour' end
          from webhook_endpoints, generate_series(1, 101) n;
          """.formatted(desk.workspace()));
      var id = app.database()
          .value("select delivery_id from webhook_deliveries where event_id = 'old_101'");
      var again = desk.path("deliveries", id, "redeliver");
      assertThat(app.api("POST", again).status()).isEqualTo(429);

      app.database()
          .execute("update webhook_deliveries set asked_at = null where event_id = 'old_1'");
      assertThat(app.api("POST", again).status()).isEqualTo(202);

      assertThat(app.api("DELETE", desk.path()).status()).isEqualTo(200);
      assertThat(
              app.database()
                  .count(
                      "select count(*) from webhook_deliveries where asked_at is not null and claim_token is null"))
          .isZero();
    });
  }

  @Test
  void anothersDeliveryIsNotFound() throws Exception {
    run(desk -> {
      var app = desk.app();
      app.api("POST", desk.path("test"));
      var delivery = desk.tried(1).get("id").asText();
      var other = "/api/workspaces/" + app.newWorkspace();

      for (var path : List.of(
          other + "/deliveries/" + delivery + "/redeliver",
          other + "/webhooks/" + desk.endpoint().get("id").asText() + "/deliveries/" + delivery
              + "/redeliver",
          desk.path("deliveries", "999", "redeliver"),
          desk.path("deliveries", "x", "redeliver"),
          "/api/workspaces/" + desk.workspace() + "/webhooks/999/deliveries/" + delivery
              + "/redeliver")) {
        assertThat(app.api("POST", path).status()).as(path).isEqualTo(404);
      }
    });
  }

  @Test
  void whatWaitedForAPausedEndpointArrivesOnceItIsResumed() throws Exception {
    run(desk -> {
      var app = desk.app();
      var endpoint = desk.path();
      app.api("PATCH", endpoint, Map.of("paused", true));
      var source = app.newSource(desk.workspace());
      app.answer(MailedLinks.ask(app, source, "4711"), 5, "Yes");
      assertThat(app.api("GET", endpoint).json().get("waiting").asInt()).isEqualTo(1);
      assertThat(desk.receiver().got()).isEmpty();

      app.api("PATCH", endpoint, Map.of("paused", false));

      app.until("it arrives", desk.receiver()::got, got -> got.size() == 1);
    });
  }

  @Test
  void aTestIsSentAFewTimesAMinuteAtMost() throws Exception {
    run(desk -> {
      for (int i = 0; i < 10; i++) {
        assertThat(desk.app().api("POST", desk.path("test")).status()).isEqualTo(201);
      }
      assertThat(desk.app().api("POST", desk.path("test")).status()).isEqualTo(429);
      desk.app().advance(Duration.ofMinutes(2));
      assertThat(desk.app().api("POST", desk.path("test")).status()).isEqualTo(201);
    });
  }
}
