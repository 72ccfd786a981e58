package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.TestApp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The keys of machines: what they open, for how long, and who makes them. */
class ApiKeysTest {

  private static String list(String workspace) {
    return "/api/workspaces/" + workspace + "/api-keys";
  }

  private static JsonNode make(TestApp app, String workspace, String role) {
    var made = app.api("POST", list(workspace), Map.of("name", "A " + role, "role", role));
    assertThat(made.status()).isEqualTo(201);
    return made.json();
  }

  private static Reply by(JsonNode key, TestApp app, String method, String path, String body) {
    return app.request(
        method,
        path,
        body,
        "authorization",
        "Bearer " + key.get("key").asText(),
        "content-type",
        "application/json");
  }

  @Test
  void aKeyIsShownOnceAndOnlyItsDigestIsKept() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var made = make(app, workspace, "read");
      var key = made.get("key").asText();

      assertThat(key).matches("ff_" + workspace + "_[A-Za-z0-9_-]{43}");
      assertThat(key).startsWith(made.get("prefix").asText());
      assertThat(made.get("prefix").asText()).hasSize(("ff_" + workspace + "_").length() + 6);
      var listed = app.api("GET", list(workspace));
      assertThat(listed.body()).doesNotContain(key);
      assertThat(listed.json().at("/items/0/created_by").asText()).isEqualTo("admin key");
      assertThat(listed.json().at("/items/0/used_at").isNull()).isTrue();
      assertThat(app.database().value("select encode(key_hash, 'hex') from api_keys"))
          .isEqualTo(app.database().value("select encode(sha256('" + key + "'), 'hex')"));
      assertThat(app.database().value("select string_agg(k::text, '') from api_keys k"))
          .doesNotContain(key);
    });
  }

  /** What conversations, numbers and settings answer to a role. */
  private static final Map<String, List<Integer>> OPENED = Map.of(
      "owner", List.of(200, 200, 200),
      "admin", List.of(200, 200, 200),
      "agent", List.of(200, 403, 403),
      "read", List.of(200, 200, 403),
      "ingest", List.of(403, 403, 403));

  @Test
  void aKeyOpensWhatItsRoleNames() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var other = app.newWorkspace();
      var there = "/api/workspaces/" + workspace;
      OPENED.forEach((role, expected) -> {
        var key = make(app, workspace, role);
        var answers = Stream.of("/conversations?reason=two_messages", "/stats/csat", "/settings")
            .map(path -> by(key, app, "GET", there + path, null).status());
        assertThat(answers.toList()).as(role).isEqualTo(expected);
        assertThat(by(key, app, "GET", list(workspace), null).status()).isEqualTo(expected.get(2));
        assertThat(by(key, app, "GET", list(other), null).status()).isEqualTo(404);
        assertThat(by(key, app, "GET", "/api/workspaces", null)
                .json()
                .at("/items/0/role")
                .asText())
            .isEqualTo(role);
      });
    });
  }

  @Test
  void aRevokedKeyIsRefusedAtOnceAndStaysInTheListBehindTheOthers() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var old = make(app, workspace, "read");
      var newer = make(app, workspace, "admin");
      var there = list(workspace) + "/" + newer.get("id").asText();
      assertThat(by(newer, app, "GET", list(workspace), null).status()).isEqualTo(200);

      var revoked = app.api("DELETE", there);
      assertThat(revoked.status()).isEqualTo(200);
      assertThat(by(newer, app, "GET", list(workspace), null).status()).isEqualTo(401);
      assertThat(app.api("DELETE", there).json()).isEqualTo(revoked.json());

      var items = app.api("GET", list(workspace)).json().get("items");
      assertThat(items.findValuesAsText("id"))
          .containsExactly(old.get("id").asText(), newer.get("id").asText());
      assertThat(items.at("/0/revoked_at").isNull()).isTrue();
      assertThat(items.at("/1/revoked_at").isNull()).isFalse();
      assertThat(
              app.api("DELETE", list(app.newWorkspace()) + "/" + old.get("id").asText())
                  .status())
          .isEqualTo(404);
      assertThat(app.api("DELETE", list(workspace) + "/999999").status()).isEqualTo(404);
    });
  }

  @Test
  void aKeyNeverExceedsItsMaker() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var owner = make(app, workspace, "owner");
      var admin = make(app, workspace, "admin");
      var wanted = "{\"name\":\"More\",\"role\":\"owner\"}";

      assertThat(by(admin, app, "POST", list(workspace), wanted).status()).isEqualTo(403);
      assertThat(by(owner, app, "POST", list(workspace), wanted).status()).isEqualTo(201);
      assertThat(by(admin, app, "POST", list(workspace), wanted.replace("owner", "admin"))
              .status())
          .isEqualTo(201);
      var owners = list(workspace) + "/" + owner.get("id").asText();
      assertThat(by(admin, app, "DELETE", owners, null).status()).isEqualTo(403);
      assertThat(by(owner, app, "GET", list(workspace), null).status()).isEqualTo(200);
      assertThat(by(owner, app, "DELETE", owners, null).status()).isEqualTo(200);
    });
  }

  @Test
  void whatIsDoneWithKeysIsKeptWithoutThem() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var admin = make(app, workspace, "admin");
      var made = by(
              admin, app, "POST", list(workspace), "{\"name\":\" Shop \",\"role\":\"ingest\"}")
          .json();
      by(admin, app, "DELETE", list(workspace) + "/" + made.get("id").asText(), null);

      var audit = app.database()
          .rows("select who, what, before::text, after::text from audit where what like 'api key%'"
              + " order by audit_id offset 1");
      var what = "api key " + made.get("id").asText();
      assertThat(audit)
          .hasToString("[{who=key A admin, what=" + what
              + ", before=null, after={\"name\": \"Shop\", \"role\": \"ingest\"}}, {who=key A admin, what="
              + what + ", before={\"name\": \"Shop\", \"role\": \"ingest\"}, after=null}]");
      assertThat(audit.toString()).doesNotContain(made.get("prefix").asText());
    });
  }

  @Test
  void thatAKeyWasUsedIsNotedOnceAMinute() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var key = make(app, workspace, "read");
      var read = "select used_at::text from api_keys";
      var there = "/api/workspaces/" + workspace + "/stats/csat";

      by(key, app, "GET", there, null);
      var first = app.until("it is noted", () -> app.database().value(read), at -> at != null);
      var before = app.database().value("select xmin::text from api_keys");
      IntStream.range(0, 5).forEach(again -> by(key, app, "GET", there, null));
      assertThat(app.database().value("select xmin::text from api_keys")).isEqualTo(before);

      app.advance(Duration.ofMinutes(2));
      by(key, app, "GET", there, null);
      app.until("it is noted", () -> app.database().value(read), at -> !at.equals(first));
    });
  }

  @Test
  void aWorkspaceHasFiftyKeysAtATime() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      app.database()
          .execute("insert into api_keys (workspace_id, name, role, prefix, key_hash, created_by)"
              + " select " + workspace + ", 'k', 'read', 'ff', sha256(n::text::bytea), 'test'"
              + " from generate_series(1, 48) n");
      var last = make(app, workspace, "read");
      make(app, workspace, "read");

      var wanted = Map.of("name", "One more", "role", "read");
      var refused = app.api("POST", list(workspace), wanted);
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.json().get("detail").asText()).contains("Revoke one");
      app.api("DELETE", list(workspace) + "/" + last.get("id").asText());
      assertThat(app.api("POST", list(workspace), wanted).status()).isEqualTo(201);
      assertThat(app.api("POST", list(app.newWorkspace()), wanted).status()).isEqualTo(201);

      var first = app.api("GET", list(workspace)).json();
      var next = app.api("GET", list(workspace) + "?cursor=" + first.get("next").asText());
      assertThat(first.get("items")).hasSize(50);
      assertThat(next.json().at("/items/0/id")).isEqualTo(last.get("id"));
      assertThat(next.json().get("items")).hasSize(1);
      assertThat(next.json().get("next").isNull()).isTrue();
    });
  }

  @Test
  void whatIsNoKeyIsToldSo() throws Exception {
    TestApp.run(app -> {
      var keys = list(app.newWorkspace());
      for (var body : List.of(
          "{}",
          "{\"name\":\"Shop\"}",
          "{\"role\":\"read\"}",
          "{\"name\":\" \",\"role\":\"read\"}",
          "{\"name\":\"Shop\",\"role\":\"root\"}",
          "{\"name\":\"Shop\",\"role\":\"OWNER\"}",
          "{\"name\":\"Shop\",\"role\":0}",
          "{\"name\":\"Shop\",\"role\":\"read\",\"key\":\"mine\"}")) {
        assertThat(app.api("POST", keys, body).status()).as(body).isEqualTo(400);
      }
      for (var cursor : List.of("x", "1", "1.", "1.-1", "1.2.3", "live-1")) {
        assertThat(app.api("GET", keys + "?cursor=" + cursor).status())
            .as(cursor)
            .isEqualTo(400);
      }
    });
  }
}
