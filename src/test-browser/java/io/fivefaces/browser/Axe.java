package io.fivefaces.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What keeps a page from being used by everybody, as far as a program can tell. */
final class Axe {

  private static final String VIOLATIONS = """
      () => axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(
        ({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => [id, help, target, failureSummary].join(' | '))))
      """;
  private static final String SCRIPT = script();

  private Axe() {}

  static List<?> violations(Page page) {
    page.evaluate(SCRIPT);
    return (List<?>) page.evaluate(VIOLATIONS);
  }

  private static String script() {
    try (var script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
