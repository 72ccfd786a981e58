package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.TestApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {

  @Test
  void everyPageForbidsWhatItDoesNotNeed() throws Exception {
    TestApp.run(app -> {
      for (var name : PageRoutes.PAGES) {
        var page = "/" + name;
        // it alone goes into frames: PanelTest
        if (page.equals("/panel")) {
          continue;
        }
        for (var path : List.of(page, page + ".html", page + "?a=b")) {
          var reply = app.request("GET", path, null);
          assertThat(reply.status()).as(path).isEqualTo(200);
          assertThat(reply.header("content-type")).startsWith("text/html");
          assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
          assertThat(reply.header("referrer-policy")).isEqualTo("same-origin");
          assertThat(reply.header("content-security-policy"))
              .startsWith("default-src 'none'; script-src 'self';")
              .contains("base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'");
          assertThat(reply.header("content-security-policy").contains("'unsafe-inline'"))
              .as("%s", path)
              .isEqualTo(List.of("/mailbox", "/email", "/settings").contains(page));
        }
      }
    });
  }

  @Test
  void everyFileIsServedAndNothingElse() throws Exception {
    TestApp.run(app -> {
      for (var file : files()) {
        var reply = app.request("GET", "/" + file, null);
        assertThat(reply.status()).as(file).isEqualTo(200);
        assertThat(reply.header("x-content-type-options")).as(file).isEqualTo("nosniff");
        assertThat(reply.header("content-type")).as(file).isNotEmpty();
      }
      for (var file : List.of("swagger-ui-bundle.js", "swagger-ui.css")) {
        assertThat(app.request("GET", "/lib/swagger-ui/" + file, null).status()).isEqualTo(200);
      }
      for (var file : List.of("", "index.html", "swagger-initializer.js")) {
        assertThat(app.request("GET", "/lib/swagger-ui/" + file, null).status()).isEqualTo(404);
      }
      var missing = app.request("GET", "/no-such-page", null);
      assertThat(missing.status()).isEqualTo(404);
      assertThat(missing.header("content-type")).isEqualTo("application/problem+json");
      assertThat(app.request("POST", "/analytics", "").status()).isIn(404, 405);
    });
  }

  @Test
  void theGuideShowsTheBodyOfZendesksTriggersAsTheDocsDo() throws Exception {
    var docs = Files.readString(Path.of("docs/sources/zendesk.md"));
    var body = docs.substring(docs.indexOf("```json\n") + 8, docs.lastIndexOf("\n```"));

    assertThat(Files.readString(Path.of("webroot/assets/zendesk-body.js")))
        .contains("`" + body + "`");
  }

  private static List<String> files() throws IOException {
    var root = Path.of("webroot");
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }

  @Test
  void theFirstPageIsTheAnalytics() throws Exception {
    TestApp.run(app -> {
      var reply = app.request("GET", "/", null);

      assertThat(reply.status()).isBetween(301, 308);
      assertThat(reply.header("location")).isEqualTo("/analytics");
    });
  }

  @Test
  void aFileThatDidNotChangeIsNotSentAgain() throws Exception {
    TestApp.run(app -> {
      var first = app.request("GET", "/assets/base.css", null);
      assertThat(first.header("cache-control")).isEqualTo("no-cache");
      var again = app.request(
          "GET", "/assets/base.css", null, "if-modified-since", first.header("last-modified"));

      assertThat(again.status()).isEqualTo(304);
    });
  }
}
