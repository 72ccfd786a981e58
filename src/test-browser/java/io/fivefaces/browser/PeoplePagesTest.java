package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.Colleague;
import io.fivefaces.support.TestApp;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** How people come in, from the first start on. */
class PeoplePagesTest {

  private static final Map<String, String> FIRST_START =
      Map.of("FIVEFACES_ADMIN_EMAIL", "", "FIVEFACES_ADMIN_PASSWORD", "", "FIVEFACES_SMTP_URL", "");

  private static void click(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  @Test
  void fromTheFirstStartToAnAgentWhoSeesOnlyConversations() throws Exception {
    TestApp.run(FIRST_START, app -> {
      try (var owner = new Visitor(app);
          var agent = new Visitor(app)) {
        var page = owner.open(app.signInUrl());
        page.waitForURL("**/set-up");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        page.getByLabel("Your name").fill("Ada");
        page.getByLabel("Email").fill("ada@us.test");
        page.locator("#password").fill(Colleague.PASSWORD);
        page.getByLabel("Your first workspace").fill("Acme Söpport!");
        assertThat(page.locator("#slug")).hasValue("acme-sopport");
        click(page, "Set up");
        page.waitForURL("**/sources?workspace=*");
        assertThat(page.locator(".workspace")).hasText("Acme Söpport!");

        owner.openLive("/people");
        assertThat(page.locator("#members .who")).containsText("Ada");
        assertThat(page.locator("#none-invited")).isVisible();
        page.locator("#email").fill("bo@us.test");
        click(page, "Invite");
        assertThat(page.locator("#once h2")).hasText("bo@us.test is invited");
        assertThat(page.locator("#invitations .who")).containsText("bo@us.test");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        click(page, "Withdraw the invitation of bo@us.test");
        click(page, "Withdraw");
        assertThat(page.locator("#none-invited")).isVisible();
        assertThat(page.locator("#once")).isHidden();
        page.locator("#email").fill("bo@us.test");
        click(page, "Invite");
        assertThat(page.locator("#once h2")).hasText("bo@us.test is invited");
        var link = page.locator("#once code").textContent();

        var theirs = agent.open(link);
        assertThat(theirs.locator(".lead")).containsText("ada@us.test invites you to join Acme");
        Assertions.assertThat(Axe.violations(theirs)).isEmpty();
        theirs.getByLabel("Your name").fill("Bo");
        theirs.locator("#password").fill(Colleague.PASSWORD);
        click(theirs, "Join");
        theirs.waitForURL("**/conversations?workspace=*");
        agent.open("/account");
        assertThat(theirs.locator(".shell nav a")).hasText(new String[] {"Conversations"});
        assertThat(theirs.locator("#about")).containsText("You sign in as bo@us.test");
        assertThat(theirs.locator("#make-part")).isHidden();
        agent.open("/people");
        theirs.waitForURL("**/conversations?workspace=*");

        owner.openLive("/people");
        page.getByLabel("Role of Bo").selectOption("admin");
        agent.openLive("/people");
        assertThat(theirs.locator("#members .who")).hasCount(2);
        assertThat(theirs.getByLabel("Role of Ada")).hasCount(0);

        click(page, "Remove Bo");
        page.locator("#ask .primary").click();
        assertThat(page.locator("#members .who")).hasCount(1);
        agent.open("/people");
        assertThat(theirs.locator("h1")).hasText("You belong to no workspace");
        Assertions.assertThat(Axe.violations(theirs)).isEmpty();
        agent.forgetComplaints();
      }
    });
  }

  @Test
  void aNewNameAPasswordAndTheOtherSessions() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      app.newWorkspace();
      var elsewhere = Colleague.signedIn(app, "owner@us.test", TestApp.OWNER_PASSWORD);
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.open("/account");
        assertThat(page.locator("#sessions > li")).hasCount(2);
        Assertions.assertThat(Axe.violations(page)).isEmpty();

        page.getByLabel("Your name").fill("Ada");
        click(page, "Save");
        assertThat(page.locator("#rename .saved")).hasText("Saved.");

        page.getByLabel("Old password").fill("wrong");
        page.getByLabel("New password").fill(Colleague.PASSWORD);
        click(page, "Change it");
        assertThat(page.locator("#change .refusal")).hasText("The old password is another one.");
        owner.wasRefused(400);
        page.getByLabel("Old password").fill(TestApp.OWNER_PASSWORD);
        click(page, "Change it");
        assertThat(page.locator("#change .saved")).containsText("Changed.");
        assertThat(page.locator("#sessions > li")).hasCount(1);
        Assertions.assertThat(elsewhere.api("GET", "/api/me").status()).isEqualTo(401);
      }
    });
  }

  @Test
  void whoForgotIsToldWhatToDo() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      try (var stranger = new Visitor(app)) {
        var page = stranger.open("/sign-in");
        page.getByText("Forgot your password?").click();
        page.waitForURL("**/forgot");
        page.getByLabel("Email").fill("owner@us.test");
        click(page, "Send the link");
        assertThat(page.locator("#unmailed")).isVisible();

        stranger.open("/reset#made-up");
        page.locator("#password").fill(Colleague.PASSWORD);
        click(page, "Change it");
        assertThat(page.locator(".refusal"))
            .containsText("The link was used, or it is older than an hour.");
        stranger.wasRefused(410);
        stranger.open("/reset?console#made-up");
        assertThat(page.locator("#console a")).hasAttribute("href", "/analytics");
        assertThat(page.locator("#mailed")).isHidden();
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        stranger.open("/invitation#made-up");
        assertThat(page.locator("h1")).hasText("This invitation is no longer good");
        assertThat(page.locator("#joined a")).hasAttribute("href", "/sign-in");
        stranger.wasRefused(410);
        Assertions.assertThat(Axe.violations(page)).isEmpty();
      }
    });
  }
}
