package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Rating;
import io.fivefaces.domain.Wording;
import io.fivefaces.templates.JteSurveyMessageGenerated;
import io.fivefaces.templates.JteSurveyPageGenerated;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurveyPageTest {

  private static final Wording ENGLISH = Wording.in(Language.ENGLISH);

  private static final String HOSTILE =
      "</textarea></style><script>alert(\"1\")</script>'\"<img src=x>";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void theFaceThatWasTappedIsChosen(int score) {
    assertThat(page("Lumen", score, "", ""))
        .containsOnlyOnce(" checked")
        .contains("id=\"score-" + score + "\" value=\"" + score + "\" required checked>");
  }

  @Test
  void noFaceIsChosenWhereNoneWasTapped() {
    assertThat(page("Lumen", null, "", "")).doesNotContain(" checked>");
  }

  @Test
  void everyFaceHasALabelWithItsNumberAndWord() {
    var page = page("Lumen", null, "", "");

    assertThat(page)
        .contains("<label for=\"score-1\"><i aria-hidden=\"true\">😡</i><b>1</b> Awful</label>")
        .contains("<label for=\"score-5\"><i aria-hidden=\"true\">😀</i><b>5</b> Great</label>")
        .contains("<label class=\"comment\" for=\"comment\">", "maxlength=\"2000\"");
    assertThat(page)
        .contains("<html lang=\"en\" dir=\"ltr\">", "<meta name=\"robots\" content=\"noindex\">");
  }

  @Test
  void aCommentThatCouldNotBeSentIsStillThere() {
    assertThat(page("Lumen", 3, "\nline 1\nline <2>", "Please choose a face."))
        .contains(">\n\nline 1\nline &lt;2&gt;</textarea>")
        .contains("role=\"alert\">Please choose a face.</p>");
  }

  @Test
  void nothingIsStyledOrScriptedOutsideTheStyleWithItsNonce() {
    var page = page("Lumen", 4, "", "");

    assertThat(page)
        .doesNotContain(" style=", "<script", "<link", "@import", "url(")
        .doesNotContainPattern(" on[a-z]+=");
    assertThat(Pattern.compile("<style[^>]*>").matcher(page).results().map(tag -> tag.group()))
        .containsExactly("<style nonce=\"n0nce\">");
  }

  @Test
  void noValueBecomesMarkup() {
    var page = page(HOSTILE, 4, HOSTILE, HOSTILE);

    assertThat(page).doesNotContain("<script", "<img");
    assertThat(page.split("</textarea>")).hasSize(2);
    assertThat(page.split("</style>")).hasSize(2);
  }

  @Test
  void noColorBecomesAStyle() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> render("Lumen", "", "#2f6f5e;}*{display:none", null, "", ""));
  }

  @Test
  void theLogoStandsForTheName() {
    assertThat(render("Lumen", "https://lumen.test/a.png", "#2f6f5e", null, "", ""))
        .contains(
            "<img src=\"https://lumen.test/a.png\" alt=\"Lumen\" referrerpolicy=\"no-referrer\">");
  }

  @Test
  void staysUnderTwentyKilobytes() {
    assertThat(page("Ünïcörn".repeat(10), 4, "ä".repeat(2000), "").getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(20_000);
  }

  @ParameterizedTest
  @EnumSource
  void itSpeaksEveryLanguageInItsDirectionAndStaysSmall(Language language) {
    var wording = Wording.in(language);
    var comment = (language.isRightToLeft() ? "ש" : "悪").repeat(2000);

    var page = render(wording, "Ünïcörn".repeat(10), "", "#2f6f5e", 4, comment, "");

    assertThat(page)
        .contains("<html lang=\"" + language.tag() + "\" dir=\"" + language.direction() + "\">")
        .contains("<h1>" + wording.text("page.title") + "</h1>")
        .contains("<button>" + wording.text("page.send") + "</button>");
    for (var rating : Rating.ALL) {
      assertThat(page)
          .contains("<b>" + rating.score() + "</b> " + wording.word(rating) + "</label>");
    }
    assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(20_000);
  }

  @ParameterizedTest
  @EnumSource
  void theNumbersSpeakEveryLanguageAndStaySmall(Language language) {
    var wording = Wording.in(language);
    var comment = (language.isRightToLeft() ? "ש" : "悪").repeat(2000);

    var page = render(Kind.NPS, wording, "Ünïcörn".repeat(10), "", "#2f6f5e", 0, comment, "");

    for (int score = 0; score <= 10; score++) {
      assertThat(page).contains("<label for=\"score-" + score + "\"><b>" + score + "</b>");
    }
    assertThat(page)
        .containsOnlyOnce(" checked>")
        .contains("value=\"0\" required checked>")
        .contains(" = " + wording.text("nps.least"), " = " + wording.text("nps.most"))
        .doesNotContain("{{", " style=", "<script");
    assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(20_000);
  }

  @ParameterizedTest
  @EnumSource
  void everyNoticeSpeaksEveryLanguage(SurveyNotice notice) {
    for (var language : Language.values()) {
      var wording = Wording.in(language);
      var html = new StringOutput();
      JteSurveyMessageGenerated.render(
          new OwaspHtmlTemplateOutput(html), null, wording, "", "", "#2f6f5e", "n0nce", notice);

      assertThat(html.toString())
          .contains("<html lang=\"" + language.tag() + "\" dir=\"" + language.direction() + "\">")
          .contains("<h1>" + notice.title(wording) + "</h1>");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyNoticeIsAWholePage(SurveyNotice notice) {
    var html = new StringOutput();
    JteSurveyMessageGenerated.render(
        new OwaspHtmlTemplateOutput(html), null, ENGLISH, "", "", "#2f6f5e", "n0nce", notice);

    assertThat(html.toString())
        .startsWith("<!doctype html>")
        .contains("<h1>" + notice.title(ENGLISH) + "</h1>", notice.text(ENGLISH), "noindex")
        .doesNotContain("class=\"sender\"", "<form");
  }

  private static String page(String workspace, Integer selected, String comment, String problem) {
    return render(workspace, "", "#2f6f5e", selected, comment, problem);
  }

  private static String render(
      String workspace,
      String logo,
      String color,
      Integer selected,
      String comment,
      String problem) {
    return render(ENGLISH, workspace, logo, color, selected, comment, problem);
  }

  private static String render(
      Wording wording,
      String workspace,
      String logo,
      String color,
      Integer selected,
      String comment,
      String problem) {
    return render(Kind.CSAT, wording, workspace, logo, color, selected, comment, problem);
  }

  private static String render(
      Kind kind,
      Wording wording,
      String workspace,
      String logo,
      String color,
      Integer selected,
      String comment,
      String problem) {
    var html = new StringOutput();
    JteSurveyPageGenerated.render(
        new OwaspHtmlTemplateOutput(html),
        null,
        kind,
        wording,
        workspace,
        logo,
        color,
        "n0nce",
        "/s/token",
        "v1ew",
        selected,
        comment,
        problem,
        true);
    return html.toString();
  }
}
