package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.fivefaces.support.NpsInvites;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a customer does who is asked about the company. */
class NpsSurveyTest {

  private interface Check {
    void with(TestApp app, TestSource source, String link) throws Exception;
  }

  private static void asked(Check check) throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var source = app.newSource(app.newWorkspace());
      check.with(app, source, NpsInvites.ask(app, source, "1"));
    });
  }

  private static String score(TestApp app) {
    return app.database().value("select score from nps_responses");
  }

  @Test
  void itWorksWithoutJavaScript() throws Exception {
    asked((app, source, link) -> {
      try (var customer =
          new Visitor(app, new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
        var page = customer.open(link + "?score=9");
        assertThat(page.locator("#score-9")).isChecked();
        page.locator("#score-0").check();
        send(page);
        assertThat(page.locator("h1")).hasText("Thank you!");
      }
      Assertions.assertThat(score(app)).isEqualTo("0");
    });
  }

  @Test
  void itWorksByKeyboardAlone() throws Exception {
    asked((app, source, link) -> {
      try (var customer = new Visitor(app)) {
        var page = customer.open(link);
        page.keyboard().press("Tab");
        page.keyboard().press("Space");
        assertThat(page.getByLabel("0 not at all likely")).isChecked();
        page.keyboard().press("ArrowLeft");
        assertThat(page.getByLabel("10 extremely likely")).isChecked();
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("Tab");
        page.keyboard().type("Always there");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Thank you!");
      }
      Assertions.assertThat(score(app)).isEqualTo("9");
    });
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void itFitsEveryPhoneInLightAndDark(ColorScheme colors) throws Exception {
    asked((app, source, link) -> {
      try (var customer =
          new Visitor(app, new Browser.NewContextOptions().setColorScheme(colors))) {
        var page = customer.open(link + "?score=9");
        for (int width : List.of(320, 390, 1280)) {
          page.setViewportSize(width, 700);
          Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth"))
              .as("at %d px", width)
              .isEqualTo(width);
          for (int score = 0; score <= 10; score++) {
            var box = page.locator("#score-" + score).boundingBox();
            Assertions.assertThat(Math.min(box.width, box.height)).isGreaterThanOrEqualTo(32);
          }
          Assertions.assertThat(Axe.violations(page)).isEmpty();
        }
      }
    });
  }

  @Test
  void whatIsKeptAsideHasAListOfItsOwn() throws Exception {
    asked((app, source, link) -> {
      new Desk(app, source.workspace(), source).suspected(link, 0, "Too slow for me");
      try (var reader = new Visitor(app)) {
        reader.signIn();
        var page = reader.openLive("/suspected?kind=nps");
        assertThat(page.locator("#suspected .score")).hasText("NPS 0/10");
        page.locator(".kinds a[href*='kind=csat']").click();
        reader.awaitLive();
        assertThat(page.locator("#empty")).isVisible();
        page.locator(".kinds a[href*='kind=nps']").click();
        reader.awaitLive();
        page.getByText("Count it").click();
        assertThat(page.locator("#done")).hasText("The answer counts now.");
      }
      Assertions.assertThat(score(app)).isEqualTo("0");
    });
  }

  private static void send(Page page) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send my answer"))
        .click();
  }
}
