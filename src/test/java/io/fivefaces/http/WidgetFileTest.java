package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.TestApp;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What every page of a customer's site loads. */
class WidgetFileTest {

  private static final int MOST_BYTES = 15_000;

  @Test
  void itIsSmallAndNeedsNothingElse() throws Exception {
    var file = Files.readString(Path.of("webroot", "widget.js"));
    assertThat(Files.size(Path.of("webroot", "widget.js"))).isLessThan(MOST_BYTES);
    assertThat(file)
        .doesNotContain(
            "import ", "import(", "innerHTML", "document.write", "eval(", "cookie", "localStorage");
  }

  @Test
  void everySiteMayLoadIt() throws Exception {
    TestApp.run(app -> {
      var reply = app.request("GET", "/widget.js", null, "origin", "https://shop.example");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("content-type")).contains("javascript");
      assertThat(reply.header("cross-origin-resource-policy")).isEqualTo("cross-origin");
      assertThat(reply.header("cache-control")).isEqualTo("no-cache");
    });
  }
}
