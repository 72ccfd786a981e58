package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import io.fivefaces.support.FakeSlack;
import io.fivefaces.support.Signers;
import io.fivefaces.support.TestApp;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What an owner does who connects a chat system. */
class SourcesPageTest {

  private static final String UNKNOWN = "{\"event\":\"conversation_archived\",\"id\":4711}";
  private static final byte[] BYTES = UNKNOWN.getBytes(StandardCharsets.UTF_8);
  private static final String BROKEN =
      "{\"event\":\"conversation_created\",\"note\":\"<img src=x onerror=alert(1)>\"}";

  @Test
  void aSecretIsShownOnceAndAReloadTakesItAway() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      app.newWorkspace();
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/sources");
        assertThat(page.locator("#all .empty")).isVisible();

        connect(page, "Chatwoot", "Web shop");

        assertThat(page.locator("#once h2")).isFocused();
        assertThat(page.locator("#once h2")).hasText("Web shop is connected");
        assertThat(page.locator("#once")).containsText("shown this once");
        Assertions.assertThat(shown(page, "Secret")).hasSizeGreaterThan(20);
        var url = shown(page, "URL");
        assertThat(page.locator(".sources")).containsText(url);
        Assertions.assertThat(Axe.violations(page)).isEmpty();

        page.reload();
        assertThat(page.locator(".sources a")).hasText("Web shop");
        assertThat(page.locator(".sources code")).hasText(url);
        assertThat(page.locator("#once")).isHidden();
      }
    });
  }

  @Test
  void whatNobodyCouldReadIsNamedAndTriedAgain() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      app.newWorkspace();
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/sources");
        connect(page, "Chatwoot", "Web shop");
        var secret = shown(page, "Secret");
        send(app, shown(page, "URL"), secret, UNKNOWN);
        send(app, shown(page, "URL"), secret, BROKEN);

        page.locator("#once > p a").click();
        owner.awaitLive();

        assertThat(page.locator("#title")).hasText("Web shop");
        assertThat(page.locator("#unknown tbody th")).hasText("conversation_archived");
        assertThat(page.locator("#unknown tbody td").first()).hasText("1");
        var letter = page.locator(".letters > li");
        assertThat(letter).containsText("is missing");
        letter.locator("summary").click();
        assertThat(letter.locator("pre")).hasText(BROKEN);
        assertThat(page.locator(".count")).containsText("1 event could not be read.");
        Assertions.assertThat(Axe.violations(page)).isEmpty();

        click(page, "Replay");
        assertThat(page.locator("#replayed")).containsText("1 event is tried again.");
        assertThat(letter).containsText("is missing");
      }
    });
  }

  @Test
  void aNewSecretIsMadeAndTheOneBeforeWorksForADay() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      app.newWorkspace();
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/sources");
        connect(page, "Chatwoot", "Web shop");
        var url = shown(page, "URL");
        var before = shown(page, "Secret");
        page.locator("#once > p a").click();
        owner.awaitLive();

        click(page, "Make a new secret…");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        page.locator("#rotate .primary").click();

        assertThat(page.locator("#once")).containsText("The secret before it works until");
        assertThat(page.locator("#facts")).containsText("The previous secret works until");
        var after = shown(page, "Secret");
        Assertions.assertThat(after).isNotEqualTo(before);
        send(app, url, before, UNKNOWN);
        send(app, url, after, UNKNOWN);
        Assertions.assertThat(Axe.violations(page)).isEmpty();
      }
    });
  }

  @Test
  void theLightTellsWhenASourceIsHeardAndWhenItIsRefused() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      app.newWorkspace();
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/sources");
        connect(page, "Chatwoot", "Web shop");
        var url = shown(page, "URL");
        var light = page.locator("#once .light");
        assertThat(light).hasAttribute("data-state", "silent");
        assertThat(page.locator("#once .ticks")).containsText("Conversation Status Changed");
        page.getByLabel("Signing secret of Chatwoot").fill("made-by-Chatwoot");
        click(page, "Bring the secret");
        assertThat(page.locator("#once form")).containsText("It is here.");

        var stranger = Signers.headers("chatwoot", "another", BYTES, app.clock().instant());
        Assertions.assertThat(app.post(url, stranger, BYTES).status()).isEqualTo(401);
        assertThat(light).hasAttribute("data-state", "refused");
        assertThat(light).containsText("Compare the secret");
        Assertions.assertThat(Axe.violations(page)).isEmpty();

        app.until(
            "the secret that was brought is taken",
            () -> app.post(
                    url,
                    Signers.headers(
                        "chatwoot", "made-by-Chatwoot", BYTES, app.clock().instant()),
                    BYTES)
                .status(),
            status -> status == 202);
        assertThat(light).hasAttribute("data-state", "heard");
        assertThat(light).containsText("We hear from it. 1 webhook since");
        assertThat(page.locator(".sources .light")).hasAttribute("data-state", "heard");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
      }
    });
  }

  @Test
  void zendesksGuideShowsWhatToPasteAndNoSecretThatZendeskCannotTake() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      app.newWorkspace();
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/sources");
        connect(page, "Zendesk", "Support");

        assertThat(page.locator("#once dl > div")).hasCount(1);
        assertThat(page.locator("#once")).containsText("Zendesk makes the secret itself");
        assertThat(page.locator("#guide-secret")).containsText("separated by spaces");
        page.locator("#once summary").click();
        assertThat(page.locator("#once pre")).containsText("{{ticket.requester.email}}");
        Assertions.assertThat(Axe.violations(page)).isEmpty();

        page.locator("#once > p a").click();
        owner.awaitLive();
        assertThat(page.locator("#rotate-open")).isHidden();
        page.locator("#facts summary").first().click();
        assertThat(page.locator("#facts pre")).containsText("conversation");
      }
    });
  }

  @Test
  void aSourceIsGivenBackToItsWorkspacesTriggerAndThenRemoved() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace, "zendesk");
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/sources?source=" + source.id());
        assertThat(page.getByLabel("Ask when a conversation is")).hasValue("resolved");
        page.getByLabel("Ask when a conversation is").selectOption("");
        click(page, "Save");
        assertThat(page.locator("#settings .saved")).hasText("Saved.");
        page.reload();
        owner.awaitLive();
        assertThat(page.getByLabel("Ask when a conversation is")).hasValue("");

        click(page, "Remove this source…");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        click(page, "Remove it");
        assertThat(page.locator("#all .empty")).isVisible();
        Assertions.assertThat(
                app.api("GET", "/api/workspaces/" + workspace + "/sources/" + source.id())
                    .status())
            .isEqualTo(404);
      }
    });
  }

  @Test
  void whatIsChangedIsSaved() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      app.newWorkspace();
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/sources");
        connect(page, "Chatwoot", "Web shop");
        page.locator("#once > p a").click();
        owner.awaitLive();
        assertThat(page.locator(".warnings")).isHidden();

        page.locator("#name").fill("Shop <b>2</b>");
        page.getByLabel("Ask when a conversation is").selectOption("resolved");
        page.getByLabel("Signing secret of Chatwoot").fill("made-by-Chatwoot");
        page.getByLabel("Accept unsigned webhooks").check();
        page.getByLabel("Resolved by itself after").fill("240");
        page.getByLabel("Most events a second").fill("100");
        click(page, "Save");

        assertThat(page.locator(".saved")).containsText("Saved. The secret before works until");
        assertThat(page.locator("#title")).hasText("Shop <b>2</b>");
        assertThat(page.locator("#facts .warnings")).containsText("without a signature");
        assertThat(page.getByLabel("Signing secret of Chatwoot")).isEmpty();
        page.reload();
        owner.awaitLive();
        assertThat(page.getByLabel("Ask when a conversation is")).hasValue("resolved");
        assertThat(page.getByLabel("Accept unsigned webhooks")).isChecked();
        assertThat(page.getByLabel("Resolved by itself after")).hasValue("240");
        assertThat(page.getByLabel("Most events a second")).hasValue("100");

        page.getByLabel("Most events a second").fill("");
        page.getByLabel("Resolved by itself after").fill("");
        click(page, "Save");
        assertThat(page.locator(".saved")).hasText("Saved.");
        page.reload();
        owner.awaitLive();
        assertThat(page.getByLabel("Most events a second")).hasValue("");
        assertThat(page.getByLabel("Resolved by itself after")).hasValue("");
      }
    });
  }

  @Test
  void aRefusalIsReadOutWhereItWasAskedForAndNothingTypedIsLost() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var source = app.newSource(app.newWorkspace());
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/sources?source=" + source.id());
        page.locator("#name").fill("Another name");
        page.getByLabel("Accept unsigned webhooks").check();
        click(page, "Save");

        assertThat(page.locator("#settings .refusal"))
            .containsText("Every webhook of native is signed");
        owner.wasRefused(400);
        assertThat(page.locator("#name")).hasValue("Another name");
        Assertions.assertThat(Axe.violations(page)).isEmpty();

        page.getByLabel("Accept unsigned webhooks").uncheck();
        click(page, "Save");
        assertThat(page.locator("#title")).hasText("Another name");
        assertThat(page.locator("#settings .refusal")).isEmpty();
      }
    });
  }

  @Test
  void aSlackAppIsCreatedFromTheManifestOfItsSource() throws Exception {
    try (var slack = FakeSlack.start()) {
      var environment = Map.of("FIVEFACES_SMTP_URL", "", "FIVEFACES_SLACK_API_URL", slack.url());
      TestApp.run(environment, app -> {
        app.newWorkspace();
        try (var owner = new Visitor(app)) {
          owner.signIn();
          var page = owner.openLive("/sources");
          connect(page, "Slack", "Our Slack");
          var url = shown(page, "URL");
          assertThat(page.locator("#once dl > div")).hasCount(1);
          assertThat(page.locator("#once")).containsText("Slack makes the secret itself");
          page.locator("#once > p a").click();
          owner.awaitLive();

          assertThat(page.locator("#rotate-open")).isHidden();
          assertThat(page.locator("#widget")).isHidden();
          assertThat(page.locator("#slack pre")).containsText(url + "/interactions");
          assertThat(page.locator("#slack .warnings")).containsText("only https");
          assertThat(page.locator("#facts .warnings")).containsText("bot_token");
          assertThat(page.locator("#bot-token-help")).containsText("none yet");
          Assertions.assertThat(Axe.violations(page)).isEmpty();

          page.getByLabel("Bot User OAuth Token").fill("xoxb-wrong");
          click(page, "Save");
          assertThat(page.locator("#settings .refusal")).containsText("invalid_auth");
          owner.wasRefused(400);

          page.getByLabel("Bot User OAuth Token").fill(FakeSlack.TOKEN);
          page.getByLabel("Name over surveys in Slack").fill("Lumen");
          page.getByLabel("Picture beside that name").fill("https://us.test/icon.png");
          click(page, "Save");
          assertThat(page.locator(".saved")).hasText("Saved.");
          assertThat(page.locator("#facts .warnings")).isHidden();
          assertThat(page.getByLabel("Bot User OAuth Token")).isEmpty();
          assertThat(page.locator("#bot-token-help")).containsText("There is one");
          page.reload();
          owner.awaitLive();
          assertThat(page.getByLabel("Name over surveys in Slack")).hasValue("Lumen");
          Assertions.assertThat(page.content()).doesNotContain(FakeSlack.TOKEN);
        }
      });
    }
  }

  @Test
  void theSitesOfTheWidgetAreListedAndItsTagIsThereToPaste() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace);
      var bare = app.newSource(workspace, "freshchat");
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/sources?source=" + source.id());
        var sites = page.getByLabel("Sites that may show it");
        sites.fill("https://Shop.example/\nhttps://www.shop.example:8443");
        click(page, "Save the sites");
        assertThat(page.locator("#widget .said")).containsText("Saved.");
        assertThat(sites).hasValue("https://shop.example\nhttps://www.shop.example:8443");
        page.reload();
        owner.awaitLive();
        assertThat(sites).hasValue("https://shop.example\nhttps://www.shop.example:8443");

        sites.fill("shop.example");
        click(page, "Save the sites");
        assertThat(page.locator("#widget .refusal")).containsText("without a path");
        owner.wasRefused(400);

        page.locator("#widget summary").click();
        assertThat(page.locator("#widget-steps code").first())
            .containsText(app.url("/widget.js") + "\" data-source=\"" + source.workspace() + "-");
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        page.screenshot(new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(java.nio.file.Path.of("target", "shots", "source.png")));

        owner.openLive("/sources?source=" + bare.id());
        assertThat(page.locator("#settings")).isVisible();
        assertThat(page.locator("#widget")).isHidden();
      }
    });
  }

  private static void connect(Page page, String system, String name) {
    page.locator("#kind").selectOption(new SelectOption().setLabel(system));
    page.locator("#new-name").fill(name);
    click(page, "Connect");
    assertThat(page.locator("#once")).isVisible();
  }

  private static void click(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  private static String shown(Page page, String name) {
    return page.locator("#once dl > div")
        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + name)))
        .locator("code")
        .textContent();
  }

  private static void send(TestApp app, String url, String secret, String event) {
    var body = event.getBytes(StandardCharsets.UTF_8);
    var headers = Signers.headers("chatwoot", secret, body, app.clock().instant());
    Assertions.assertThat(app.post(url, headers, body).status()).isEqualTo(202);
  }
}
