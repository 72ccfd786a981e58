package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The message files, as a translator leaves them. */
class WordingTest {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{[^}]*}}");
  private static final List<String> IN_A_SLACK_WINDOWS_FRAME =
      List.of("slack.comment.title", "slack.comment.send", "slack.comment.cancel");

  @ParameterizedTest
  @EnumSource
  void aFileIsUtf8WithoutAnythingHidden(Language language) throws IOException {
    assertThat(text(language)).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\x{fffd}&&[^\\n]]");
  }

  @ParameterizedTest
  @EnumSource
  void aFileHasTheKeysOfTheEnglishOneAndEachOnce(Language language) throws IOException {
    var keys = text(language)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" = ", 2)[0])
        .toList();

    assertThat(keys).doesNotHaveDuplicates();
    assertThat(keys).containsExactlyInAnyOrderElementsOf(texts(Language.ENGLISH).keySet());
  }

  @ParameterizedTest
  @EnumSource
  void aTextHasTheVariablesOfTheEnglishOne(Language language) throws IOException {
    var english = texts(Language.ENGLISH);

    texts(language)
        .forEach((key, text) -> assertThat(variables(text))
            .as(key)
            .containsExactlyInAnyOrderElementsOf(variables(english.get(key))));
  }

  @ParameterizedTest
  @EnumSource
  void aTextIsThereAndHasNoSpaceAtItsEnds(Language language) throws IOException {
    texts(language)
        .forEach((key, text) -> assertThat(text).as(key).isNotBlank().isEqualTo(text.strip()));
  }

  @ParameterizedTest
  @EnumSource
  void theFacesHaveFiveShortWords(Language language) {
    var words = Rating.ALL.stream().map(Wording.in(language)::word).toList();

    assertThat(words).doesNotHaveDuplicates().allMatch(word -> word.length() <= 14);
    // what is longer stands on two lines of the narrowest phone, so it breaks between its words
    assertThat(words)
        .allSatisfy(word -> assertThat(word.split(" ")).allMatch(part -> part.length() <= 8));
  }

  @ParameterizedTest
  @EnumSource
  void whatSlackCutsAfterTwentyFourCharactersIsNotLonger(Language language) {
    for (var key : IN_A_SLACK_WINDOWS_FRAME) {
      assertThat(Wording.in(language).text(key)).as(key).hasSizeLessThanOrEqualTo(24);
    }
  }

  @Test
  void everyLanguageSaysSomethingOfItsOwn() {
    for (var language : Language.values()) {
      assertThat(Wording.in(language).language()).isEqualTo(language);
    }
    assertThat(List.of(Language.values()))
        .extracting(language -> Wording.in(language).text("notice.thanks.text"))
        .doesNotHaveDuplicates();
  }

  @Test
  void aValueKeepsItsOwnDirectionAmidTextFromRightToLeft() {
    var values = Map.of("workspace_name", "Lumen (UK) Ltd.");

    assertThat(Wording.in(Language.HEBREW).text("page.note", values))
        .contains("\u2068Lumen (UK) Ltd.\u2069");
    assertThat(Wording.in(Language.ENGLISH).text("page.note", values))
        .startsWith("Your answer goes to Lumen (UK) Ltd.. ");
  }

  @Test
  void aKeyThatNobodyWroteIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wording.in(Language.GERMAN).text("no.such.key"))
        .withMessageContaining("no.such.key");
  }

  private static List<String> variables(String text) {
    return VARIABLE.matcher(text).results().map(match -> match.group()).toList();
  }

  private static Map<String, String> texts(Language language) throws IOException {
    var properties = new Properties();
    properties.load(new StringReader(text(language)));
    var texts = new TreeMap<String, String>();
    properties.forEach((key, text) -> texts.put((String) key, (String) text));
    return texts;
  }

  private static String text(Language language) throws IOException {
    try (var file =
        Wording.class.getResourceAsStream("/messages_" + language.tag() + ".properties")) {
      assertThat(file).as("the file of %s", language).isNotNull();
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(file.readAllBytes()))
          .toString();
    }
  }
}
