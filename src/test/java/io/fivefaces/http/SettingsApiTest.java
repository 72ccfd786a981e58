package io.fivefaces.http;

import static io.fivefaces.http.MailedLinks.MAILBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivefaces.support.Contract;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings, sources and who may see what of them. */
class SettingsApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aNewWorkspaceHasEverythingOff() throws Exception {
    TestApp.run(app -> {
      var settings =
          app.api("GET", "/api/workspaces/" + app.newWorkspace() + "/settings").json();

      assertThat(settings.properties().stream().filter(field -> field.getValue().isBoolean()))
          .hasSizeGreaterThan(4)
          .allMatch(field -> !field.getValue().asBoolean());
    });
  }

  @Test
  void aPatchChangesWhatItNamesAndNothingElse() throws Exception {
    TestApp.run(app -> {
      var path = "/api/workspaces/" + app.newWorkspace() + "/settings";
      var before = app.api("GET", path).json();

      var changed = app.api("PATCH", path, Map.of("send_delay", "24h", "sender_name", "Acme"));
      assertThat(changed.status()).isEqualTo(200);
      var after = app.api("GET", path).json();
      assertThat(changed.json()).isEqualTo(after);
      assertThat(after.properties().stream()
              .filter(field -> !field.getValue().equals(before.get(field.getKey())))
              .map(Map.Entry::getKey))
          .containsExactlyInAnyOrder("send_delay", "sender_name");
    });
  }

  @Test
  void aPatchIsTakenWholeOrNotAtAll() throws Exception {
    TestApp.run(app -> {
      var path = "/api/workspaces/" + app.newWorkspace() + "/settings";

      var unknown = app.api("PATCH", path, Map.of("csat_enabled", true, "csat_enable", true));
      assertThat(unknown.status()).isEqualTo(400);
      assertThat(unknown.json().get("detail").asText()).isEqualTo("Unknown field 'csat_enable'.");
      var wrong = app.api("PATCH", path, Map.of("csat_enabled", true, "brand_color", "red"));
      assertThat(wrong.json().get("detail").asText())
          .isEqualTo("brand_color is a colour such as #2f6f5e.");
      assertThat(app.request(
                  "PATCH",
                  path,
                  "{\"csat_enabled\":true}",
                  "authorization",
                  "Bearer " + TestApp.ADMIN_KEY)
              .status())
          .isEqualTo(415);

      assertThat(app.api("GET", path).json().get("csat_enabled").asBoolean()).isFalse();
      assertThat(app.database().count("select count(*) from audit where what = 'settings'"))
          .isZero();
    });
  }

  @Test
  void everyChangeIsKeptWithWhoWhenBeforeAndAfter() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace);
      app.settings(workspace, Map.of("csat_enabled", true));
      var cookie = app.request(
              "POST",
              "/sign-in",
              "email=owner%40us.test&password=" + TestApp.OWNER_PASSWORD.replace(' ', '+'),
              "content-type",
              "application/x-www-form-urlencoded")
          .header("set-cookie")
          .split(";")[0];
      app.request(
          "PATCH",
          "/api/workspaces/" + workspace + "/settings",
          "{\"csat_enabled\":false}",
          "cookie",
          cookie,
          "content-type",
          "application/json");
      app.api(
          "PATCH",
          "/api/workspaces/" + workspace + "/sources/" + source.id(),
          Map.of("name", "Web shop", "trigger", "resolved"));

      var rows = app.database()
          .rows("select who, what, before, after, at > now() - interval '1 minute' as fresh"
              + " from audit where before is not null order by audit_id");
      assertThat(rows).hasSize(3).allMatch(row -> row.get("fresh").equals("t"));
      assertThat(rows)
          .extracting(row -> row.get("who"))
          .containsExactly("admin key", "owner@us.test", "admin key");
      assertThat(rows)
          .extracting(row -> row.get("what"))
          .containsExactly("settings", "settings", "source " + source.id());
      assertThat(JSON.readTree(rows.get(0).get("before")).get("csat_enabled").asBoolean())
          .isFalse();
      assertThat(JSON.readTree(rows.get(0).get("after")).get("csat_enabled").asBoolean())
          .isTrue();
      assertThat(JSON.readTree(rows.get(1).get("after")).get("csat_enabled").asBoolean())
          .isFalse();
      assertThat(JSON.readTree(rows.get(2).get("before")))
          .isEqualTo(JSON.readTree("{\"name\":\"Shop\",\"trigger\":null,"
              + "\"accept_unsigned\":false,\"auto_resolve_minutes\":null,\"rate_limit\":null,"
              + "\"display_name\":null,\"icon_url\":null,\"allowed_sites\":[]}"));
      assertThat(JSON.readTree(rows.get(2).get("after")))
          .isEqualTo(JSON.readTree("{\"name\":\"Web shop\",\"trigger\":\"resolved\","
              + "\"accept_unsigned\":false,\"auto_resolve_minutes\":null,\"rate_limit\":null,"
              + "\"display_name\":null,\"icon_url\":null,\"allowed_sites\":[]}"));
    });
  }

  @Test
  void aSecretIsShownOnceAndNeverAgain() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      assertThat(source.secret()).startsWith("whsec_");
      MailedLinks.ask(app, source, "4711");
      var change = app.api(
          "PATCH",
          "/api/workspaces/" + workspace + "/sources/" + source.id(),
          Map.of("name", "Web shop"));

      assertThat(change.body()).contains("Web shop").doesNotContain(source.secret(), "whsec_");
      for (var operation : Contract.read().operations()) {
        if (operation.method().equals("GET")
            && operation.path().startsWith("/api/")
            && !operation.path().endsWith("/live")) {
          var path = operation.path(Map.of("ws", workspace, "ref", "4711", "id", "1"));
          assertThat(app.api("GET", path).body())
              .doesNotContain(source.secret(), "whsec_", TestApp.ADMIN_KEY, TestApp.SECRET);
        }
      }
      var stored = app.database()
          .value("select encode(secret, 'escape') || encode(secret, 'base64') from sources");
      assertThat(stored).doesNotContain(source.secret(), source.secret().substring(6));
      assertThat(
              app.database().value("select coalesce(string_agg(audit::text, ''), '') from audit"))
          .doesNotContain("whsec_");
    });
  }

  @Test
  void slugsAreUniqueAndNamesAreNames() throws Exception {
    TestApp.run(app -> {
      var made = Map.of("name", " Acme ", "slug", "acme");
      var first = app.api("POST", "/api/workspaces", made);
      assertThat(first.status()).isEqualTo(201);
      assertThat(first.json().get("name").asText()).isEqualTo("Acme");
      assertThat(app.api("POST", "/api/workspaces", made).status()).isEqualTo(409);
      for (var slug : List.of("", "-a", "a-", "A", "a_b", "a b", "ä", "a".repeat(64))) {
        assertThat(app.api("POST", "/api/workspaces", Map.of("name", "Acme", "slug", slug))
                .status())
            .as(slug)
            .isEqualTo(400);
      }
      for (var name : List.of("", " ", "a\nb", "a\0b", "a".repeat(101))) {
        assertThat(app.api("POST", "/api/workspaces", Map.of("name", name, "slug", "b"))
                .status())
            .isEqualTo(400);
      }
    });
  }

  @Test
  void nothingOfOneWorkspaceIsVisibleFromAnother() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var ours = app.newSource(app.newAskingWorkspace());
      var theirs = app.newSource(app.newAskingWorkspace());
      var link = MailedLinks.ask(app, ours, "4711");
      app.request("POST", link, "{\"score\":1}", "content-type", "application/json");
      app.hook(ours, Samples.closed("4712"));
      app.judged(ours.workspace(), "4712");
      var here = "/api/workspaces/" + ours.workspace();
      var there = "/api/workspaces/" + theirs.workspace();
      var mail = app.api("GET", here + "/mailbox").json().at("/items/0/id").asText();

      for (var path : List.of(
          "/conversations/4711", "/conversations/4711?source=" + ours.id(), "/mailbox/" + mail)) {
        assertThat(app.api("GET", here + path).status()).as(path).isEqualTo(200);
        assertThat(app.api("GET", there + path).status()).as(path).isEqualTo(404);
      }
      assertThat(app.api("PATCH", there + "/sources/" + ours.id(), Map.of("name", "Mine"))
              .status())
          .isEqualTo(404);
      for (var list : List.of("/responses", "/mailbox", "/conversations?reason=two_messages")) {
        assertThat(app.api("GET", here + list).json().get("items")).as(list).isNotEmpty();
        assertThat(app.api("GET", there + list).json().get("items")).as(list).isEmpty();
      }
      assertThat(app.api("GET", there + "/responses?format=ndjson").body()).isEmpty();
      assertThat(app.api("GET", there + "/sources").body())
          .contains(theirs.url())
          .doesNotContain(ours.url());
      var stats = app.api("GET", there + "/stats/csat").json();
      assertThat(stats.at("/current/closed").asInt()).isZero();
      assertThat(stats.get("low")).isEmpty();
    });
  }
}
