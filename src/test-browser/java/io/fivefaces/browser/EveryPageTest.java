package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.fivefaces.support.TestApp;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of all pages, with and without something to show. */
class EveryPageTest {

  private static final String TOO_WIDE =
      "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

  private interface Look {
    void at(Page page, String name);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void isReadableByEverybody(ColorScheme colors) throws Exception {
    var broken = new SoftAssertions();
    everyPage(
        new Browser.NewContextOptions().setColorScheme(colors),
        (page, name) -> broken.assertThat(Axe.violations(page)).as(name).isEmpty());
    broken.assertAll();
  }

  @Test
  void doesNotScrollSidewaysOnAPhone() throws Exception {
    var broken = new SoftAssertions();
    everyPage(
        new Browser.NewContextOptions().setViewportSize(360, 740),
        (page, name) ->
            broken.assertThat((Integer) page.evaluate(TOO_WIDE)).as(name).isZero());
    broken.assertAll();
  }

  private static void everyPage(Browser.NewContextOptions browser, Look look) throws Exception {
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

      try (var visitor = new Visitor(app, browser)) {
        look.at(visitor.open("/sign-in"), "sign-in");
        look.at(visitor.open("/sign-in?failed=1#failed"), "sign-in, refused");
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
        assertThat(page.locator("#stopped-two_messages a")).isVisible();
        page.locator("#trend summary").click();
        page.locator("#card summary").first().click();
        look.at(page, "analytics, everything unfolded");
        look.at(visitor.openLive("/analytics?workspace=" + quiet), "analytics, empty");
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
        look.at(visitor.openLive("/sources?workspace=" + quiet), "sources, none");
        look.at(visitor.openLive("/sources"), "sources");
        look.at(visitor.openLive("/sources?source=" + desk.source().id()), "a source");
        page.locator("#rotate-open").click();
        look.at(page, "a source, before its secret is changed");
        look.at(visitor.openLive("/suppressions?workspace=" + quiet), "suppressions, none");
        desk.suppressed("gone_".repeat(12) + "@customer.test", "bounced");
        look.at(visitor.openLive("/suppressions"), "suppressions");
        page.locator(".suppressed .button").first().click();
        look.at(page, "suppressions, before one is taken off");
        look.at(visitor.openLive("/conversation?ref=2"), "conversation, answered");
        look.at(
            visitor.openLive("/conversation?ref=3"),
            "conversation, asked, with an answer kept aside");
        look.at(visitor.openLive("/conversation?ref=4"), "conversation, not asked");
        look.at(visitor.openLive("/conversations?workspace=" + quiet), "conversations, none");
        look.at(visitor.openLive("/conversations?channel=email"), "conversations, filtered");
        look.at(visitor.openLive("/suspected"), "answers kept aside");
        look.at(visitor.openLive("/suspected?workspace=" + quiet), "answers kept aside, none");
      }
    });
  }
}
