package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.TestApp;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
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
          "channel_context",
          "contact_gap"
        });
        var stopped =
            page.locator("#gates .step", new Page.LocatorOptions().setHasText("two_messages"));
        assertThat(stopped.locator(".step-count")).hasText("1");
        stopped.click();
        page.locator("#stopped-two_messages li a").click();

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
  void eachNumberSaysWhatItIsMadeOfAndHowSureAndLeadsToItsRows() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      desk.answer(desk.asked("1", "Ada"), 5, "Great work");
      desk.answer(desk.asked("2", "Cy"), 2, "Too slow");
      desk.counted(2, 2);

      try (var owner = new Visitor(app)) {
        var page = owner.signIn();
        var name = page.locator("summary", new Page.LocatorOptions().setHasText("Promoters"));
        var tile = page.locator("#card .stat", new Page.LocatorOptions().setHas(name));
        assertThat(tile.locator(".stat-notes")).containsText("95 % interval 9.5");
        name.focus();
        page.keyboard().press("Enter");

        assertThat(tile.locator(".definition")).containsText("1 promoter of 2 answers: 50.0 %.");
        assertThat(tile.locator(".definition")).containsText("within 9.5\u2060–\u206090.5 %");
        page.keyboard().press("Tab");
        var today = LocalDate.ofInstant(app.clock().instant(), ZoneOffset.UTC);
        assertThat(tile.locator(".rows a").first()).isFocused();
        assertThat(tile.locator(".rows a").first())
            .hasAttribute(
                "href",
                "/conversations?workspace=" + desk.workspace() + "&score=5&from="
                    + today.minusDays(29) + "&to=" + today);
        page.keyboard().press("Escape");
        assertThat(tile.locator(".rows")).isHidden();
        assertThat(name).isFocused();

        assertThat(stat(page, "Response rate").locator("xpath=..")).containsText("cohort 100.0 %");
        assertThat(page.locator("#distribution li a").first())
            .hasAttribute("href", Pattern.compile(".*&score=5&from=.*"));
        assertThat(page.locator("#agents tbody a"))
            .hasAttribute("href", Pattern.compile(".*&agent=Bo&answered=true&from=.*"));
        assertThat(page.locator("#gates .fates a").nth(1))
            .hasAttribute("href", Pattern.compile(".*&invite=sent&from=.*"));
      }
    });
  }

  @Test
  void fewGoodAnswersOutrankNobodyAndTheOrderIsTheReaders() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      app.database()
          .execute("insert into day_agents (workspace_id, day, agent, responses, score_sum) select "
              + desk.workspace() + ", current_date, agent, responses, points from (values"
              + " ('Unattributed', 50, 250), ('Zoe', 1, 5), ('Bo', 80, 376), ('Kim', 40, 120))"
              + " as a (agent, responses, points)");
      app.database()
          .execute("insert into day_scores (workspace_id, day, score, responses) select "
              + desk.workspace() + ", current_date, score, responses from (values"
              + " (5, 116), (4, 20), (3, 15), (2, 10), (1, 10)) as s (score, responses)");

      try (var owner = new Visitor(app)) {
        var page = owner.signIn();
        var names = page.locator("#agents tbody th");
        assertThat(names).hasText(new String[] {"Bo", "Kim", "Zoe", "Unattributed"});

        page.locator("#agents button", new Page.LocatorOptions().setHasText("Average"))
            .click();
        assertThat(names).hasText(new String[] {"Bo", "Kim", "Zoe", "Unattributed"});
        assertThat(page.locator("#agents th[aria-sort=descending]")).hasText("Average");
        assertThat(page.locator("#agents .order")).containsText("lower end of the interval");

        page.locator("#agents button", new Page.LocatorOptions().setHasText("Agent"))
            .focus();
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");
        assertThat(names).hasText(new String[] {"Zoe", "Kim", "Bo", "Unattributed"});
      }
    });
  }

  @Test
  void theShownRangeIsDownloadedAndStaysLive() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      desk.answer(desk.asked("1", "Ada"), 5, "=Great");
      var link = desk.asked("2", "Cy");
      desk.counted(1, 2);

      try (var owner = new Visitor(app)) {
        owner.signIn();
        var today = LocalDate.ofInstant(app.clock().instant(), ZoneOffset.UTC);
        var range = "from=" + today.minusDays(2) + "&to=" + today;
        var page = owner.openLive("/analytics?" + range);
        assertThat(page.locator("#window")).containsText("both days included");

        var csv = page.waitForDownload(() -> page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName("Answers as CSV"))
            .click());
        org.assertj.core.api.Assertions.assertThat(csv.suggestedFilename())
            .endsWith("-responses-" + today.minusDays(2) + "-to-" + today + ".csv");
        org.assertj.core.api.Assertions.assertThat(Files.readString(csv.path()))
            .startsWith("\ufeffconversation,")
            .contains("\"'=Great\"");

        desk.answer(link, 1, "Came by itself");
        assertThat(page.locator("#recent .ratings li")).hasCount(2);
        assertThat(page.locator(".average-value strong")).hasText("3.00");
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

  private static Pattern exactly(String text) {
    return Pattern.compile("^" + text + "$");
  }
}
