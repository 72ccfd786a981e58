package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.TestApp;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What an owner does with the keys of machines. */
class ApiKeysPageTest {

  @Test
  void aKeyIsMadeShownOnceAndRevoked() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      Desk.open(app);
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/api-keys");
        assertThat(page.locator("#all .empty")).containsText("There is no key yet");
        assertThat(page.getByLabel("Ingest")).isChecked();

        page.getByLabel("Name").fill("Shop <b>");
        page.getByLabel("Read").check();
        click(page, "Make the key");
        assertThat(page.locator("#once h2")).isFocused();
        assertThat(page.locator("#once h2")).hasText("The key “Shop <b>” is made");
        var key = page.locator("#once code").textContent();
        Assertions.assertThat(
                app.request("GET", "/api/workspaces", null, "authorization", "Bearer " + key)
                    .status())
            .isEqualTo(200);
        assertThat(page.locator(".keys .tag")).hasText("Read");
        Assertions.assertThat(Axe.violations(page)).isEmpty();

        owner.openLive("/api-keys");
        assertThat(page.locator("#once")).isHidden();
        Assertions.assertThat(page.content()).doesNotContain(key);
        assertThat(page.locator(".keys > li")).containsText("Last used");

        click(page, "Revoke Shop <b>");
        assertThat(page.locator("#revoke .prefix")).containsText(key.substring(0, 8));
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        click(page, "Cancel");
        assertThat(page.locator(".keys .tag")).hasText("Read");
        click(page, "Revoke Shop <b>");
        click(page, "Revoke it");
        assertThat(page.locator(".keys .tag")).hasText("Revoked");
        assertThat(page.locator("#list-title")).isFocused();
        assertThat(page.locator(".keys .button")).hasCount(0);
        Assertions.assertThat(
                app.request("GET", "/api/workspaces", null, "authorization", "Bearer " + key)
                    .status())
            .isEqualTo(401);
        Assertions.assertThat(Axe.violations(page)).isEmpty();
      }
    });
  }

  private static void click(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }
}
