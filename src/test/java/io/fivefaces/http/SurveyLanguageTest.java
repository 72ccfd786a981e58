package io.fivefaces.http;

import static io.fivefaces.http.MailedLinks.MAILBOX;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Language;
import io.fivefaces.domain.Wording;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which language a customer is asked and answers. */
class SurveyLanguageTest {

  @Test
  void theMailAndItsPageAreInTheCustomersLanguageElseTheConversationsElseTheWorkspaces()
      throws Exception {
    TestApp.run(MAILBOX, app -> {
      var workspace = app.newAskingWorkspace();
      var settings = "/api/workspaces/" + workspace + "/settings";
      assertThat(app.api("PATCH", settings, Map.of("locale", "fr-CA")).status()).isEqualTo(200);
      isAsked(app, workspace, "he-IL", "de", Language.HEBREW);
      isAsked(app, workspace, null, "de_AT", Language.GERMAN);
      isAsked(app, workspace, "fi", "da", Language.FRENCH);
    });
  }

  @Test
  void theLatestWordOfACustomersLanguageCounts() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var now = Instant.now();
      say(app, source, "4711", "ko", null, now.minusSeconds(60));
      say(app, source, "4711", "tr", null, now);
      say(app, source, "4711", "ja", null, now.minusSeconds(30));

      isAsked(app, source, "4711", Language.TURKISH);
      var seen = app.conversation(source.workspace(), "4711");
      assertThat(seen.at("/customer/locale").asText()).isEqualTo("tr");
      assertThat(seen.at("/locale").isNull()).isTrue();
    });
  }

  @Test
  void whoseSurveyIsNotKnownIsAnsweredInTheLanguageOfTheirBrowser() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      say(app, source, "4711", "ko", null);
      var link = MailedLinks.ask(app, source, "4711");
      var polish = Wording.in(Language.POLISH);

      assertThat(get(app, "/s/forged", "pl-PL,pl;q=0.9,en;q=0.8"))
          .contains("<html lang=\"pl\"", polish.text("notice.not_a_survey.title"));
      assertThat(get(app, link, "pl")).contains("<html lang=\"ko\"");
      app.advance(Duration.ofDays(31));
      assertThat(get(app, link, "pl"))
          .contains("<html lang=\"pl\"", polish.text("notice.expired.title"));
      assertThat(get(app, link, "fi")).contains("<html lang=\"en\"");
    });
  }

  @Test
  void whatIsWrongIsSaidToPeopleInTheirLanguageAndToMachinesInEnglish() throws Exception {
    TestApp.run(MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      say(app, source, "4711", "nl", null);
      var link = MailedLinks.ask(app, source, "4711");

      var form = "application/x-www-form-urlencoded";
      assertThat(app.request("POST", link, "score=9", "content-type", form).body())
          .contains("role=\"alert\">" + Wording.in(Language.DUTCH).text("page.problem.score"));
      var refused = app.request("POST", link, "{\"score\":9}", "content-type", "application/json");
      assertThat(refused.json().get("detail").asText()).startsWith("Please choose one");
    });
  }

  private static void say(
      TestApp app, TestSource source, String ref, String customer, String conversation) {
    say(app, source, ref, customer, conversation, Instant.now());
  }

  private static void say(
      TestApp app,
      TestSource source,
      String ref,
      String customer,
      String conversation,
      Instant when) {
    var event = Samples.event("customer.updated", ref).at(when);
    if (customer != null) {
      event.with("customer", Map.of("ref", "c-Ada", "locale", customer));
    }
    if (conversation != null) {
      event.about("locale", conversation);
    }
    assertThat(app.hook(source, event).status()).isEqualTo(202);
  }

  private static void isAsked(
      TestApp app, String workspace, String customer, String conversation, Language language) {
    var source = app.newSource(workspace);
    var ref = language.tag();
    say(app, source, ref, customer, conversation);
    isAsked(app, source, ref, language);
  }

  private static void isAsked(TestApp app, TestSource source, String ref, Language language) {
    var wording = Wording.in(language);
    var link = MailedLinks.ask(app, source, ref);
    var mailbox = "/api/workspaces/" + source.workspace() + "/mailbox";
    var id = app.api("GET", mailbox).json().at("/items/0/id").asText();
    var mail = app.api("GET", mailbox + "/" + id).json();

    assertThat(mail.get("text").asText()).as(ref).contains(wording.text("mail.choose"));
    assertThat(get(app, link, "en"))
        .as(ref)
        .contains("<html lang=\"" + language.tag() + "\" dir=\"" + language.direction() + "\">")
        .contains(wording.text("page.lead"));
  }

  private static String get(TestApp app, String link, String accepts) {
    return app.request("GET", link, null, "accept-language", accepts).body();
  }
}
