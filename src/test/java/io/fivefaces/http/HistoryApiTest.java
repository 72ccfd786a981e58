package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.support.TestApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who changed what, when, before and after. */
class HistoryApiTest {

  @Test
  void aChangeIsShownWithWhatDiffersAndNothingElse() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      app.settings(workspace, Map.of("csat_enabled", true, "send_delay", "24h", "locale", "en"));

      var entry = history(app, workspace, "").get("items").get(0);

      assertThat(entry.get("who").asText()).isEqualTo("admin key");
      assertThat(entry.get("what").asText()).isEqualTo("settings");
      assertThat(entry.get("changes").toString())
          .isEqualTo("[{\"field\":\"csat_enabled\",\"before\":false,\"after\":true},"
              + "{\"field\":\"send_delay\",\"before\":\"immediately\",\"after\":\"24h\"}]");
    });
  }

  @Test
  void theNewestComeFirstAndACursorLeadsToTheRest() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      for (int i = 1; i <= 5; i++) {
        app.settings(workspace, Map.of("sender_name", "Name " + i));
      }
      var names = new ArrayList<String>();
      var next = "";
      do {
        var page = history(app, workspace, "?what=settings&limit=2" + next);
        page.get("items").forEach(item -> names.add(item.at("/changes/0/after").asText()));
        next = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asText();
      } while (next != null);

      assertThat(names).containsExactly("Name 5", "Name 4", "Name 3", "Name 2", "Name 1");
    });
  }

  @Test
  void itIsAskedForOnePersonAndForOneThing() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace);
      app.api(
          "POST", "/api/workspaces/" + workspace + "/suppressions", Map.of("email", "a@b.test"));
      app.settings(workspace, Map.of("csat_enabled", true));
      app.database().execute("update audit set who = 'bo@us.test' where what = 'suppression'");

      assertThat(whats(app, workspace, "?who=bo@us.test")).containsExactly("suppression");
      assertThat(history(app, workspace, "?what=source").at("/items/0/name").asText())
          .isEqualTo("Shop");
      assertThat(whats(app, workspace, "?what=source"))
          .containsExactly("source " + source.id() + " connected");
      assertThat(whats(app, workspace, "?who=admin%20key&what=settings"))
          .containsExactly("settings");
      assertThat(whats(app, workspace, "?who=admin%20key"))
          .containsExactly("settings", "source " + source.id() + " connected", "workspace");
      assertThat(whats(app, workspace, "?who=nobody")).isEmpty();
    });
  }

  @Test
  void nothingOfAnotherWorkspaceIsInIt() throws Exception {
    TestApp.run(app -> {
      app.settings(app.newWorkspace(), Map.of("csat_enabled", true));

      assertThat(whats(app, app.newWorkspace(), "")).containsExactly("workspace");
    });
  }

  @Test
  void aQuestionThatMakesNoSenseIsRefused() throws Exception {
    TestApp.run(app -> {
      var path = "/api/workspaces/" + app.newWorkspace() + "/history";
      for (var query : List.of(
          "?limit=0",
          "?limit=201",
          "?cursor=abc",
          "?cursor=-1",
          "?who=" + "x".repeat(300),
          "?what=%00")) {
        assertThat(app.api("GET", path + query).status()).as(query).isEqualTo(400);
      }
    });
  }

  @Test
  void aWorkspaceIsRenamedAndItIsKeptByWhom() throws Exception {
    TestApp.run(app -> {
      var path = "/api/workspaces/" + app.newWorkspace();

      assertThat(app.api("PATCH", path, Map.of("name", " Lumen "))
              .json()
              .get("name")
              .asText())
          .isEqualTo("Lumen");
      assertThat(app.api("GET", path).json().get("name").asText()).isEqualTo("Lumen");
      assertThat(app.api("PATCH", path, Map.of("name", " ")).status()).isEqualTo(400);
      assertThat(app.api("PATCH", path, Map.of("slug", "x")).status()).isEqualTo(400);
      var changes = app.api("GET", path + "/history").json().at("/items/0/changes");
      assertThat(changes.toString())
          .isEqualTo("[{\"field\":\"name\",\"before\":\"Acme\",\"after\":\"Lumen\"}]");
    });
  }

  private static JsonNode history(TestApp app, String workspace, String query) {
    var reply = app.api("GET", "/api/workspaces/" + workspace + "/history" + query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  private static List<String> whats(TestApp app, String workspace, String query) {
    return history(app, workspace, query).get("items").findValuesAsText("what");
  }
}
