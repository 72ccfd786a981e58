package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.TestApp;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What a support lead does who decides who is asked, and who wants to know later who decided it. */
class SettingsPageTest {

  @Test
  void aLeadStartsByEmailAndFindsItInTheHistory() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var workspace = app.newWorkspace();
      try (var lead = new Visitor(app)) {
        lead.signIn();
        var page = lead.openLive("/settings");
        assertThat(sentence(page)).hasText("No customer is asked anything.");
        assertThat(page.locator("#begin")).isVisible();
        assertThat(page.locator("#no-look")).isVisible();
        assertThat(page.locator(".back")).hasCount(0);

        click(page, "Fill in the first two steps");
        assertThat(page.getByLabel("Send surveys")).isChecked();
        assertThat(page.frameLocator("#look-email iframe").locator("a.face")).hasCount(5);
        page.getByLabel("Send it").selectOption("24h");
        assertThat(sentence(page))
            .hasText("Once saved: a customer whose conversation is closed is asked a day later,"
                + " by email.");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        click(page, "Save");

        assertThat(page.locator("#settings .saved")).containsText("Saved.");
        assertThat(sentence(page))
            .hasText("A customer whose conversation is closed is asked a day later, by email.");
        assertThat(page.locator("#begin")).isHidden();
        assertThat(page.locator("[data-setting=send_delay] .last"))
            .containsText("Changed by owner@us.test");
        Assertions.assertThat(settings(app, workspace, "csat_enabled")).isEqualTo("true");
        Assertions.assertThat(settings(app, workspace, "send_delay")).isEqualTo("24h");

        lead.openLive("/history");
        var newest = page.locator(".entries > li").first();
        assertThat(newest)
            .containsText("owner@us.test changed surveys by email, surveys and the send delay.");
        newest.locator("summary").click();
        assertThat(newest.locator("tbody tr")).hasCount(3);
        assertThat(newest.locator("tbody")).containsText("at once");
        assertThat(newest.locator("tbody")).containsText("after 24 hours");
        Assertions.assertThat(Axe.violations(page)).isEmpty();

        page.getByLabel("What").selectOption("workspace");
        assertThat(page.locator(".entries > li")).hasCount(1);
        assertThat(page.locator(".entries")).containsText("The admin key made this workspace.");
        page.getByLabel("Who").fill("owner@us.test");
        assertThat(page.locator("#all .empty")).hasText("Nothing like that was done.");
      }
    });
  }

  @Test
  void whatIsChosenOutlivesARefusalAndTheDefaultIsAClickAway() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var workspace = app.newWorkspace();
      app.settings(
          workspace, Map.of("csat_enabled", true, "csat_slack_enabled", true, "send_delay", "3d"));
      try (var lead = new Visitor(app)) {
        lead.signIn();
        var page = lead.openLive("/settings");
        assertThat(page.locator("#look-slack .picture")).containsText("How did we do?");
        assertThat(page.locator("#look-email")).isHidden();
        page.locator("[name=csat_chat_enabled]").check();
        assertThat(page.locator("#look-chat")).isVisible();

        page.route("**/settings", route -> {
          if (route.request().method().equals("PATCH")) {
            route.abort();
          } else {
            route.resume();
          }
        });
        click(page, "Save");
        assertThat(page.locator("#settings .refusal")).containsText("offline");
        assertThat(page.locator("[name=csat_chat_enabled]")).isChecked();
        Assertions.assertThat(settings(app, workspace, "csat_chat_enabled")).isEqualTo("false");
        page.unroute("**/settings");
        lead.forgetComplaints();

        page.locator("[data-setting=send_delay] .back").click();
        assertThat(page.getByLabel("Send it")).hasValue("immediately");
        click(page, "Save");
        assertThat(page.locator("#settings .saved")).containsText("Saved.");
        Assertions.assertThat(settings(app, workspace, "csat_chat_enabled")).isEqualTo("true");
        Assertions.assertThat(settings(app, workspace, "send_delay")).isEqualTo("immediately");

        page.locator("#workspace-name").fill("Lumen");
        click(page, "Rename");
        assertThat(page.locator("#workspace .saved")).hasText("Renamed.");
        assertThat(page.locator(".workspace")).containsText("Lumen");
      }
    });
  }

  private static com.microsoft.playwright.Locator sentence(Page page) {
    return page.locator("#meaning .sentence");
  }

  private static String settings(TestApp app, String workspace, String name) {
    return app.api("GET", "/api/workspaces/" + workspace + "/settings")
        .json()
        .get(name)
        .asText();
  }

  private static void click(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
