package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.TestApp;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Answers that look like a scanner's: what the customer sees of it, and what the team does about it. */
class SuspectedTest {

  @Test
  void theTeamCountsAnAnswerAndTakesItBack() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      desk.suspected(desk.asked("1", "Ada"), 2, "Too slow for me");

      try (var reader = new Visitor(app)) {
        reader.signIn();
        var page = reader.openLive("/analytics");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("1 answer is kept aside"))
            .click();
        reader.awaitLive();
        shoot(page, "suspected");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Conversation 1"))
            .click();
        reader.awaitLive();
        assertThat(page.locator("#panel")).hasText("CSAT survey sent, awaiting response");
        shoot(page, "conversation-suspected");

        page.getByText("Count it").click();
        assertThat(page.locator("#done")).hasText("The answer counts now.");
        assertThat(page.locator("#panel")).hasText("CSAT 2/5");
        shoot(page, "conversation-counted");
        page.getByText("Take it back").click();
        assertThat(page.locator("#done")).hasText("The answer is kept aside again.");
        assertThat(page.locator("#panel")).hasText("CSAT survey sent, awaiting response");
      }
    });
  }

  @Test
  void aPersonWhoseFormLostItsProofPressesOnceMore() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var link = Desk.open(app).asked("1", "Ada");

      try (var customer = new Visitor(app)) {
        var page = customer.open(link + "?score=4");
        page.getByLabel("What should we know?").fill("Kind people");
        page.evaluate("document.querySelector('[name=view]').remove()");
        var button =
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send my answer"));
        button.click();
        assertThat(page.locator("#problem")).containsText("press the button once more");
        assertThat(page.getByLabel("Good")).isChecked();
        assertThat(page.getByLabel("What should we know?")).hasValue("Kind people");
        shoot(page, "survey-once-more");
        button.click();
        assertThat(page.locator("h1")).hasText("Thank you!");
      }
    });
  }

  private static void shoot(Page page, String name) throws Exception {
    var folder = Files.createDirectories(Path.of("target", "screenshots"));
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(folder.resolve(name + ".png")));
  }
}
