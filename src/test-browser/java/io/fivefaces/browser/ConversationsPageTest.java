package io.fivefaces.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fivefaces.support.Colleague;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** How an agent finds a conversation and sees what became of asking about it. */
class ConversationsPageTest {

  @Test
  void anAgentSearchesFiltersAndReadsWhatBecameOfIt() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      desk.answer(desk.asked("1", "Ada"), 5, "Great work");
      desk.suspected(desk.asked("2", "Cy"), 3, "Sent without a look");
      desk.notAsked("3");
      var agent = Colleague.in(app, desk.workspace(), "agent");
      try (var visitor = new Visitor(app)) {
        visitor.carries(agent);
        var page = visitor.openLive("/conversations");
        assertThat(page.locator(".conversations > li")).hasCount(3);
        assertThat(page.locator("#main")).containsText("CSAT 5/5");
        assertThat(page.locator("#main")).containsText("Awaiting response");
        assertThat(page.locator("#main")).containsText("Not asked: too little was said");

        page.getByLabel("Search").fill("cy@cust");
        assertThat(page.locator(".conversations > li")).hasCount(1);
        assertThat(page.locator(".conversations")).containsText("Cy");
        page.getByLabel("Search").fill("Invoice");
        assertThat(page.locator("#all .empty")).containsText("search in “Words of the subject”");
        page.locator("#in").selectOption("words");
        assertThat(page.locator(".conversations > li")).hasCount(2);
        assertThat(page).hasURL(Pattern.compile(".*[?&]words=Invoice.*"));
        click(page, "Clear all");
        assertThat(page.locator(".conversations > li")).hasCount(3);

        page.locator("#more-filters summary").click();
        page.locator("#reason").selectOption("two_messages");
        assertThat(page.locator(".conversations > li")).hasCount(1);
        assertThat(page).hasURL(Pattern.compile(".*[?&]reason=two_messages.*"));
        page.reload();
        visitor.awaitLive();
        assertThat(page.locator(".conversations > li")).hasCount(1);
        assertThat(page.locator("#reason")).hasValue("two_messages");
        Assertions.assertThat(Axe.violations(page)).isEmpty();

        page.locator(".conversations a").click();
        assertThat(page.locator("#sentence")).containsText("because too little was said to rate");
        page.locator(".opening a").click();
        assertThat(page.locator(".conversations > li")).hasCount(3);

        app.hook(desk.source(), new Object[] {Samples.created("4"), Samples.inbound("4")});
        visitor.openLive("/conversation?ref=4");
        assertThat(page.locator("#panel")).hasText("Not asked yet");
        assertThat(page.locator("#sentence")).containsText("Not yet: the conversation is open");

        visitor.openLive("/conversation?ref=2");
        assertThat(page.locator("#panel")).hasText("CSAT survey sent, awaiting response");
        assertThat(page.locator("#kept-aside")).isHidden();
        assertThat(page.locator("#again")).isHidden();
        page.locator(".others").click();
        assertThat(page.locator(".conversations > li")).hasCount(1);
      }
    });
  }

  @Test
  void whatIsShownStaysWhileNewOnesComeOnTop() throws Exception {
    TestApp.run(Desk.NO_RELAY, app -> {
      var desk = Desk.open(app);
      app.hook(
          desk.source(),
          IntStream.range(0, 60)
              .mapToObj(i -> List.of(Samples.created("t-" + i), Samples.closed("t-" + i)))
              .flatMap(List::stream)
              .toArray());
      desk.counted(0, 60);
      try (var visitor = new Visitor(app)) {
        visitor.signIn();
        var page = visitor.openLive("/conversations");
        assertThat(page.locator(".conversations > li")).hasCount(50);
        click(page, "Show more");
        assertThat(page.locator(".conversations > li")).hasCount(60);
        assertThat(page.locator(".conversations > li:nth-child(51) a")).isFocused();

        desk.notAsked("newest");

        assertThat(page.locator(".conversations > li")).hasCount(61);
        assertThat(page.locator(".conversations > li").first()).containsText("newest");
        assertThat(page.locator(".conversations > li:nth-child(52) a")).isFocused();
      }
    });
  }

  private static void click(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
