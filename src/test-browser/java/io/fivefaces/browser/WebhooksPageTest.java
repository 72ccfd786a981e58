package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.WebhookReceiver;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What an owner does who tells another system of the answers. */
class WebhooksPageTest {

  private static final int PATIENCE = 20_000;

  private interface Check {
    void with(TestApp app, WebhookReceiver receiver, Visitor owner) throws Exception;
  }

  private static void run(Check check) throws Exception {
    try (var receiver = WebhookReceiver.start()) {
      TestApp.run(WebhookReceiver.ALLOWED, app -> {
        app.newAskingWorkspace();
        try (var owner = new Visitor(app)) {
          owner.signIn();
          check.with(app, receiver, owner);
        }
      });
    }
  }

  @Test
  void anEndpointIsAddedItsSecretIsShownOnceAndATestArrivesThere() throws Exception {
    run((app, receiver, owner) -> {
      var page = owner.openLive("/webhooks");
      assertThat(page.locator("#all .empty")).isVisible();
      Assertions.assertThat(Axe.violations(page)).isEmpty();

      add(page, "https://10.1.2.3/hook");
      assertThat(page.locator("#add .refusal")).containsText("not in the public internet");
      owner.wasRefused(400);
      add(page, receiver.url("/in"));
      assertThat(page.locator("#once h2")).isFocused();
      assertThat(page.locator("#once")).containsText("shown this once");
      var secret = page.locator("#once dd code").last().innerText();
      Assertions.assertThat(secret).startsWith("whsec_");
      assertThat(page.locator(".sources .tag")).hasText("Working");
      Assertions.assertThat(Axe.violations(page)).isEmpty();

      page.locator("#once a").click();
      owner.awaitLive();
      assertThat(page.locator("#once")).isHidden();
      Assertions.assertThat(page.content()).doesNotContain("whsec_");
      click(page, "Send a test");

      var delivery = page.locator(".deliveries > li");
      assertThat(delivery.locator("summary code")).hasText("webhook.test");
      assertThat(delivery.locator(".tag"))
          .hasText("Delivered", new HasTextOptions().setTimeout(PATIENCE));
      Assertions.assertThat(receiver.got()).hasSize(1);
      Assertions.assertThat(receiver.got().getFirst().isSignedBy(secret)).isTrue();
      delivery.locator("summary").click();
      assertThat(delivery.locator("tbody td").nth(1)).hasText("200");
      assertThat(delivery.locator("pre")).containsText("no customer answered anything");
      Assertions.assertThat(Axe.violations(page)).isEmpty();
    });
  }

  @Test
  void oneThatIsDownIsShownFailingAndWhatItMissedIsSentAgain() throws Exception {
    run((app, receiver, owner) -> {
      receiver.answers(500);
      var page = owner.openLive("/webhooks");
      add(page, receiver.url("/in"));
      page.locator("#once a").click();
      owner.awaitLive();
      var workspace = app.api("GET", "/api/workspaces").json().at("/items/0/id").asText();
      var desk = new Desk(app, workspace, app.newSource(workspace));
      desk.answer(desk.asked("4711", "Ada"), 2, "No <b>answer</b>");

      var delivery = page.locator(".deliveries > li");
      assertThat(page.locator("#state"))
          .containsText("Takes nothing since", new ContainsTextOptions().setTimeout(PATIENCE));
      assertThat(delivery.locator(".tag")).hasText("Waiting");
      delivery.locator("summary").click();
      assertThat(delivery.locator("pre")).containsText("No <b>answer</b>");
      assertThat(delivery.locator("tbody td").nth(1)).hasText("500");
      assertThat(delivery).containsText("The next try is");
      Assertions.assertThat(Axe.violations(page)).isEmpty();

      receiver.answers(204);
      delivery.getByRole(AriaRole.BUTTON).click();
      assertThat(delivery.locator(".tag"))
          .hasText("Delivered", new HasTextOptions().setTimeout(PATIENCE));
      assertThat(page.locator("#state")).hasText("Nothing waits.");
      assertThat(delivery.locator("details")).hasAttribute("open", "");
    });
  }

  @Test
  void oneIsPausedResumedGivenANewSecretAndRemoved() throws Exception {
    run((app, receiver, owner) -> {
      var page = owner.openLive("/webhooks");
      add(page, receiver.url("/in"));
      page.locator("#once a").click();
      owner.awaitLive();

      click(page, "Pause");
      assertThat(page.locator("#state")).containsText("one of you paused it");
      click(page, "Resume");
      assertThat(page.locator("#state")).hasText("Nothing waits.");

      page.locator("#settings").getByLabel("survey.sent").check();
      click(page, "Save");
      assertThat(page.locator("#settings .saved")).hasText("Saved.");

      click(page, "Make a new secret…");
      Assertions.assertThat(Axe.violations(page)).isEmpty();
      page.locator("#rotate .primary").click();
      assertThat(page.locator("#once dd code")).containsText("whsec_");
      assertThat(page.locator("#previous")).containsText("signs too until");

      click(page, "Remove this endpoint…");
      assertThat(page.locator("#remove .waiting")).hasText("Nothing waits for it.");
      click(page, "Remove it");
      assertThat(page.locator("#all .empty")).isVisible();
    });
  }

  @Test
  void everyPageTellsOwnersOfOneThatFellSilent() throws Exception {
    run((app, receiver, owner) -> {
      var page = owner.openLive("/webhooks");
      add(page, receiver.url("/in"));
      assertThat(page.locator(".sources .tag")).hasText("Working");
      app.database()
          .execute(
              "update webhook_endpoints set paused_at = moment(), paused_reason = 'gone', failing_since = moment()");

      owner.openLive("/analytics");
      assertThat(page.locator(".notice"))
          .containsText("Webhooks to 127.0.0.1:" + receiver.port() + " are paused since");
      Assertions.assertThat(Axe.violations(page)).isEmpty();
      page.locator(".notice a").click();
      owner.awaitLive();
      assertThat(page.locator("#state")).containsText("it answered 410");
      assertThat(page.locator(".notice")).hasCount(0);
    });
  }

  private static void add(Page page, String url) {
    page.locator("#new-url").fill(url);
    click(page, "Add");
  }

  private static void click(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
