package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.support.TestApp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is told of what happens in a workspace, by the API. */
class WebhooksApiTest {

  private static final String URL = "https://crm.customer.test/hooks?of=us";

  private static String hooks(String workspace, String... more) {
    return "/api/workspaces/" + workspace + "/webhooks"
        + (more.length == 0 ? "" : "/" + String.join("/", more));
  }

  private static JsonNode added(TestApp app, String workspace) {
    return app.api(
            "POST",
            hooks(workspace),
            Map.of("url", URL, "events", List.of("survey.sent", "ticket.csat_received")))
        .json();
  }

  @Test
  void theSecretIsShownWhenAnEndpointIsMadeAndNeverAgain() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var made = added(app, workspace);

      assertThat(made.get("secret").asText()).matches("whsec_[A-Za-z0-9+/]{43}=");
      var shown = app.api("GET", hooks(workspace, made.get("id").asText()));
      assertThat(shown.json().get("url").asText()).isEqualTo(URL);
      assertThat(shown.json().get("events"))
          .hasToString("[\"ticket.csat_received\",\"survey.sent\"]");
      assertThat(shown.json().get("state").asText()).isEqualTo("working");
      assertThat(shown.body()).doesNotContain("whsec_");
      assertThat(app.api("GET", hooks(workspace)).body()).contains(URL).doesNotContain("whsec_");
      var kept = app.database().rows("select after::text from audit where what like 'webhook%'");
      assertThat(kept).hasSize(1);
      assertThat(kept.toString()).contains(URL).doesNotContain("whsec_");
    });
  }

  @Test
  void anotherSecretIsMadeAndTheOneBeforeSignsForADayMore() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var made = added(app, workspace);
      var id = made.get("id").asText();

      var rotated = app.api("POST", hooks(workspace, id, "rotate-secret")).json();

      assertThat(rotated.get("secret").asText())
          .startsWith("whsec_")
          .isNotEqualTo(made.get("secret").asText());
      var until = rotated.get("previous_secret_until").asText();
      assertThat(app.api("GET", hooks(workspace, id))
              .json()
              .get("previous_secret_until")
              .asText())
          .isEqualTo(until);
      app.advance(Duration.ofHours(25));
      assertThat(app.api("GET", hooks(workspace, id))
              .json()
              .get("previous_secret_until")
              .isNull())
          .isTrue();
    });
  }

  @Test
  void onePausesResumesAndMovesItAndEachChangeIsKept() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var id = added(app, workspace).get("id").asText();

      var paused =
          app.api("PATCH", hooks(workspace, id), Map.of("paused", true)).json();
      assertThat(paused.get("state").asText()).isEqualTo("paused");
      assertThat(paused.get("paused_reason").asText()).isEqualTo("person");
      assertThat(paused.get("url").asText()).isEqualTo(URL);

      var resumed =
          app.api("PATCH", hooks(workspace, id), Map.of("paused", false)).json();
      assertThat(resumed.get("state").asText()).isEqualTo("working");
      assertThat(resumed.get("paused_at").isNull()).isTrue();

      var moved = app.api(
          "PATCH",
          hooks(workspace, id),
          Map.of("url", "https://b.test/", "events", List.of("survey.failed")));
      assertThat(moved.json().get("events")).hasToString("[\"survey.failed\"]");
      assertThat(app.database()
              .rows(
                  "select before->>'paused' as before, after->>'paused' as after, after->>'url' as url from audit"
                      + " where what = 'webhook " + id
                      + "' and before is not null order by audit_id"))
          .hasToString("[{before=false, after=true, url=" + URL + "},"
              + " {before=true, after=false, url=" + URL + "},"
              + " {before=false, after=false, url=https://b.test/}]");
    });
  }

  @Test
  void oneThatFellSilentCountsAsWorkingOnceItIsResumedAndWhatWaitedIsDue() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var id = added(app, workspace).get("id").asText();
      app.database().execute(FELL.formatted(id));
      app.database().execute(WAITS.formatted(workspace, id));
      var fallen = app.api("GET", hooks(workspace, id)).json();
      assertThat(fallen.get("state").asText()).isEqualTo("paused");
      assertThat(fallen.get("paused_reason").asText()).isEqualTo("failing");
      assertThat(fallen.get("waiting").asInt()).isEqualTo(1);
      assertThat(app.api("GET", hooks(workspace, id, "deliveries"))
              .json()
              .at("/items/0/next_try_at")
              .isNull())
          .isTrue();
      assertThat(told(app, workspace)).hasToString("[\"" + URL + "\"]");

      var resumed =
          app.api("PATCH", hooks(workspace, id), Map.of("paused", false)).json();

      assertThat(resumed.get("failing_since").isNull()).isTrue();
      assertThat(told(app, workspace)).isEmpty();
      assertThat(
              app.database()
                  .rows(
                      "select 1 from webhook_deliveries where next_try_at < moment() + interval '11 s'"))
          .hasSize(1);
    });
  }

  private static final String FELL = """
      update webhook_endpoints set failing_since = moment() - interval '5 d', paused_at = moment(), paused_reason = 'failing'
      where endpoint_id = %s
      """;

  private static final String WAITS = """
      with event as (
        insert into webhook_events (workspace_id, event_id, type, payload) values (%1$s, 'evt_1', 'survey.sent', '{}')
        returning workspace_id, event_id)
      insert into webhook_deliveries (workspace_id, endpoint_id, event_id, attempts, next_try_at)
      select workspace_id, %2$s, event_id, 9, moment() + interval '1 d' from event
      """;

  /** The URLs of the webhooks that the list of workspaces tells of. */
  private static List<JsonNode> told(TestApp app, String workspace) {
    for (var item : app.api("GET", "/api/workspaces").json().get("items")) {
      if (item.get("id").asText().equals(workspace)) {
        return item.get("paused_webhooks").findValues("url");
      }
    }
    throw new AssertionError("no workspace " + workspace);
  }

  @Test
  void oneThatIsRemovedIsNowhereAnyMore() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var id = added(app, workspace).get("id").asText();

      assertThat(app.api("DELETE", hooks(workspace, id)).status()).isEqualTo(200);

      assertThat(app.api("GET", hooks(workspace)).json().get("items")).isEmpty();
      for (var method : List.of("GET", "DELETE")) {
        assertThat(app.api(method, hooks(workspace, id)).status()).isEqualTo(404);
      }
      assertThat(app.api("PATCH", hooks(workspace, id), Map.of("paused", true)).status())
          .isEqualTo(404);
      for (var verb : List.of("test", "rotate-secret")) {
        assertThat(app.api("POST", hooks(workspace, id, verb)).status()).isEqualTo(404);
      }
      assertThat(app.api("GET", hooks(workspace, id, "deliveries")).status()).isEqualTo(404);
    });
  }

  @Test
  void aWorkspaceHasTwentyAtMost() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      for (int i = 0; i < 20; i++) {
        assertThat(added(app, workspace).has("id")).isTrue();
      }
      var wanted = Map.of("url", URL, "events", List.of("survey.sent"));
      assertThat(app.api("POST", hooks(workspace), wanted).status()).isEqualTo(409);
      var first = app.api("GET", hooks(workspace)).json().at("/items/0/id").asText();
      app.api("DELETE", hooks(workspace, first));
      assertThat(app.api("POST", hooks(workspace), wanted).status()).isEqualTo(201);
    });
  }

  @Test
  void anotherWorkspaceDoesNotSeeIt() throws Exception {
    TestApp.run(app -> {
      var id = added(app, app.newWorkspace()).get("id").asText();
      var other = app.newWorkspace();

      assertThat(app.api("GET", hooks(other)).json().get("items")).isEmpty();
      for (var method : List.of("GET", "DELETE")) {
        assertThat(app.api(method, hooks(other, id)).status()).isEqualTo(404);
      }
      for (var verb : List.of("test", "rotate-secret")) {
        assertThat(app.api("POST", hooks(other, id, verb)).status()).isEqualTo(404);
      }
      assertThat(app.api("GET", hooks(other, id, "deliveries")).status()).isEqualTo(404);
      assertThat(app.request("GET", hooks(other), null).status()).isEqualTo(401);
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'url':'https://a.test'}",
        "{'url':'https://a.test','events':[]}",
        "{'url':'https://a.test','events':[null]}",
        "{'url':'https://a.test','events':['ticket.closed']}",
        "{'events':['survey.sent']}",
        "{'url':'','events':['survey.sent']}",
        "{'url':'crm.customer.test','events':['survey.sent']}",
        "{'url':'http://a.test','events':['survey.sent']}",
        "{'url':'https://10.0.0.1','events':['survey.sent']}",
        "{'url':'https://[::1]/','events':['survey.sent']}",
        "{'url':'https://me:secret@a.test','events':['survey.sent']}",
        "{'url':'https://a.test','events':['survey.sent'],'secret':'whsec_'}"
      })
  void whatCannotBeToldIsNotTaken(String body) throws Exception {
    TestApp.run(app -> {
      var refused = app.api("POST", hooks(app.newWorkspace()), body.replace('\'', '"'));
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().get("detail").asText()).isNotBlank();
    });
  }

  @Test
  void anAddressInsideIsRefusedInWordsThatNameTheServersKey() throws Exception {
    TestApp.run(app -> {
      var refused = app.api(
          "POST",
          hooks(app.newWorkspace()),
          Map.of("url", "https://192.168.1.7/hook", "events", List.of("survey.sent")));
      assertThat(refused.json().get("detail").asText())
          .contains("not in the public internet", "FIVEFACES_WEBHOOK_ALLOW");
    });
  }
}
