package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

  @ParameterizedTest
  @CsvSource({
    "de, GERMAN",
    "de-AT, GERMAN",
    "pt_BR, PORTUGUESE",
    "' FR-ca ', FRENCH",
    "zh-CN, CHINESE",
    "zh_TW, CHINESE",
    "zh-Hans, CHINESE",
    "iw, HEBREW",
    "he-IL, HEBREW"
  })
  void aLocaleIsOfItsLanguageWhateverTheRegion(String locale, Language language) {
    assertThat(Language.of(locale)).contains(language);
  }

  @Test
  void aLocaleWeDoNotSpeakIsOfNone() {
    for (var locale : new String[] {null, "", "  ", "fi", "tlh", "x", "de\0", "日本語", "-", "😀"}) {
      assertThat(Language.of(locale)).as("%s", locale).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "de, fr, it, GERMAN",
        "-,  fr, it, FRENCH",
        "fi, fr, it, FRENCH",
        "-,  -,  it, ITALIAN",
        "fi, da, it, ITALIAN",
        "fi, da, is, ENGLISH",
        "-,  -,  -,  ENGLISH"
      })
  void theCustomersGoesBeforeTheConversationsAndThatBeforeTheWorkspaces(
      String customer, String conversation, String workspace, Language language) {
    assertThat(Language.chosen(customer, conversation, workspace)).isEqualTo(language);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "de | GERMAN",
        "fi, sv;q=0.8, en;q=0.9 | ENGLISH",
        "fi, sv;q=0.8, en;q=0.7 | SWEDISH",
        "de;q=0, uk | UKRAINIAN",
        "zh-TW,zh;q=0.9,en;q=0.8 | CHINESE",
        "* | ENGLISH",
        "- | ENGLISH",
        "'' | ENGLISH",
        "de;q=x | ENGLISH",
        ";;;,,,=== | ENGLISH"
      })
  void aBrowserGetsWhatItLikesBestOfOurs(String header, Language language) {
    assertThat(Language.accepted(header)).isEqualTo(language);
  }

  @Test
  void aBrowserThatListsWithoutEndGetsEnglish() {
    assertThat(Language.accepted("de,".repeat(1000))).isEqualTo(Language.ENGLISH);
  }

  @ParameterizedTest
  @CsvSource({
    "German, GERMAN",
    "Deutsch, GERMAN",
    "Deutsch / German, GERMAN",
    "Français (Canada), FRENCH",
    "Brazilian Portuguese, PORTUGUESE",
    "Português (Brasil), PORTUGUESE",
    "Türkçe, TURKISH",
    "简体中文, CHINESE",
    "日本語, JAPANESE",
    "עברית, HEBREW"
  })
  void aLanguageIsKnownByItsNameInItselfAndInEnglish(String name, Language language) {
    assertThat(Language.named(name)).contains(language);
  }

  @Test
  void otherWordsNameNoLanguage() {
    for (var word : new String[] {null, "", "de", "Suomi", "Klingon"}) {
      assertThat(Language.named(word)).as("%s", word).isEmpty();
    }
  }

  @Test
  void arabicAndHebrewRunFromRightToLeft() {
    for (var language : Language.values()) {
      assertThat(language.direction())
          .isEqualTo(language == Language.ARABIC || language == Language.HEBREW ? "rtl" : "ltr");
    }
  }
}
