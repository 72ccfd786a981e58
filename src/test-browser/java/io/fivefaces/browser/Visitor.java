package io.fivefaces.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import io.fivefaces.support.Colleague;
import io.fivefaces.support.TestApp;
import java.util.ArrayList;
import java.util.List;

/** Somebody with a browser of their own, in which no page may complain: no error, no missing file, no breach of its policy. */
final class Visitor implements AutoCloseable {

  private final BrowserContext session;
  private final TestApp app;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  /** A visitor of this service with a browser like this. */
  Visitor(TestApp app, Browser.NewContextOptions options) {
    this.app = app;
    session = Chromium.get().newContext(options.setReducedMotion(ReducedMotion.REDUCE));
    session.setDefaultTimeout(15_000);
    session.onConsoleMessage(this::heard);
    session.onWebError(error -> complaints.add(error.error()));
    session.onResponse(this::answered);
    page = session.newPage();
  }

  /** A visitor with an ordinary browser. */
  Visitor(TestApp app) {
    this(app, new Browser.NewContextOptions());
  }

  Page page() {
    return page;
  }

  /** One more page beside the first. */
  Page openBeside(String url) {
    var other = session.newPage();
    other.navigate(url);
    return other;
  }

  Page open(String path) {
    page.navigate(path.startsWith("http") ? path : app.url(path));
    return page;
  }

  /** Signs the owner in by password, which leads to the analytics. */
  Page signIn() {
    open("/sign-in");
    page.getByLabel("Email").fill("owner@us.test");
    page.getByLabel("Password").fill(TestApp.OWNER_PASSWORD);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
        .click();
    page.waitForURL("**/analytics");
    return page;
  }

  /** Gives this browser the session of a colleague. */
  void carries(Colleague colleague) {
    session.addCookies(List.of(new Cookie("fivefaces", colleague.token()).setUrl(app.url("/"))));
  }

  /** Opens a page of the service that keeps itself current, and waits until it does. */
  Page openLive(String path) {
    open(path);
    awaitLive();
    return page;
  }

  /** Waits until the page has its numbers and hears of changes. */
  void awaitLive() {
    PlaywrightAssertions.assertThat(page.locator(".live")).hasText("Live");
  }

  /** Takes back the complaint about a refusal that the test asked for. */
  void wasRefused(int status) {
    assertThat(complaints.removeIf(complaint -> complaint.startsWith(status + " ")))
        .as("refused with %d", status)
        .isTrue();
  }

  /** Takes back all complaints, where the test is about them. */
  void forgetComplaints() {
    complaints.clear();
  }

  @Override
  public void close() {
    session.close();
    assertThat(complaints).as("what the browser complained of").isEmpty();
  }

  private void heard(ConsoleMessage message) {
    var isAnswer =
        message.text().startsWith("Failed to load resource: the server responded with a status");
    if (!isAnswer && List.of("error", "warning").contains(message.type())) {
      complaints.add(message.text() + " at " + message.location());
    }
  }

  /** Whole pages may be refused, and then say so themselves; their parts only for want of a session. */
  private void answered(Response response) {
    if (response.status() >= 400
        && response.status() != 401
        && !response.request().isNavigationRequest()) {
      complaints.add(response.status() + " " + response.url());
    }
  }
}
