package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.TestApp;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What an owner does who wants the mail to say it in the team's own words. */
class EmailPageTest {

  /** A key is not found in a moment on a busy machine. */
  private static final ContainsTextOptions A_KEY_LATER =
      new ContainsTextOptions().setTimeout(30_000);

  @Test
  void thePreviewFollowsWhatIsTypedAndSavingKeepsIt() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var workspace = app.newWorkspace();
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/email");
        var mail = page.frameLocator("iframe");
        assertThat(mail.locator("a.face")).hasCount(5);
        assertThat(page.locator("[data-field=subject]"))
            .hasText("How did we do with \"Invoice 88\"?");

        page.locator("#subject_template").fill("Was all well, ");
        page.getByRole(
                AriaRole.GROUP, new Page.GetByRoleOptions().setName("Insert into the subject"))
            .getByText("Customer")
            .click();
        page.locator("#intro_template").fill("Tell us <b>all</b>.");
        page.getByLabel("Sender’s name").fill("Lumen Care");
        page.getByLabel("Sender’s address").fill("care@lumen.test");

        assertThat(page.locator("[data-field=subject]")).hasText("Was all well, Ada");
        assertThat(page.locator("[data-field=from]")).containsText("Lumen Care <");
        assertThat(mail.locator("body")).containsText("Tell us <b>all</b>.");
        click(page, "Text");
        assertThat(page.locator(".preview pre")).containsText("Tell us <b>all</b>.");
        click(page, "HTML");
        click(page, "Dark");
        assertThat(mail.locator(".card")).hasCSS("background-color", "rgb(22, 27, 25)");
        click(page, "Light");
        assertThat(mail.locator(".card")).hasCSS("background-color", "rgb(255, 255, 255)");
        Assertions.assertThat(Axe.violations(page)).isEmpty();

        click(page, "Save");
        assertThat(page.locator(".saved")).hasText("Saved.");
        assertThat(page.locator("#dkim")).containsText("._domainkey.lumen.test", A_KEY_LATER);
        page.reload();
        owner.awaitLive();
        assertThat(page.getByLabel("Sender’s address")).hasValue("care@lumen.test");
        assertThat(page.locator("#subject_template")).hasValue("Was all well, {{customer_name}}");
        Assertions.assertThat(app.api("GET", "/api/workspaces/" + workspace + "/settings")
                .json()
                .get("intro_template")
                .asText())
            .isEqualTo("Tell us <b>all</b>.");
      }
    });
  }

  @Test
  void theMailOfNpsHasWordsOfItsOwn() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var workspace = app.newWorkspace();
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/email");
        var mail = page.frameLocator("iframe");
        assertThat(mail.locator("a.face")).hasCount(5);
        click(page, "NPS");
        assertThat(mail.locator(".face a")).hasCount(11);
        assertThat(page.locator("#subject_template")).isHidden();

        page.locator("#nps_subject_template").fill("You and {{workspace_name}}");
        assertThat(page.locator("[data-field=subject]")).hasText("You and Acme");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        click(page, "Save");
        assertThat(page.locator(".saved")).hasText("Saved.");
        page.getByLabel("Send me a test").fill("bo@us.test");
        click(page, "Send");
        assertThat(page.locator(".sent")).hasText("Sent to bo@us.test.");
        click(page, "CSAT");
        assertThat(mail.locator("a.face")).hasCount(5);

        Assertions.assertThat(app.api("GET", "/api/workspaces/" + workspace + "/settings")
                .json()
                .get("nps_subject_template")
                .asText())
            .isEqualTo("You and {{workspace_name}}");
        Assertions.assertThat(app.api("GET", "/api/workspaces/" + workspace + "/mailbox")
                .json()
                .at("/items/0/subject")
                .asText())
            .isEqualTo("You and Acme");
      }
    });
  }

  @Test
  void aTestMailArrivesAndItsLinksSayThatItWasOne() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      app.settings(app.newWorkspace(), Map.of("subject_template", "Saved"));
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/email");
        page.locator("#subject_template").fill("Only a draft");
        click(page, "Send");
        assertThat(page.locator(".sent")).hasText("Sent to owner@us.test.");

        owner.openLive("/mailbox");
        page.getByText("Only a draft").click();
        page.locator("#tab-headers").click();
        assertThat(page.locator("#part-headers")).containsText("List-Unsubscribe-Post");
        page.locator("#tab-html").click();
        var opened = page.waitForPopup(
            () -> page.frameLocator("iframe").locator("a.face").last().click());
        assertThat(opened.locator("h1")).hasText("This mail was only a test");
        Assertions.assertThat(Axe.violations(opened)).isEmpty();
      }
    });
  }

  @Test
  void whatCannotBeSavedIsSaidWhereItIsTyped() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      app.newWorkspace();
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/email");
        page.getByLabel("Colour", new Page.GetByLabelOptions().setExact(true)).fill("#12");

        assertThat(page.locator(".preview > .refusal")).containsText("a colour such as #2f6f5e");
        owner.wasRefused(400);
        page.getByLabel("Colour", new Page.GetByLabelOptions().setExact(true)).fill("#7A1FA2");
        assertThat(page.locator(".preview > .refusal")).isEmpty();
        assertThat(page.locator("#brand_color-well")).hasValue("#7a1fa2");
      }
    });
  }

  @Test
  void aCustomerUnsubscribesWithoutJavaScriptAndComesBack() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      desk.asked("1", "Ada");
      var text = app.api(
              "GET",
              "/api/workspaces/" + desk.workspace() + "/mailbox/"
                  + desk.mailTo("ada@customer.test"))
          .json()
          .get("text")
          .asText();
      var link = text.replaceAll("(?s).*(http://\\S+/u/\\S+).*", "$1");
      try (var ada =
          new Visitor(app, new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
        var page = ada.open(link);
        click(page, "Unsubscribe");
        assertThat(page.locator("h1")).hasText("You are unsubscribed");
        click(page, "Subscribe again");
        assertThat(page.locator("h1")).hasText("You are subscribed again");
      }
    });
  }

  private static void click(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
