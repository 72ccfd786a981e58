package io.fivefaces.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Wording;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The mail that asks about the company: what it shares with that about a conversation, and what not. */
class NpsMailTest {

  private static final Pattern LINK = Pattern.compile("\\?score=(\\d+)");

  @Test
  void asksAboutTheCompanyAndNothingElse() {
    var mail = Surveys.known().nps(Language.ENGLISH);

    assertThat(mail.subject()).isEqualTo("How likely are you to recommend Lumen?");
    assertThat(mail.text())
        .startsWith(
            "Hi Ada,\n\nHow likely are you to recommend Lumen to a friend or colleague?\n\n")
        .doesNotContain("Bo", "Invoice 88", "😀", "conversation");
    assertThat(mail.html()).doesNotContain("😀", "Invoice 88", "<img");
    assertThat(mail.subject())
        .isEqualTo(Surveys.anonymous().nps(Language.ENGLISH).subject());
  }

  @ParameterizedTest
  @EnumSource
  void bothPartsHaveElevenLinksWithTheEndsInWords(Language language) {
    var wording = Wording.in(language);
    var mail = Surveys.known().nps(language);

    for (var part : new String[] {mail.text(), mail.html()}) {
      assertThat(LINK.matcher(part).results().map(match -> match.group(1)))
          .containsExactlyElementsOf(
              Kind.NPS.scores().stream().map(String::valueOf).toList());
      assertThat(part)
          .contains(wording.text("nps.least"), wording.text("nps.most"))
          .contains(wording.text("mail.next"))
          .doesNotContain("{{", "}}");
    }
    assertThat(mail.text())
        .contains("0 " + wording.text("nps.least") + "\n" + Surveys.LINK + "?score=0\n")
        .contains("\n5\n" + Surveys.LINK + "?score=5\n");
    assertThat(mail.html())
        .contains("<html lang=\"" + language.tag() + "\" dir=\"" + language.direction() + "\">")
        .contains("aria-label=\"10, " + wording.text("nps.most") + "\"");
    assertThat(mail.subject()).doesNotContain("{{", "\u2068", "\u2069");
  }

  @ParameterizedTest
  @EnumSource
  void saysWhyItCameAndHowToEndIt(Language language) {
    var mail = Surveys.known().nps(language);
    var link = mail.text().strip().replaceAll("(?s).* ", "");

    assertThat(mail.text())
        .contains(Wording.in(language).text("nps.mail.reason", Map.of("workspace_name", "Lumen")));
    assertThat(link).startsWith("https://surveys.test/u/");
    assertThat(mail.html()).contains("<a href=\"" + link + "\"");
    assertThat(mail.headers())
        .containsEntry("List-Unsubscribe", "<" + link + ">")
        .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
        .containsEntry("X-Fivefaces-Invite", "3.417.1");
    assertThat(mail.messageId()).isEqualTo(Surveys.known().mail().messageId());
    assertThat(mail.envelope()).isEqualTo(Surveys.known().mail().envelope());
  }

  @Test
  void hasTemplatesOfItsOwnWithTheSameVariables() {
    var all = "{{customer_name}}, {{ticket_subject}}, {{workspace_name}}, {{operator_name}}";
    var written = Surveys.known().subjectTemplate(all).introTemplate(all);

    assertThat(written.nps(Language.ENGLISH).subject()).isEqualTo("Ada, Invoice 88, Lumen, Bo");
    assertThat(written.nps(Language.ENGLISH).text()).startsWith("Ada, Invoice 88, Lumen, Bo\n");
    assertThat(Surveys.anonymous()
            .subjectTemplate(all)
            .introTemplate(all)
            .nps(Language.ENGLISH)
            .subject())
        .isEqualTo("there, your request, Lumen, our team");
    assertThat(Surveys.known().subjectTemplate(" ").introTemplate("\n").nps(Language.ENGLISH))
        .isEqualTo(Surveys.known().nps(Language.ENGLISH));
    assertThat(Surveys.known().subjectTemplate("\u202e").nps(Language.ENGLISH).subject())
        .isEqualTo("How likely are you to recommend Lumen?");
  }

  @ParameterizedTest
  @EnumSource
  void staysUnderThirtyKilobytes(Language language) {
    for (var value : new String[] {"&".repeat(5000), "🦄".repeat(5000)}) {
      for (var intro : new String[] {"", "{{ticket_subject}}".repeat(111), "&".repeat(2000)}) {
        var html = Surveys.known()
            .workspace(value)
            .customer(value)
            .about(value)
            .operatedBy(value)
            .introTemplate(intro)
            .logo("https://lumen.test/" + "&".repeat(480))
            .nps(language)
            .html();

        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(30_000);
      }
    }
  }
}
