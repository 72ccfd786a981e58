package io.fivefaces.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Language;
import io.fivefaces.domain.Rating;
import io.fivefaces.domain.Wording;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailLanguageTest {

  @ParameterizedTest
  @EnumSource
  void bothPartsAreInTheLanguageOfTheSurvey(Language language) {
    var wording = Wording.in(language);
    var mail = Surveys.known().mail(language);

    assertThat(mail.html())
        .contains("<html lang=\"" + language.tag() + "\" dir=\"" + language.direction() + "\">")
        .contains("class=\"paper\" lang=\"" + language.tag() + "\"");
    for (var rating : Rating.ALL) {
      assertThat(mail.html())
          .contains("aria-label=\"" + rating.score() + ", " + wording.word(rating) + "\"");
      assertThat(mail.text())
          .contains(rating.face() + " " + rating.score() + " " + wording.word(rating) + "\n");
    }
    assertThat(mail.text()).contains(wording.text("mail.next"));
    assertThat(mail.html() + mail.text() + mail.subject()).doesNotContain("{{", "}}");
  }

  @ParameterizedTest
  @EnumSource
  void aMailStaysUnderThirtyKilobytes(Language language) {
    var long1 = "ä".repeat(5000);

    var html = Surveys.known()
        .workspace(long1)
        .customer(long1)
        .about(long1)
        .operatedBy(long1)
        .mail(language)
        .html();

    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(30_000);
  }

  @Test
  void whoIsUnknownIsGreetedAsThatLanguageGreets() {
    assertThat(Surveys.anonymous().mail(Language.GERMAN).text())
        .startsWith("Guten Tag,\n\nwie war Ihr Gespräch mit unserem Team?\n\n");
    assertThat(Surveys.anonymous().mail(Language.JAPANESE).text()).startsWith("お客様\n\n");
    assertThat(Surveys.known().mail(Language.JAPANESE).text()).startsWith("Ada 様\n\n");
  }

  @Test
  void theQuestionSaysWhatIsKnown() {
    var german = Surveys.known();

    assertThat(german.mail(Language.GERMAN).text())
        .contains("wie gut hat Ihnen Bo bei „Invoice 88“ geholfen?");
    assertThat(german.about(null).mail(Language.GERMAN).text())
        .contains("wie war Ihr Gespräch mit Bo?");
    assertThat(german.operatedBy(null).mail(Language.GERMAN).text())
        .contains("wie gut hat Ihnen unser Team bei „Invoice 88“ geholfen?");
    assertThat(german.mail(Language.GERMAN).subject())
        .isEqualTo("Wie gut haben wir Ihnen bei „Invoice 88“ geholfen?");
  }

  @Test
  void aWorkspacesOwnTextsStayInItsLanguageWithItsWordsForWhatIsUnknown() {
    var own = "Dear {{customer_name}}, how was {{operator_name}}?";

    var mail = Surveys.anonymous().subjectTemplate(own).introTemplate(own).mail(Language.ARABIC);

    assertThat(mail.subject()).isEqualTo("Dear there, how was our team?");
    assertThat(mail.text()).startsWith("Dear there, how was our team?\n\n");
    assertThat(mail.html())
        .contains("<html lang=\"ar\" dir=\"rtl\">")
        .contains("<td class=\"pad ink\" lang=\"en\" dir=\"ltr\" ");
  }

  @Test
  void aNameKeepsItsDirectionAmidArabicAndLeavesNoMarkInTheSubject() {
    var mail = Surveys.known().mail(Language.ARABIC);

    assertThat(mail.text()).contains("\u2068Invoice 88\u2069");
    assertThat(mail.subject()).contains("«Invoice 88»").doesNotContain("\u2068", "\u2069");
  }
}
