package io.fivefaces.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The installed Chromium, started once for all tests; CHROMIUM says where it is if it is not where Debian has it. */
final class Chromium {

  private static final String PATH =
      Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium");
  private static final List<String> FLAGS = List.of(
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync");

  /** Ends with this process, whose pipe it listens to. */
  private static final Browser BROWSER = Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
      .chromium()
      .launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of(PATH)).setArgs(FLAGS));

  private Chromium() {}

  static Browser get() {
    return BROWSER;
  }
}
