package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.TestApp;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What a customer does. */
class SurveyTest {

  @Test
  void aFaceInTheMailLeadsToTheSurveyWhichTakesOneAnswer() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      desk.asked("1", "Ada");

      try (var reader = new Visitor(app)) {
        reader.signIn();
        var mailbox = reader.openLive("/mailbox");
        mailbox
            .locator(".list a", new Page.LocatorOptions().setHasText("ada@customer.test"))
            .click();
        var mail = mailbox.frameLocator("iframe");
        var face = mail.locator("a.face[aria-label='4, Good']");
        var survey = mailbox.waitForPopup(face::click);

        assertThat(survey.getByLabel("Good")).isChecked();
        var sameSurvey = reader.openBeside(survey.url());
        survey.getByLabel("What should we know?").fill("Kind people");
        send(survey);
        assertThat(survey.locator("h1")).hasText("Thank you!");
        var answered = app.conversation(desk.workspace(), "1");
        Assertions.assertThat(answered.get("panel").asText()).isEqualTo("CSAT 4/5");
        Assertions.assertThat(answered.at("/response/comment").asText()).isEqualTo("Kind people");

        send(sameSurvey);
        assertThat(sameSurvey.locator("h1")).hasText("Your answer is already in");
        var later = mailbox.waitForPopup(mail.locator("a.face[aria-label='1, Awful']")::click);
        assertThat(later.locator("h1")).hasText("Your answer is already in");
        Assertions.assertThat(
                app.conversation(desk.workspace(), "1").get("panel").asText())
            .isEqualTo("CSAT 4/5");
      }
    });
  }

  @Test
  void itWorksWithoutJavaScript() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      var link = desk.asked("1", "Ada");

      try (var customer =
          new Visitor(app, new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
        var page = customer.open(link);
        page.getByLabel("Awful").check();
        page.getByLabel("Bad").check();
        send(page);
        assertThat(page.locator("h1")).hasText("Thank you!");
      }
      Assertions.assertThat(app.conversation(desk.workspace(), "1").get("panel").asText())
          .isEqualTo("CSAT 2/5");
    });
  }

  @Test
  void itWorksByKeyboardAlone() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      var link = desk.asked("1", "Ada");

      try (var customer = new Visitor(app)) {
        var page = customer.open(link);
        page.keyboard().press("Tab");
        page.keyboard().press("Space");
        assertThat(page.getByLabel("Awful")).isChecked();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        assertThat(page.getByLabel("Okay")).isChecked();
        page.keyboard().press("Tab");
        page.keyboard().type("Fine");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Thank you!");
      }
      var answered = app.conversation(desk.workspace(), "1");
      Assertions.assertThat(answered.get("panel").asText()).isEqualTo("CSAT 3/5");
      Assertions.assertThat(answered.at("/response/comment").asText()).isEqualTo("Fine");
    });
  }

  private static void send(Page page) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send my answer"))
        .click();
  }
}
