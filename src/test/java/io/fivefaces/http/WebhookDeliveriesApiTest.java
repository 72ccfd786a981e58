package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.TestApp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was told to an endpoint, by the API. */
class WebhookDeliveriesApiTest {

  /** A paused endpoint, so that nothing moves by itself. */
  private record Endpoint(TestApp app, String workspace, String id) {
    static Endpoint of(TestApp app) {
      var workspace = app.newWorkspace();
      var hooks = "/api/workspaces/" + workspace + "/webhooks";
      var wanted = Map.of("url", "https://crm.customer.test/", "events", List.of("survey.sent"));
      var id = app.api("POST", hooks, wanted).json().get("id").asText();
      app.api("PATCH", hooks + "/" + id, Map.of("paused", true));
      return new Endpoint(app, workspace, id);
    }

    String path(String... more) {
      return "/api/workspaces/" + workspace + "/webhooks/" + id + "/" + String.join("/", more);
    }

    /** A delivery in this state. */
    void told(String event, String state) {
      app.database().execute("""
          with event as (
            insert into webhook_events (workspace_id, event_id, type, payload)
            values (%s, '%s', 'survey.sent', convert_to('{"type":"survey.sent"}', 'UTF8'))
            returning workspace_id, event_id)
          insert into webhook_deliveries (workspace_id, endpoint_id, event_id, state)
          select workspace_id, %s, event_id, '%s' from event
          """.formatted(workspace, event, id, state));
    }

    void tried(String event, String status, String error) {
      app.database().execute("""
          insert into webhook_attempts (workspace_id, delivery_id, took_ms, status, error)
          select workspace_id, delivery_id, 35, %s, %s from webhook_deliveries where event_id = '%s'
          """.formatted(status, error, event));
    }

    List<String> listed(String query) {
      return app.api("GET", path("deliveries") + query)
          .json()
          .get("items")
          .findValuesAsText("event_id");
    }
  }

  @Test
  void theyAreListedNewestFirstPageByPageAndByState() throws Exception {
    TestApp.run(app -> {
      var endpoint = Endpoint.of(app);
      for (int i = 0; i < 5; i++) {
        endpoint.told("evt_" + i, i % 2 == 0 ? "delivered" : "exhausted");
      }
      Endpoint.of(app).told("evt_other", "delivered");

      var first = app.api("GET", endpoint.path("deliveries") + "?limit=3").json();
      assertThat(first.get("items").findValuesAsText("event_id"))
          .containsExactly("evt_4", "evt_3", "evt_2");
      assertThat(endpoint.listed("?limit=3&cursor=" + first.get("next").asText()))
          .containsExactly("evt_1", "evt_0");
      assertThat(endpoint.listed("?state=exhausted")).containsExactly("evt_3", "evt_1");
      assertThat(endpoint.listed("?state=pending")).isEmpty();
    });
  }

  @Test
  void everyTryIsToldWithWhatCameOfIt() throws Exception {
    TestApp.run(app -> {
      var endpoint = Endpoint.of(app);
      endpoint.told("evt_1", "pending");
      endpoint.tried("evt_1", "null", "'connection refused'");
      endpoint.tried("evt_1", "503", "null");

      var delivery = app.api("GET", endpoint.path("deliveries")).json().at("/items/0");

      assertThat(delivery.get("payload").asText()).isEqualTo("{\"type\":\"survey.sent\"}");
      assertThat(delivery.at("/attempts/0/status").asInt()).isEqualTo(503);
      assertThat(delivery.at("/attempts/1/status").isNull()).isTrue();
      assertThat(delivery.at("/attempts/1/error").asText()).isEqualTo("connection refused");
      assertThat(delivery.at("/attempts/1/took_ms").asInt()).isEqualTo(35);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"state=lost", "limit=0", "limit=101", "limit=x", "cursor=x", "cursor="})
  void whatIsAskedWronglyIsToldSo(String query) throws Exception {
    TestApp.run(app -> {
      var endpoint = Endpoint.of(app);
      assertThat(app.api("GET", endpoint.path("deliveries") + "?" + query).status())
          .isEqualTo(400);
    });
  }
}
