package io.fivefaces.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Rating;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SurveyMailTest {

  @Test
  void asksByNameAboutTheConversation() {
    var mail = Surveys.known().mail();

    assertThat(mail.subject()).isEqualTo("How did we do with \"Invoice 88\"?");
    assertThat(mail.text()).startsWith("Hi Ada,\n\nHow did Bo do with “Invoice 88”?");
    assertThat(mail.html()).contains("Hi Ada,", "How did Bo do with “Invoice 88”?", "Lumen");
  }

  @Test
  void hasWordsForWhatIsUnknown() {
    var mail = Surveys.anonymous().mail();

    assertThat(mail.subject()).isEqualTo("How did we do?");
    assertThat(mail.text()).startsWith("Hi there,\n\nHow was your conversation with our team?");
  }

  @Test
  void fillsTheFourVariablesOfTheWorkspacesTemplates() {
    var all = "{{customer_name}}, {{ticket_subject}}, {{workspace_name}}, {{operator_name}}";

    var mail = Surveys.known().subjectTemplate(all).introTemplate(all).mail();

    assertThat(mail.subject()).isEqualTo("Ada, Invoice 88, Lumen, Bo");
    assertThat(mail.text()).startsWith("Ada, Invoice 88, Lumen, Bo\n");
    assertThat(mail.html()).contains("Ada, Invoice 88, Lumen, Bo");
  }

  @Test
  void aBlankTemplateMeansTheDefault() {
    var blank = Surveys.known().subjectTemplate("  ").introTemplate(" \n ").mail();

    assertThat(blank).isEqualTo(Surveys.known().mail());
  }

  @Test
  void aSubjectOfWhichNothingIsLeftFallsBackToTheDefault() {
    assertThat(Surveys.known().subjectTemplate("\u202e\u200b").mail().subject())
        .isEqualTo("How did we do?");
  }

  @Test
  void aValueThatLooksLikeAVariableStaysAsItIs() {
    assertThat(Surveys.known().customer("{{operator_name}}").mail().text())
        .startsWith("Hi {{operator_name}},");
  }

  @Test
  void keepsTheParagraphsOfTheIntroduction() {
    var mail = Surveys.known().introTemplate("Hi,\r\nyou.\r\n\r\n\r\nBye.").mail();

    assertThat(mail.text()).startsWith("Hi,\nyou.\n\nBye.\n\n");
    assertThat(mail.html().replace("\n", "")).contains(">Hi,<br>you.</p>", ">Bye.</p>");
  }

  @Test
  void everyFaceIsALinkWithItsNumberAndWordInBothParts() {
    var mail = Surveys.known().mail();

    for (var rating : Rating.ALL) {
      var link = Surveys.LINK + "?score=" + rating.score();
      assertThat(mail.text())
          .contains("%s %d %s\n%s\n".formatted(rating.face(), rating.score(), rating.word(), link));
      assertThat(mail.html().replace("\n", ""))
          .containsPattern("<a href=\"" + link.replace("?", "\\?") + "\"[^>]*>"
              + "<span[^>]*>" + rating.face() + "</span>"
              + "<span[^>]*>" + rating.score() + "</span>"
              + "<span[^>]*>" + rating.word() + "</span></a>");
    }
  }

  @Test
  void needsNoImageWhereThereIsNoLogo() {
    assertThat(Surveys.known().mail().html()).doesNotContain("<img", "background-image", "url(");
    assertThat(
            Surveys.known().logo("https://lumen.test/logo.png?a=1&b=2").mail().html())
        .contains("<img src=\"https://lumen.test/logo.png?a=1&amp;b=2\" alt=\"Lumen\"");
  }

  @Test
  void staysUnderThirtyKilobytes() {
    var long1 = "ä".repeat(5000);

    var html = Surveys.known()
        .workspace(long1)
        .customer(long1)
        .about(long1)
        .operatedBy(long1)
        .mail()
        .html();

    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(30_000);
  }

  @Test
  void staysUnderThirtyKilobytesWhateverTheTemplatesAndValuesAre() {
    for (var value : new String[] {"&".repeat(5000), "<".repeat(5000), "🦄".repeat(5000)}) {
      for (var intro : new String[] {
        "{{ticket_subject}}".repeat(111), "a\n\n".repeat(666), "&".repeat(2000), "漢".repeat(2000)
      }) {
        var html = Surveys.known()
            .workspace(value)
            .customer(value)
            .about(value)
            .operatedBy(value)
            .subjectTemplate("{{ticket_subject}}".repeat(16))
            .introTemplate(intro)
            .logo("https://lumen.test/" + "&".repeat(480))
            .mail()
            .html();

        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(30_000);
      }
    }
  }

  @Test
  void endsWithTheWayOut() {
    var mail = Surveys.known().mail();
    var link = mail.text().strip().replaceAll("(?s).* ", "");

    assertThat(link).startsWith("https://surveys.test/u/");
    assertThat(mail.headers())
        .containsEntry("List-Unsubscribe", "<" + link + ">")
        .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    assertThat(mail.html()).contains("<a href=\"" + link + "\"");
    assertThat(Surveys.known().from("", "care@lumen.test").mail().headers())
        .containsEntry(
            "List-Unsubscribe", "<" + link + ">, <mailto:care@lumen.test?subject=Unsubscribe>");
  }

  @Test
  void isNoWiderThanItsCardInOutlookEither() {
    assertThat(Surveys.known().mail().html())
        .containsOnlyOnce("<!--[if mso]><table role=\"presentation\" width=\"560\"")
        .containsOnlyOnce("<!--[if mso]></td></tr></table><![endif]-->");
  }

  @Test
  void isFromTheWorkspaceAndItsMessageIdIsOfThatDomain() {
    var chosen = Surveys.known().from("Lumen Care", "care@Lumen.test").mail();
    var usual = Surveys.known().mail();

    assertThat(chosen.fromName()).isEqualTo("Lumen Care");
    assertThat(chosen.from().text()).isEqualTo("care@Lumen.test");
    assertThat(chosen.messageId()).isEqualTo("<3.417.1@lumen.test>");
    assertThat(usual.fromName()).isEqualTo("Lumen");
    assertThat(usual.from()).isEqualTo(Surveys.SENDER);
    assertThat(usual.messageId()).isEqualTo("<3.417.1@surveys.test>");
  }

  @Test
  void theSameSurveyMakesTheSameMail() {
    assertThat(Surveys.known().mail()).isEqualTo(Surveys.known().mail());
  }

  @Test
  void saysThatAMachineSentIt() {
    assertThat(Surveys.known().mail().headers())
        .containsEntry("Auto-Submitted", "auto-generated")
        .containsEntry("X-Fivefaces-Invite", "3.417.1")
        .containsEntry("X-PM-Metadata-fivefaces-invite", "3.417.1");
  }
}
