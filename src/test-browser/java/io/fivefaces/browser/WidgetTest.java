package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.fivefaces.support.ChatDesk;
import io.fivefaces.support.TestApp;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The chat widget on a customer's site, which is another origin. */
class WidgetTest {

  private static final String SHOP = "<main><h1>Shop</h1><p>Welcome.</p></main>WIDGET";
  private static final String STRICT =
      "default-src 'none'; script-src SERVICE; connect-src SERVICE; require-trusted-types-for 'script'";

  private interface Check {
    void with(TestApp app, ChatDesk desk, HostSite site) throws Exception;
  }

  private static void onAShop(Check check) throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      try (var site = new HostSite()) {
        var desk = ChatDesk.open(app);
        desk.allow(site.origin());
        site.serves(SHOP, app.url(""), desk.key(), "v-9", desk.hash("v-9"), "");
        check.with(app, desk, site);
      }
    });
  }

  private static Locator face(Page page, String word) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(word));
  }

  private static Locator question(Page page) {
    return page.getByText("How did we do?");
  }

  @Test
  void aSurveyComesWhileThePageIsOpenAndATapAnswersIt() throws Exception {
    onAShop((app, desk, site) -> {
      try (var customer = new Visitor(app)) {
        var page = customer.open(site.origin());
        assertThat(page.locator("h1")).hasText("Shop");
        desk.ask("1", "v-9");
        assertThat(question(page)).isVisible();
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        face(page, "4, Good").click();
        assertThat(page.getByText("Thank you! Your answer is in.")).isVisible();
        Assertions.assertThat(panel(app, desk)).isEqualTo("CSAT 4/5");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        page.getByLabel("Anything we should know?").fill("Kind <b>people</b>");
        page.getByText("Send").click();
        assertThat(page.getByText("Thank you for telling us!")).isVisible();
        Assertions.assertThat(app.conversation(desk.source().workspace(), "1")
                .at("/response/comment")
                .asText())
            .isEqualTo("Kind <b>people</b>");
      }
    });
  }

  private static String panel(TestApp app, ChatDesk desk) {
    return app.conversation(desk.source().workspace(), "1").get("panel").asText();
  }

  @Test
  void aReloadShowsItAgainUntilItIsAnswered() throws Exception {
    onAShop((app, desk, site) -> {
      desk.ask("1", "v-9");
      try (var customer = new Visitor(app)) {
        var page = customer.open(site.origin());
        assertThat(question(page)).isVisible();
        page.getByLabel("Close").click();
        assertThat(question(page)).hasCount(0);
        page.reload();
        assertThat(question(page)).isVisible();
        face(page, "1, Awful").click();
        assertThat(page.getByText("Thank you! Your answer is in.")).isVisible();
        reloadToldNothing(page);
        assertThat(page.locator("[data-fivefaces]")).hasCount(0);
      }
    });
  }

  /** Reloads the page and waits until the service has told it that the answer is in. */
  private static void reloadToldNothing(Page page) {
    page.addInitScript("""
        const Real = EventSource;
        window.EventSource = class extends Real {
          constructor(url) {
            super(url);
            this.addEventListener('answered', () => { document.title = 'told'; });
          }
        };
        """);
    page.reload();
    assertThat(page).hasTitle("told");
  }

  @Test
  void anAnswerInOneTabEndsTheSurveyInTheOther() throws Exception {
    onAShop((app, desk, site) -> {
      desk.ask("1", "v-9");
      try (var customer = new Visitor(app)) {
        var one = customer.open(site.origin());
        var other = customer.openBeside(site.origin());
        assertThat(question(one)).isVisible();
        assertThat(question(other)).isVisible();
        face(one, "5, Great").click();
        assertThat(one.getByLabel("Anything we should know?")).isVisible();
        assertThat(other.getByText("Your answer is in. Thank you!")).isVisible();
        assertThat(face(other, "5, Great")).hasCount(0);
        // and the first is not disturbed
        assertThat(one.getByLabel("Anything we should know?")).isVisible();
      }
    });
  }

  @Test
  void itWorksByKeyboardAlone() throws Exception {
    onAShop((app, desk, site) -> {
      desk.ask("1", "v-9");
      try (var customer = new Visitor(app)) {
        var page = customer.open(site.origin());
        assertThat(question(page)).isVisible();
        page.keyboard().press("Tab");
        assertThat(face(page, "1, Awful")).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.getByText("Thank you! Your answer is in.")).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().type("Fine");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.getByText("Thank you for telling us!")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator("[data-fivefaces]")).hasCount(0);
      }
      Assertions.assertThat(panel(app, desk)).isEqualTo("CSAT 3/5");
    });
  }

  @Test
  void noStyleOfThePageReachesIt() throws Exception {
    onAShop((app, desk, site) -> {
      site.serves(
          "<style>* { all: unset !important; } div, section, button, p, body > * { display: none !important; visibility: hidden !important;"
              + " opacity: 0 !important; position: static !important; transform: scale(0) !important; pointer-events: none !important }"
              + " :root { font-size: 2px; --ink: transparent; --surface: transparent }</style>"
              + SHOP,
          app.url(""),
          desk.key(),
          "v-9",
          desk.hash("v-9"),
          "");
      desk.ask("1", "v-9");
      try (var customer = new Visitor(app)) {
        var page = customer.open(site.origin());
        assertThat(question(page)).isVisible();
        shoot(page, "hostile");
        var box = page.locator("[data-fivefaces]").boundingBox();
        Assertions.assertThat(box.width).isBetween(300.0, 360.0);
        Assertions.assertThat(box.y + box.height)
            .isCloseTo(page.viewportSize().height - 16.0, Assertions.within(1.0));
        Assertions.assertThat(question(page).evaluate("line => getComputedStyle(line).fontSize"))
            .isEqualTo("15px");
        face(page, "2, Bad").click();
        assertThat(page.getByLabel("Anything we should know?")).isVisible();
      }
    });
  }

  @Test
  void aSiteMayForbidEverythingButOurOrigin() throws Exception {
    onAShop((app, desk, site) -> {
      site.under(service -> STRICT.replace("SERVICE", service), app.url(""));
      desk.ask("1", "v-9");
      try (var customer = new Visitor(app)) {
        var page = customer.open(site.origin());
        assertThat(question(page)).isVisible();
        Assertions.assertThat(question(page).evaluate("line => getComputedStyle(line).fontWeight"))
            .isEqualTo("600");
        face(page, "5, Great").click();
        page.getByLabel("Anything we should know?").fill("Good");
        page.getByText("Send").click();
        assertThat(page.getByText("Thank you for telling us!")).isVisible();
      }
    });
  }

  @Test
  void aSiteThatIsNotListedShowsNothing() throws Exception {
    onAShop((app, desk, site) -> {
      desk.allow("https://elsewhere.example");
      desk.ask("1", "v-9");
      try (var customer = new Visitor(app)) {
        app.until(
            "the site is no longer allowed",
            () -> app.request(
                    "GET", desk.streamUrl("v-9", desk.hash("v-9")), null, "origin", site.origin())
                .status(),
            status -> status == 403);
        var page = customer.page();
        page.waitForConsoleMessage(
            new Page.WaitForConsoleMessageOptions()
                .setPredicate(message -> message.text().startsWith("fivefaces: no stream")),
            () -> page.navigate(site.origin()));
        assertThat(page.locator("[data-fivefaces]")).hasCount(0);
        customer.forgetComplaints();
      }
    });
  }

  @Test
  void aPageOfOnePartTellsWhoItsVisitorIsAndWhenNobodyIs() throws Exception {
    onAShop((app, desk, site) -> {
      site.serves(
          "<main><h1>Shop</h1><div id=\"chat\"></div></main>WIDGET",
          app.url(""),
          desk.key(),
          "",
          "",
          "data-target=\"#chat\"");
      desk.ask("1", "v-9");
      try (var customer = new Visitor(app)) {
        var page = customer.open(site.origin());
        page.waitForFunction("() => window.fivefaces");
        page.evaluate(
            "([visitor, hash]) => fivefaces.identify(visitor, hash)",
            java.util.List.of("v-9", desk.hash("v-9")));
        assertThat(page.locator("#chat").getByText("How did we do?")).isVisible();
        page.evaluate("() => fivefaces.forget()");
        assertThat(question(page)).hasCount(0);
        page.evaluate(
            "([visitor, hash]) => fivefaces.identify(visitor, hash)",
            java.util.List.of("v-9", desk.hash("v-9")));
        assertThat(question(page)).isVisible();
      }
    });
  }

  @Test
  void inTheDarkOnAPhone() throws Exception {
    onAShop((app, desk, site) -> {
      site.serves(
          "<style>:root { color-scheme: light dark }</style>" + SHOP,
          app.url(""),
          desk.key(),
          "v-9",
          desk.hash("v-9"),
          "");
      desk.ask("1", "v-9");
      var phone = new Browser.NewContextOptions()
          .setColorScheme(ColorScheme.DARK)
          .setViewportSize(320, 640);
      try (var customer = new Visitor(app, phone)) {
        var page = customer.open(site.origin());
        assertThat(question(page)).isVisible();
        shoot(page, "phone");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        Assertions.assertThat(
                (Integer)
                    page.evaluate(
                        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
            .isZero();
        face(page, "5, Great").click();
        assertThat(page.getByLabel("Anything we should know?")).isVisible();
        shoot(page, "phone-comment");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
      }
    });
  }

  private static void shoot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions()
        .setPath(java.nio.file.Path.of("target", "shots", "widget-" + name + ".png")));
  }
}
