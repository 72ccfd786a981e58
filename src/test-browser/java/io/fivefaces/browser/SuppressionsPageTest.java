package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.TestApp;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What an owner does with the addresses that get no survey any more. */
class SuppressionsPageTest {

  @Test
  void anAddressIsAddedFoundAndTakenOff() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/suppressions");
        assertThat(page.locator("#all .empty")).containsText("Nobody is on the list");

        page.locator("#new-email").fill("Ada@customer.test");
        page.getByLabel("Note").fill("Asked <b>on the phone</b>");
        click(page, "Add");
        assertThat(page.locator(".saved")).hasText("ada@customer.test gets no survey any more.");
        assertThat(page.locator(".suppressed > li")).hasCount(1);
        assertThat(page.locator(".suppressed .tag")).hasText("Added by hand");
        assertThat(page.locator(".suppressed .detail")).hasText("Asked <b>on the phone</b>");

        page.locator("#new-email").fill("ada@customer.test");
        click(page, "Add");
        assertThat(page.locator("#add .refusal")).containsText("it is on the list");
        owner.wasRefused(409);

        desk.suppressed("bob@customer.test", "bounced");
        page.getByLabel("Reason").selectOption("bounced");
        assertThat(page.locator(".suppressed b")).hasText("bob@customer.test");
        page.getByLabel("Reason").selectOption("");
        assertThat(page.locator(".suppressed > li")).hasCount(2);
        page.locator("#email").fill("AD");
        assertThat(page.locator(".suppressed > li")).hasCount(1);
        assertThat(page.locator(".suppressed b")).hasText("ada@customer.test");
        page.locator("#email").fill("x");
        assertThat(page.locator("#all .empty")).containsText("No address on the list is like that");
        page.locator("#email").fill("");
        assertThat(page.locator(".suppressed > li")).hasCount(2);

        click(page, "Remove bob@customer.test");
        assertThat(page.locator("#remove .advice")).containsText("the next bounce puts it back");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        click(page, "Cancel");
        assertThat(page.locator(".suppressed > li")).hasCount(2);
        click(page, "Remove bob@customer.test");
        click(page, "Take it off the list");
        assertThat(page.locator(".suppressed > li")).hasCount(1);
        assertThat(page.locator(".suppressed b")).hasText("ada@customer.test");
        assertThat(page.locator("#list-title")).isFocused();
        Assertions.assertThat(Axe.violations(page)).isEmpty();
      }
    });
  }

  @Test
  void whatComesAfterTheFirstFiftyIsShownWhenAsked() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      for (int i = 0; i < 60; i++) {
        desk.suppressed("reader" + i + "@customer.test", "unsubscribed");
      }
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/suppressions");
        assertThat(page.locator(".suppressed > li")).hasCount(50);
        assertThat(page.locator("#found")).hasText("The first 50 addresses, newest first.");

        click(page, "Show more");

        assertThat(page.locator(".suppressed > li")).hasCount(60);
        assertThat(page.locator("#more")).isHidden();
      }
    });
  }

  private static void click(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
