package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.Colleague;
import io.fivefaces.support.TestApp;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What an owner sees of the quarterly question, and does about it. */
class NpsPageTest {

  @Test
  void theSwitchSaysWhoWouldBeAskedAndThePageWhoWas() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = NpsDesk.quiet(app);
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/nps");
        assertThat(page.locator("#run .state")).hasText("Off");
        assertThat(page.locator("#run .sentence")).containsText("nobody is asked");
        assertThat(page.locator("#gates")).isHidden();
        click(page, "Who would be asked?");
        assertThat(page.locator("#run .found"))
            .hasText("Of 2 customers, 1 would be asked in " + inWords(desk)
                + ", and not 1 (no address to write to).");
        assertThat(step(page.locator("#run"), "deliverable")).hasText("1");
        assertThat(page.locator("#run .sum")).containsText("1 stopped + 1 to be asked = 2");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Switch it on"))
            .click();

        page.getByLabel("Ask the quarterly question").check();
        assertThat(page.locator("#nps-forecast")).containsText("Of 2 customers, 1 would be asked");
        assertThat(page.locator("#nps-forecast")).containsText("Nothing goes out before you save.");
        assertThat(page.locator("#meaning .quarterly")).containsText("all at once");
        page.getByLabel("Between any two surveys of a customer leave").fill("3");
        click(page, "Save");
        assertThat(page.locator("#settings .saved")).containsText("Saved.");
        assertThat(page.locator("#nps-forecast")).isHidden();
        assertThat(page.locator("[data-setting=contact_gap_days] .last"))
            .containsText("Default: 7 days. Changed by owner@us.test");
        desk.awaitsAsked(1);

        owner.openLive("/nps");
        assertThat(page.locator("#run .state")).hasText("Running");
        assertThat(page.locator("#run .sentence")).hasText("1 asked, nobody waiting.");
        assertThat(page.locator("#gates .step code")).hasText(new String[] {
          "nps_switch", "recent_conversation", "first_this_quarter", "deliverable", "contact_gap"
        });
        var gate =
            page.locator("#gates .step", new Page.LocatorOptions().setHasText("deliverable"));
        gate.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#stopped-deliverable li")).containsText("Cy");
        assertThat(page.locator("#stopped-deliverable li"))
            .containsText("a placeholder: cy@team.slack.local");
        page.locator("#gates .step", new Page.LocatorOptions().setHasText("Asked or waiting"))
            .click();
        assertThat(page.locator("#stopped-none li")).containsText("Asked on");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
      }
    });
  }

  @Test
  void aRunningQuarterIsPausedStartedAndStoppedAndItIsKeptByWhom() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      NpsDesk.open(app);
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/nps");
        click(page, "Pause…");
        assertThat(page.locator("#deed")).containsText("Nobody is asked until you start it again");
        page.keyboard().press("Escape");
        assertThat(page.locator("#run .state")).hasText("Running");

        click(page, "Pause…");
        click(page, "Pause");
        assertThat(page.locator("#run .state")).hasText("Paused");
        assertThat(page.locator("#run-title")).isFocused();
        assertThat(page.locator("#run .done")).containsText("Paused.");
        click(page, "Start again…");
        click(page, "Start again");
        assertThat(page.locator("#run .state")).hasText("Running");
        click(page, "Stop…");
        assertThat(page.locator("#deed")).containsText("The next quarter begins by itself");
        click(page, "Stop");
        assertThat(page.locator("#run .state")).hasText("Stopped");
        assertThat(page.locator("#run [data-deed]:visible")).hasText("Start again…");

        owner.openLive("/history");
        page.getByLabel("What").selectOption("nps");
        assertThat(page.locator(".entries > li")).hasCount(3);
        assertThat(page.locator(".entries > li").first())
            .containsText("owner@us.test stopped the survey of Q");
      }
    });
  }

  @Test
  void eachNumberSaysWhatItIsMadeOfAndHowSure() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = NpsDesk.quiet(app);
      desk.numbers();
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/nps");
        assertThat(page.locator(".nps-value strong")).hasText("+30");
        assertThat(page.locator("#card .average-words")).containsText("no clear change");
        assertThat(page.locator("#card figcaption"))
            .containsText("With 100 answers the true score");
        assertThat(stat(page, "Promoters")).hasText("50.0 %");
        assertThat(stat(page, "Passives")).hasText("30.0 %");
        assertThat(stat(page, "Detractors")).hasText("20.0 %");
        assertThat(stat(page, "Response rate")).hasText("25.0 %");
        assertThat(stat(page, "Answers")).hasText("100");
        assertThat(stat(page, "Invites sent")).hasText("400");
        var name = page.locator("#card summary").first();
        name.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#card .definition").first())
            .containsText("50 promoters less 20 detractors, of 100 answers: +30.");
        page.keyboard().press("Escape");
        assertThat(name).isFocused();
        assertThat(page.locator(".columns-of-scores li").last()).containsText("28");
        assertThat(page.locator("#quarters tbody tr")).hasCount(8);
        assertThat(page).hasTitle(Pattern.compile("NPS \\+30 · .*"));
        Assertions.assertThat(Axe.violations(page)).isEmpty();

        page.getByLabel("Quarter", new Page.GetByLabelOptions().setExact(true))
            .selectOption(desk.quarter().previous().toString());
        assertThat(page.locator(".nps-value strong")).hasText("+25");
        assertThat(page.locator("#run")).isHidden();
        assertThat(page).hasURL(Pattern.compile(".*quarter=" + desk.quarter().previous() + ".*"));
        page.goBack();
        assertThat(page.locator(".nps-value strong")).hasText("+30");

        owner.openLive("/analytics");
        assertThat(page.locator("#nps .nps-value strong")).hasText("+30");
        assertThat(page.locator(".average-value strong")).hasText("–");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All about this quarter"))
            .click();
        page.waitForURL("**/nps?workspace=" + desk.workspace());
      }
    });
  }

  @Test
  void aNewAnswerAppearsWithoutAReloadAndIsDownloaded() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = NpsDesk.open(app);
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/nps");
        assertThat(page.locator("#recent .empty")).isVisible();
        page.evaluate("window.sameDocument = true");

        var answered = app.request(
            "POST",
            desk.linkOf("ada@customer.test"),
            "{\"score\":0,\"comment\":\"Came by itself\"}",
            "content-type",
            "application/json");
        Assertions.assertThat(answered.status()).as(answered.body()).isEqualTo(201);

        assertThat(page.locator("#recent .ratings li")).containsText("Came by itself");
        assertThat(page.locator("#recent .score")).hasText("0 of 10");
        assertThat(page.locator("#recent .ratings a"))
            .hasAttribute("href", Pattern.compile("/conversation\\?.*ref=1"));
        assertThat(page.locator(".nps-value strong")).hasText("−100");
        assertThat(page.locator("#card .average-words")).containsText("too few answers to tell");
        assertThat(page.locator("#announce")).containsText("0 of 10 from Ada");
        Assertions.assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);

        page.getByLabel("Show").selectOption("promoter");
        assertThat(page.locator("#recent .empty")).isVisible();
        page.getByLabel("Show").selectOption("detractor");
        assertThat(page.locator("#recent .ratings li")).hasCount(1);

        var csv = page.waitForDownload(() -> page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName("Answers as CSV"))
            .click());
        Assertions.assertThat(Files.readString(csv.path())).contains("Came by itself");
      }
    });
  }

  @Test
  void agentsAreLedElsewhere() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = NpsDesk.quiet(app);
      try (var agent = new Visitor(app)) {
        agent.carries(Colleague.in(app, desk.workspace(), "agent"));
        var page = agent.open("/nps");
        page.waitForURL("**/conversations?**");
        assertThat(page.locator("nav a", new Page.LocatorOptions().setHasText("NPS")))
            .hasCount(0);
      }
    });
  }

  private static String inWords(NpsDesk desk) {
    return "Q%d %d".formatted(desk.quarter().number(), desk.quarter().year());
  }

  private static Locator step(Locator section, String gate) {
    return section
        .locator(".step", new Locator.LocatorOptions().setHasText(gate))
        .locator(".step-count");
  }

  private static Locator stat(Page page, String name) {
    return page.locator("#card .stat")
        .filter(new Locator.FilterOptions()
            .setHas(page.locator(
                "summary",
                new Page.LocatorOptions().setHasText(Pattern.compile("^" + name + "$")))))
        .locator(".stat-value strong");
  }

  private static void click(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
