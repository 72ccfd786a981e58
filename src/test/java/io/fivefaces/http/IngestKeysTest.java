package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Events of a native source, brought by an API key in place of a signature. */
class IngestKeysTest {

  private static final String EVENT = """
      {"id":"evt_1","type":"conversation.closed","occurred_at":"2026-01-15T10:30:00.000Z","conversation":{"ref":"4711"}}""";

  private static String key(TestApp app, String workspace, String role) {
    return app.api(
            "POST",
            "/api/workspaces/" + workspace + "/api-keys",
            Map.of("name", role, "role", role))
        .json()
        .get("key")
        .asText();
  }

  private static Reply bring(
      TestApp app, TestSource source, String key, String body, String... more) {
    var headers = Stream.concat(Stream.of("authorization", "Bearer " + key), Stream.of(more));
    return app.request("POST", source.url(), body, headers.toArray(String[]::new));
  }

  @Test
  void whoseRoleSaysSoBringsEvents() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      for (var role : List.of("owner", "admin", "ingest")) {
        var reply = bring(app, source, key(app, source.workspace(), role), EVENT);
        assertThat(reply.status()).as(role).isEqualTo(202);
      }
      for (var role : List.of("agent", "read")) {
        var reply = bring(app, source, key(app, source.workspace(), role), EVENT);
        assertThat(reply.status()).as(role).isEqualTo(401);
        assertThat(reply.json().get("detail").asText()).contains("role ingest, admin or owner");
      }
    });
  }

  @Test
  void theServersOwnKeyBringsEventsToAnyWorkspace() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());

      assertThat(bring(app, source, TestApp.ADMIN_KEY, EVENT).status()).isEqualTo(202);
    });
  }

  @Test
  void anEventCountsOnceByItsIdOrTheWebhooks() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var key = key(app, source.workspace(), "ingest");
      var nameless = EVENT.replace("\"id\":\"evt_1\",", "");

      assertThat(bring(app, source, key, EVENT).json().get("accepted").asInt()).isOne();
      assertThat(bring(app, source, key, EVENT).json().get("duplicates").asInt())
          .isOne();
      for (var body : List.of(nameless, "[" + nameless + "]", "[" + EVENT + "," + nameless + "]")) {
        var refused = bring(app, source, key, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").asText()).contains("'id' is missing");
        assertThat(bring(app, source, key, body, "webhook-id", "").status()).isEqualTo(400);
      }
      assertThat(bring(app, source, key, nameless, "webhook-id", "msg_1").status())
          .isEqualTo(202);
      assertThat(bring(app, source, key, nameless, "webhook-id", "msg_1")
              .json()
              .get("duplicates")
              .asInt())
          .isOne();
      assertThat(bring(app, source, key, "{").status()).isEqualTo(400);
    });
  }

  @Test
  void aSignatureIsNeverOutdoneByAKey() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var key = key(app, source.workspace(), "ingest");

      var forged = bring(
          app,
          source,
          key,
          EVENT,
          "webhook-id",
          "msg_1",
          "webhook-timestamp",
          "1767225600",
          "webhook-signature",
          "v1,AAAA");
      assertThat(forged.status()).isEqualTo(401);
      assertThat(forged.json().get("title").asText()).isEqualTo("The signature does not match");
      assertThat(app.hook(source, Samples.closedTalk("1")).status()).isEqualTo(202);
    });
  }

  @Test
  void aRevokedForeignOrMadeUpKeyBringsNothing() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var keys = "/api/workspaces/" + source.workspace() + "/api-keys";
      var made = app.api("POST", keys, Map.of("name", "Shop", "role", "ingest")).json();
      var revoked = made.get("key").asText();
      assertThat(bring(app, source, revoked, EVENT).status()).isEqualTo(202);
      app.api("DELETE", keys + "/" + made.get("id").asText());

      for (var key : List.of(
          revoked,
          key(app, app.newWorkspace(), "owner"),
          "ff_" + source.workspace() + "_" + "A".repeat(43),
          "ff_999999999_" + "A".repeat(43),
          TestApp.ADMIN_KEY + "x",
          source.secret(),
          "")) {
        var reply = bring(app, source, key, EVENT.replace("evt_1", "evt_2"));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
      }
      assertThat(app.request("POST", source.url(), EVENT, "authorization", "Basic eDp5")
              .status())
          .isEqualTo(401);
      assertThat(app.database().count("select sum(events) from event_batches")).isOne();
    });
  }

  @Test
  void aSourceThatItsSystemSignsForTakesNoKey() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace(), "zendesk");
      var refused = bring(app, source, key(app, source.workspace(), "owner"), EVENT);

      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.json().get("detail").asText()).contains("Only a source of kind native");
    });
  }

  @Test
  void theExampleInTheDocumentIsTaken() throws Exception {
    var document = Files.readString(Path.of("docs", "api-keys.md"));
    var command = document.substring(
        document.indexOf("curl "), document.indexOf("```", document.indexOf("curl ")));
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var shell = new ProcessBuilder(
              "sh", "-c", command.replace("curl ", "curl -s -o /dev/null -w '%{http_code}' "))
          .redirectErrorStream(true);
      shell.environment().put("SOURCE_URL", source.url());
      shell.environment().put("KEY", key(app, source.workspace(), "ingest"));
      var running = shell.start();

      assertThat(new String(running.getInputStream().readAllBytes())).isEqualTo("202");
      assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
    });
  }
}
