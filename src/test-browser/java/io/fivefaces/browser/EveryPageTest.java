package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.fivefaces.support.Colleague;
import io.fivefaces.support.TestApp;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What holds of all pages, with and without something to show. */
class EveryPageTest {

  // a chart takes a moment to its new width
  private static final String TOO_WIDE = """
      async () => {
        const { documentElement } = document;
        const tooWide = () => documentElement.scrollWidth - documentElement.clientWidth;
        for (let frames = 0; tooWide() > 0 && frames < 100; frames++) await new Promise((next) => setTimeout(next, 10));
        return tooWide();
      }""";

  private interface Look {
    void at(Page page, String name);
  }

  @Test
  void isReadableInTheLightAndInTheDarkAndDoesNotScrollSidewaysOnAPhone() throws Exception {
    var broken = new SoftAssertions();
    everyPage((page, name) -> {
      broken.assertThat(Axe.violations(page)).as(name).isEmpty();
      page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      broken.assertThat(Axe.violations(page)).as(name + ", in the dark").isEmpty();
      page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      var size = page.viewportSize();
      page.setViewportSize(360, 740);
      broken
          .assertThat((Integer) page.evaluate(TOO_WIDE))
          .as(name + ", on a phone")
          .isZero();
      page.setViewportSize(size.width, size.height);
    });
    broken.assertAll();
  }

  private static void everyPage(Look look) throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      var quiet = app.newWorkspace();
      var answered = desk.asked("1", "Ada");
      desk.answer(answered, 5, "Great work, and so quick that I could hardly believe it");
      desk.answer(desk.asked("2", "Cy"), 1, "Nobody_ever_answered_".repeat(8));
      var open = desk.asked("3", "Eve");
      desk.suspected(open, 3, "Sent without a look");
      desk.notAsked("4");
      desk.counted(2, 4);

      try (var visitor = new Visitor(app)) {
        look.at(visitor.open("/sign-in"), "sign-in");
        look.at(visitor.open("/sign-in?failed=1#failed"), "sign-in, refused");
        look.at(visitor.open("/forgot?sent=1#sent"), "forgot, a mail on its way");
        look.at(visitor.open("/reset#token"), "reset");
        var token = Colleague.token(Colleague.invite(app, desk.workspace(), "bo@us.test", "agent"));
        var invitation = visitor.open("/invitation#" + token);
        assertThat(invitation.locator("#accept")).isVisible();
        look.at(invitation, "invitation");
        look.at(visitor.open("/no-such-page"), "a page that is not there");
        look.at(visitor.open(open), "survey");
        look.at(visitor.open(open + "?score=4"), "survey, a face chosen");
        look.at(visitor.open(answered), "survey, answered");
        look.at(visitor.open("/s/forged"), "survey, forged");
        look.at(visitor.open("/demo-shop"), "demo shop");
        look.at(visitor.open("/demo-slack"), "demo Slack");
        look.at(visitor.open("/s/test"), "survey of a test mail");
        look.at(visitor.open("/u/forged"), "unsubscribe, forged");
        look.at(visitor.open("/panel?ref=1"), "panel, not connected");

        var page = visitor.signIn();
        assertThat(visitor.open("/panel-connect").locator("#done")).containsText("Nothing waits");
        look.at(page, "connecting a panel, of nobody");
        look.at(visitor.openLive("/analytics"), "analytics");
        page.locator("#gates button.step:enabled").click();
        assertThat(page.locator("#stopped-two_messages li a")).isVisible();
        page.locator("#trend summary").click();
        page.locator("#card summary").first().click();
        look.at(page, "analytics, everything unfolded");
        page.locator("#card summary").nth(3).click();
        look.at(page, "analytics, the response rate explained");
        look.at(visitor.openLive("/analytics?workspace=" + quiet), "analytics, empty");
        look.at(visitor.openLive("/nps?workspace=" + quiet), "NPS, off");
        page.locator("#run .try").click();
        assertThat(page.locator("#run .funnel")).isVisible();
        look.at(page, "NPS, a dry run");
        var asking = NpsDesk.open(app);
        asking.numbers();
        look.at(visitor.openLive("/nps?workspace=" + asking.workspace()), "NPS, running");
        page.locator("#gates button.step:enabled").first().click();
        assertThat(page.locator("#gates .stopped-list li").first()).isVisible();
        for (var summary : page.locator("#content summary").all()) {
          summary.press("Enter");
        }
        look.at(page, "NPS, everything unfolded");
        page.locator("[data-deed=stop]").click();
        look.at(page, "NPS, before it is stopped");
        page.locator("#deed .primary").click();
        assertThat(page.locator("#run .state")).hasText("Stopped");
        look.at(page, "NPS, stopped");
        look.at(visitor.openLive("/mailbox"), "mailbox");
        var mail = desk.mailTo("eve@customer.test");
        visitor.openLive("/mailbox?mail=" + mail);
        assertThat(page.frameLocator("iframe").locator("a.face")).hasCount(5);
        look.at(page, "mailbox, a mail open");
        page.locator("#tab-headers").click();
        look.at(page, "mailbox, its headers");
        look.at(visitor.openLive("/mailbox?workspace=" + quiet), "mailbox, empty");
        visitor.openLive("/email");
        assertThat(page.frameLocator("iframe").locator("a.face")).hasCount(5);
        assertThat(page.locator("#dkim"))
            .containsText("_domainkey", new ContainsTextOptions().setTimeout(30_000));
        look.at(page, "email");
        visitor.openLive("/settings");
        assertThat(page.frameLocator("iframe").locator("a.face")).hasCount(5);
        page.locator("[name=csat_chat_enabled]").check();
        page.locator("[name=csat_slack_enabled]").check();
        look.at(page, "settings, all channels on and not saved");
        page.locator("[name=csat_slack_enabled]").uncheck();
        page.locator("[name=csat_chat_enabled]").uncheck();
        look.at(visitor.openLive("/settings?workspace=" + quiet), "settings, nothing on");
        page.locator("[name=nps_enabled]").check();
        assertThat(page.locator("#nps-forecast")).containsText("Nothing goes out before you save");
        look.at(page, "settings, the quarterly question on and not saved");
        page.locator("[name=nps_enabled]").uncheck();
        visitor.openLive("/history");
        page.locator(".entries summary").first().click();
        look.at(page, "history");
        look.at(visitor.openLive("/sources?workspace=" + quiet), "sources, none");
        page.locator("#kind").selectOption("zendesk");
        page.locator("#new-name").fill("Desk");
        page.locator("#all form .primary").click();
        assertThat(page.locator("#once .light")).isVisible();
        look.at(page, "sources, the guide");
        look.at(visitor.openLive("/sources"), "sources");
        look.at(visitor.openLive("/sources?source=" + desk.source().id()), "a source");
        page.locator("#rotate-open").click();
        look.at(page, "a source, before its secret is changed");
        page.locator("#rotate .cancel").click();
        page.locator("#remove-open").click();
        look.at(page, "a source, before it is removed");
        look.at(visitor.openLive("/suppressions?workspace=" + quiet), "suppressions, none");
        desk.suppressed("gone_".repeat(12) + "@customer.test", "bounced");
        look.at(visitor.openLive("/suppressions"), "suppressions");
        page.locator(".suppressed .button").first().click();
        look.at(page, "suppressions, before one is taken off");
        look.at(visitor.openLive("/api-keys?workspace=" + quiet), "API keys, none");
        page.getByLabel("Name").fill("Shop_".repeat(20));
        page.locator("#add .button").click();
        assertThat(page.locator("#once code")).isVisible();
        look.at(page, "API keys, one just made");
        page.locator(".keys .button").first().click();
        look.at(page, "API keys, before one is revoked");
        look.at(visitor.openLive("/webhooks?workspace=" + quiet), "webhooks, none");
        look.at(visitor.openLive("/webhooks?endpoint=" + desk.told()), "a webhook that is failing");
        page.locator(".deliveries summary").click();
        look.at(page, "a webhook, its delivery unfolded");
        look.at(visitor.openLive("/webhooks"), "webhooks");
        look.at(visitor.openLive("/conversation?ref=2"), "conversation, answered");
        look.at(
            visitor.openLive("/conversation?ref=3"),
            "conversation, asked, with an answer kept aside");
        look.at(visitor.openLive("/conversation?ref=4"), "conversation, not asked");
        look.at(visitor.openLive("/people?workspace=" + quiet), "people, nobody");
        visitor.openLive("/people");
        page.locator("#email").fill("cy@us.test");
        page.locator("#invite .primary").click();
        assertThat(page.locator("#once")).isVisible();
        look.at(page, "people, somebody invited");
        page.locator("#invitations .button").nth(1).click();
        look.at(page, "people, before an invitation is withdrawn");
        visitor.open("/account");
        assertThat(page.locator("#sessions > li")).hasCount(1);
        look.at(page, "account");
        visitor.open("/set-up");
        assertThat(page.locator("#done")).isVisible();
        look.at(page, "set-up, done");
        look.at(visitor.openLive("/conversations?workspace=" + quiet), "conversations, none");
        look.at(visitor.openLive("/conversations?channel=email"), "conversations, filtered");
        look.at(visitor.openLive("/suspected"), "answers kept aside");
        look.at(visitor.openLive("/suspected?workspace=" + quiet), "answers kept aside, none");
      }
    });
  }
}
