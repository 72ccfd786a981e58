package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.TestApp;
import org.junit.jupiter.api.Test;

/** What an owner sees. */
class AnalyticsTest {

  @Test
  void theOwnerSignsInAndSeesTheScoreAndWhyOthersWereNotAsked() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      desk.answer(desk.asked("1", "Ada"), 5, "Great work");
      desk.answer(desk.asked("2", "Cy"), 2, "Too slow");
      desk.notAsked("3");
      desk.counted(2, 3);

      try (var owner = new Visitor(app)) {
        var page = owner.signIn();

        assertThat(page.locator(".average-value strong")).hasText("3.50");
        assertThat(stat(page, "Promoters")).hasText("50.0 %");
        assertThat(stat(page, "Detractors")).hasText("50.0 %");
        assertThat(stat(page, "Response rate")).hasText("100.0 %");
        assertThat(stat(page, "Responses")).hasText("2");
        assertThat(stat(page, "Invites sent")).hasText("2");
        assertThat(stat(page, "Closed")).hasText("3");
        assertThat(stat(page, "Send rate")).hasText("66.7 %");
        assertThat(page.locator("#follow-up .ratings li")).containsText("Too slow");
        assertThat(page.locator("#recent .ratings li")).hasCount(2);
        assertThat(page.locator("#agents tbody")).containsText("Bo");

        assertThat(page.locator("#gates .step code")).hasText(new String[] {
          "master_switch",
          "channel_switch",
          "closed",
          "two_messages",
          "first_survey",
          "deliverable",
          "channel_context"
        });
        var stopped =
            page.locator("#gates .step", new Page.LocatorOptions().setHasText("two_messages"));
        assertThat(stopped.locator(".step-count")).hasText("1");
        stopped.click();
        page.locator("#stopped-two_messages a").click();

        assertThat(page.locator("#why")).hasText("Why was no survey sent?");
        assertThat(page.locator("#sentence")).containsText("too little was said");
      }
    });
  }

  @Test
  void aNewAnswerAppearsWithoutAReload() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      var link = desk.asked("1", "Ada");
      desk.counted(0, 1);

      try (var owner = new Visitor(app)) {
        var page = owner.signIn();
        owner.awaitLive();
        assertThat(page.locator("#recent .empty")).isVisible();
        page.evaluate("window.sameDocument = true");

        desk.answer(link, 4, "Came by itself");

        assertThat(page.locator("#recent .ratings li")).containsText("Came by itself");
        assertThat(page.locator(".average-value strong")).hasText("4.00");
        assertThat(page.locator("#announce")).containsText("4 of 5 from Ada");
        assertThat(page).hasTitle("🙂 4.00 · Acme · fivefaces");
        org.assertj.core.api.Assertions.assertThat(page.evaluate("window.sameDocument"))
            .isEqualTo(true);
      }
    });
  }

  @Test
  void aWrongPasswordIsRefusedAndTheRightOneStillWorks() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      Desk.open(app);
      try (var stranger = new Visitor(app)) {
        var page = stranger.open("/analytics");
        page.waitForURL("**/sign-in");
      }
      try (var owner = new Visitor(app)) {
        var page = owner.open("/sign-in");
        page.getByLabel("Email").fill("owner@us.test");
        page.getByLabel("Password").fill("not that one");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
            .click();
        assertThat(page.getByText("Email or password is wrong.")).isVisible();

        owner.signIn();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
            .click();
        page.waitForURL("**/sign-in");
        owner.open("/analytics");
        page.waitForURL("**/sign-in");
      }
    });
  }

  private static Locator stat(Page page, String name) {
    return page.locator("#card .stat")
        .filter(new Locator.FilterOptions()
            .setHas(page.locator("summary", new Page.LocatorOptions().setHasText(exactly(name)))))
        .locator(".stat-value strong");
  }

  private static java.util.regex.Pattern exactly(String text) {
    return java.util.regex.Pattern.compile("^" + text + "$");
  }
}
