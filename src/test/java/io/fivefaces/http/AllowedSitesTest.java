package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.ChatDesk;
import io.fivefaces.support.TestApp;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which sites may show the widget, and what browsers are told of it. */
class AllowedSitesTest {

  private static final String SHOP = "https://shop.example";

  @Test
  void onlyListedSitesAndOursMayAskAndAnswer() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      desk.allow(SHOP, "http://localhost:5173");
      desk.ask("1", "v-9");
      var token = desk.token("v-9");
      var hash = desk.hash("v-9");

      for (var site : List.of(
          "https://evil.example",
          "http://shop.example",
          "https://shop.example:8443",
          "https://shop.example.evil.example",
          "null",
          "*",
          "")) {
        var stream = app.request("GET", desk.streamUrl("v-9", hash), null, "origin", site);
        var answer = desk.post("answers", "v-9", hash, token, "\"score\":1", "origin", site);
        var asked =
            app.request("OPTIONS", "/widget/" + desk.key() + "/answers", null, "origin", site);
        for (var reply : List.of(stream, answer, asked)) {
          assertThat(reply.status()).as(site).isEqualTo(403);
          assertThat(reply.header("access-control-allow-origin")).isEmpty();
          assertThat(reply.header("vary")).contains("Origin");
          assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
        }
      }
      assertThat(app.database().count("select count(*) from csat_responses")).isZero();

      var answer = desk.post("answers", "v-9", hash, token, "\"score\":1", "origin", SHOP);
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.header("access-control-allow-origin")).isEqualTo(SHOP);
      assertThat(answer.header("vary")).contains("Origin");
      assertThat(answer.header("access-control-allow-credentials")).isEmpty();
      var again = desk.post("answers", "v-9", hash, token, "\"score\":1", "origin", SHOP);
      assertThat(again.status()).isEqualTo(409);
      assertThat(again.header("access-control-allow-origin")).isEqualTo(SHOP);
      var ours = desk.post("answers", "v-9", hash, token, "\"score\":1", "origin", app.url(""));
      assertThat(ours.status()).isEqualTo(409);
      // a wrong hash stays wrong on every site
      assertThat(desk.post("answers", "v-9", "00", token, "\"score\":1", "origin", SHOP)
              .status())
          .isEqualTo(403);
    });
  }

  @Test
  void aBrowserThatAsksFirstIsToldWhatItMaySend() throws Exception {
    TestApp.run(app -> {
      var desk = ChatDesk.open(app);
      desk.allow(SHOP);
      var reply = app.request(
          "OPTIONS",
          "/widget/" + desk.key() + "/answers/comment",
          null,
          "origin",
          SHOP,
          "access-control-request-method",
          "POST",
          "access-control-request-headers",
          "content-type");
      assertThat(reply.status()).isEqualTo(204);
      assertThat(reply.header("access-control-allow-origin")).isEqualTo(SHOP);
      assertThat(reply.header("access-control-allow-methods")).isEqualTo("POST");
      assertThat(reply.header("access-control-allow-headers")).isEqualTo("content-type");
      assertThat(reply.header("access-control-allow-credentials")).isEmpty();
    });
  }

  @Test
  void theyAreKeptAsBrowsersNameThemAndAudited() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var path = "/api/workspaces/" + source.workspace() + "/sources/" + source.id();
      var given = List.of(
          " HTTPS://Shop.Example/ ",
          "https://shop.example:443",
          "https://www.shop.example:8443",
          "http://localhost:80",
          "http://127.0.0.1:3000");
      var changed = app.api("PATCH", path, Map.of("allowed_sites", given));
      assertThat(changed.status()).as(changed.body()).isEqualTo(200);
      assertThat(changed.json().get("allowed_sites").toString())
          .isEqualTo("[\"https://shop.example\",\"https://www.shop.example:8443\","
              + "\"http://localhost\",\"http://127.0.0.1:3000\"]");
      app.api("PATCH", path, Map.of("name", "Web shop"));
      assertThat(app.api("GET", path).json().at("/source/allowed_sites")).hasSize(4);
      assertThat(app.database()
              .value("select after->'allowed_sites'->>0 from audit where before is not null"
                  + " order by audit_id limit 1"))
          .isEqualTo("https://shop.example");
      assertThat(app.api("PATCH", path, Map.of("allowed_sites", List.of()))
              .json()
              .get("allowed_sites"))
          .isEmpty();
    });
  }

  @Test
  void whatNoPageCanComeFromIsRefused() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var path = "/api/workspaces/" + source.workspace() + "/sources/" + source.id();
      for (var wrong : List.of(
          "*",
          "",
          "shop.example",
          "http://shop.example",
          "https://*.shop.example",
          "https://shop.example/path",
          "https://user@shop.example",
          "https://shop.example:123456",
          "https://shop.example https://evil.example",
          "javascript:alert(1)",
          "null",
          "https://" + "x".repeat(300))) {
        var refused = app.api("PATCH", path, Map.of("allowed_sites", List.of(wrong)));
        assertThat(refused.status()).as(wrong).isEqualTo(400);
        assertThat(refused.json().get("detail").asText()).contains("'allowed_sites'");
      }
      var many =
          IntStream.range(0, 21).mapToObj(i -> "https://s" + i + ".example").toList();
      assertThat(app.api("PATCH", path, Map.of("allowed_sites", many)).status()).isEqualTo(400);
      assertThat(app.api("PATCH", path, "{\"allowed_sites\":[null]}").status()).isEqualTo(400);
    });
  }
}
