package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.fivefaces.support.TestApp;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a newcomer does without a Slack: be a customer in the demo's. */
class DemoSlackTest {

  private static final String TOO_WIDE =
      "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void whoAsksInTheChannelIsAskedInTheThread(ColorScheme colors) throws Exception {
    TestApp.run(Map.of("FIVEFACES_SMTP_URL", "", "FIVEFACES_DEMO", "true"), app -> {
      var browser = new Browser.NewContextOptions().setColorScheme(colors);
      if (colors == ColorScheme.DARK) {
        browser.setViewportSize(360, 740);
      }
      try (var newcomer = new Visitor(app, browser)) {
        var page = newcomer.open("/demo-slack");
        look(page, colors, "quiet");
        page.getByText("Start a conversation").click();
        var log = page.locator("#log");
        var face = named(log, "5 of 5: Great");
        assertThat(face).isVisible(new IsVisibleOptions().setTimeout(30_000));
        look(page, colors, "asked");

        page.reload();
        face.focus();
        face.press("Enter");
        assertThat(log.getByText("Thank you!")).isVisible();
        var comment = named(log, "Add a comment");
        assertThat(comment).isFocused();
        look(page, colors, "thanks");
        comment.press("Enter");
        page.getByLabel("What should we know?").fill("So kind & quick");
        look(page, colors, "window");
        page.getByRole(AriaRole.DIALOG).getByText("Send").click();
        assertThat(page.locator("dialog")).isHidden();
        assertThat(comment).hasCount(0);
        assertThat(page.locator("#steps > li[data-done]")).hasCount(6);
        look(page, colors, "commented");

        var link = page.getByText("What your team sees of it").getAttribute("href");
        newcomer.signIn();
        newcomer.openLive(link);
        assertThat(page.locator("main").getByText("CSAT 5/5").first()).isVisible();
        assertThat(page.locator("main").getByText("So kind & quick").first()).isVisible();
        look(page, colors, "console");
      }
    });
  }

  private static Locator named(Locator place, String name) {
    return place.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }

  private static void look(Page page, ColorScheme colors, String name) {
    Assertions.assertThat(Axe.violations(page)).as(name).isEmpty();
    Assertions.assertThat((Integer) page.evaluate(TOO_WIDE)).as(name).isZero();
    page.screenshot(new Page.ScreenshotOptions()
        .setFullPage(true)
        .setPath(Path.of("target", "shots", "demo-slack-" + name + "-" + colors + ".png")));
  }
}
