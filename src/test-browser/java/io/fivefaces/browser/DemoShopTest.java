package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.TestApp;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What a newcomer does first: be a customer of the demo shop. */
class DemoShopTest {

  @Test
  void whoWritesToTheShopIsAskedInItsChat() throws Exception {
    TestApp.run(Map.of("FIVEFACES_SMTP_URL", "", "FIVEFACES_DEMO", "true"), app -> {
      try (var newcomer = new Visitor(app)) {
        var page = newcomer.open("/demo-shop");
        shoot(page, "shop");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        page.getByText("Chat with us").click();
        page.getByText("Where is my parcel?").click();
        var log = page.locator("#chat-log");
        log.getByText("has closed the conversation").waitFor();
        var face =
            log.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("5, Great"));
        face.waitFor();
        shoot(page, "asked");
        Assertions.assertThat(Axe.violations(page)).isEmpty();

        page.reload();
        assertThat(face).isVisible();
        face.click();
        log.getByLabel("Anything we should know?").fill("So kind");
        shoot(page, "comment");
        log.getByText("Send").click();
        assertThat(log.getByText("Thank you for telling us!")).isVisible();
        shoot(page, "thanks");

        var link = page.getByText("What your team sees of it").getAttribute("href");
        newcomer.signIn();
        newcomer.openLive(link);
        assertThat(page.locator("main").getByText("So kind").first()).isVisible();
        shoot(page, "console");
      }
    });
  }

  private static void shoot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions()
        .setPath(java.nio.file.Path.of("target", "shots", "demo-" + name + ".png")));
  }
}
