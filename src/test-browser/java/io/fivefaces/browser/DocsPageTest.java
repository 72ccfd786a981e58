package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.Caller;
import io.fivefaces.support.Contract;
import io.fivefaces.support.TestApp;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/**
 * The readable page of the contract. It is no part of EveryPageTest: Swagger UI's own markup breaks a few rules of axe
 * that we cannot mend from outside.
 */
class DocsPageTest {

  @Test
  void itListsEveryOperationAndAsksNobodyElse() throws Exception {
    TestApp.run(app -> {
      try (var reader = new Visitor(app)) {
        var asked = new ArrayList<String>();
        reader.page().onRequest(request -> asked.add(request.url()));
        var page = reader.open("/docs");

        assertThat(page.locator(".opblock"))
            .hasCount(Contract.read().operations().size());
        assertThat(asked)
            .filteredOn(url -> !url.startsWith("data:"))
            .isNotEmpty()
            .allSatisfy(url -> assertThat(url).startsWith(app.url("/")));
        operation(page, "POST", "/api/workspaces").click();
        assertThat(page.locator(".opblock.is-open"))
            .containsText("May be called by people: server-owner; by keys: server-owner.");
      }
    });
  }

  @Test
  void aCallIsTriedWithTheSessionOrWithAKey() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      try (var owner = new Visitor(app)) {
        owner.signIn();
        assertThat(tryOut(owner.open("/docs"), workspace)).containsText("\"csat_enabled\": false");
      }
      try (var stranger = new Visitor(app)) {
        var page = stranger.open("/docs");
        page.getByRole(
                AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName("Authorize").setExact(true))
            .click();
        page.locator(".auth-container input").first().fill(Caller.ADMIN_KEY);
        page.locator(".auth-btn-wrapper .authorize").first().click();
        page.locator(".auth-btn-wrapper .btn-done").first().click();

        assertThat(tryOut(page, workspace)).containsText("\"csat_enabled\": false");
      }
    });
  }

  private static Locator tryOut(Page page, String workspace) {
    operation(page, "GET", "/api/workspaces/{ws}/settings").click();
    var open = page.locator(".opblock.is-open");
    open.locator(".try-out__btn").click();
    open.locator("input[type=text]").first().fill(workspace);
    open.locator("button.execute").click();
    return open.locator(".live-responses-table");
  }

  private static Locator operation(Page page, String method, String path) {
    return page.locator(".opblock-" + method.toLowerCase() + " [data-path='" + path + "']");
  }
}
