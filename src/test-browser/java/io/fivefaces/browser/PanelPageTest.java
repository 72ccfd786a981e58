package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.Colleague;
import io.fivefaces.support.TestApp;
import java.util.HashMap;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The panel in the frame of a helpdesk, which is another site. */
class PanelPageTest {

  @Test
  void anAgentConnectsItOnceAndSeesTheAnswerBesideTheTicket() throws Exception {
    try (var helpdesk = new HostSite()) {
      var environment = new HashMap<>(Desk.NO_RELAY);
      environment.put("FIVEFACES_PANEL_SITES", helpdesk.origin());
      TestApp.run(environment, app -> {
        var desk = Desk.open(app);
        var link = desk.asked("1", "Ada");
        desk.notAsked("2");
        var agent = Colleague.in(app, desk.workspace(), "agent");
        try (var visitor = new Visitor(app)) {
          visitor.carries(agent);
          embeds(helpdesk, app, desk, "&ref=1");
          var page = visitor.open(helpdesk.origin());
          var panel = page.frameLocator("iframe");
          assertThat(panel.locator("#sentence")).containsText("Connect this panel once");
          Assertions.assertThat(Axe.violations(page)).isEmpty();

          var popup = page.waitForPopup(() -> connect(panel).click());
          assertThat(popup.locator("#workspace")).hasText("Acme");
          Assertions.assertThat(Axe.violations(popup)).isEmpty();
          popup
              .getByRole(
                  AriaRole.BUTTON,
                  new Page.GetByRoleOptions().setName("Connect").setExact(true))
              .click();
          assertThat(panel.locator("#line")).hasText("CSAT survey sent, awaiting response");

          // without a reload: a private window, as this is, lets a foreign frame keep nothing
          desk.answer(link, 5, "Great work");
          opens(page, "2");
          assertThat(panel.locator("#sentence")).containsText("because too little was said");
          opens(page, "1");
          assertThat(panel.locator("#line")).hasText("CSAT 5/5");
          assertThat(panel.locator("blockquote")).hasText("Great work");
          assertThat(panel.locator("#lead a"))
              .hasAttribute("href", Pattern.compile("/conversation\\?.*ref=1"));
          Assertions.assertThat(Axe.violations(page)).isEmpty();

          panel
              .getByRole(AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName("Disconnect"))
              .click();
          assertThat(connect(panel)).isVisible();
          Assertions.assertThat(app.database().count("select count(*) from panel_passes"))
              .isZero();
        }
      });
    }
  }

  @Test
  void aWindowThatNoPanelOpenedConnectsNothing() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      app.newWorkspace();
      try (var visitor = new Visitor(app)) {
        visitor.signIn();
        var page = visitor.open("/panel-connect");
        assertThat(page.locator("#done")).containsText("Nothing waits to be connected");
        assertThat(page.locator("#connect")).isHidden();
      }
    });
  }

  /** The helpdesk says which ticket is open now. */
  private static void opens(Page page, String ref) {
    page.evaluate("ref => frames[0].postMessage({fivefaces: {ref}}, '*')", ref);
  }

  private static void embeds(HostSite helpdesk, TestApp app, Desk desk, String more) {
    helpdesk.shows(
        "<h1>Ticket</h1><iframe title=\"CSAT\" width=\"320\" height=\"400\" src=\"%s\"></iframe>"
            .formatted(app.url("/panel?workspace=" + desk.workspace() + more)));
  }

  private static Locator connect(FrameLocator panel) {
    return panel.getByRole(
        AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName("Connect this panel"));
  }
}
