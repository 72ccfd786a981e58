package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.Samples;
import io.fivefaces.support.ScriptedSmtp;
import io.fivefaces.support.ScriptedSmtp.Stage;
import io.fivefaces.support.TestApp;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What an operator does about a survey of which nobody knows whether it arrived. */
class SendAgainPageTest {

  @Test
  void anUnknownInviteIsSaidInWordsAndSentAgainAfterAWarning() throws Exception {
    var vertx = Vertx.vertx();
    var relay = ScriptedSmtp.start(vertx);
    relay.closingAt(Stage.DOT);
    var environment = Map.of("FIVEFACES_SMTP_URL", "smtp://127.0.0.1:" + relay.port());
    TestApp.run(environment, app -> {
      var workspace = app.newAskingWorkspace();
      app.hook(app.newSource(workspace), Samples.closedTalk("1"));
      app.withInvite(workspace, "1", "unknown");
      try (var owner = new Visitor(app)) {
        owner.signIn();
        var page = owner.openLive("/conversation?ref=1");
        assertThat(page.locator("#invite")).containsText("Nobody knows whether it arrived");
        assertThat(page.locator("#invite")).containsText("Reason: the connection broke");

        page.locator("#again-open").click();
        assertThat(page.locator("#again-dialog")).containsText("gets a second one");
        assertThat(button(page, "Cancel")).isFocused();
        Assertions.assertThat(Axe.violations(page)).isEmpty();
        button(page, "Cancel").click();
        Assertions.assertThat(relay.mails()).hasSize(1);

        relay.behavingAt(Stage.DOT);
        page.locator("#again-open").click();
        page.locator("#again-dialog .primary").click();
        assertThat(page.locator("#invite b").first()).hasText("sent");
        assertThat(page.locator("#invite")).containsText("Handed over 2 times");
        assertThat(page.locator("#again-open")).isHidden();
        Assertions.assertThat(relay.mails()).hasSize(2);
      }
    });
    relay.stop();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }
}
