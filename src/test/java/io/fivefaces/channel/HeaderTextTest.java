package io.fivefaces.channel;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

  private static final Pattern WORD = Pattern.compile("=\\?UTF-8\\?B\\?([A-Za-z0-9+/=]*)\\?=");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nb",
        "a\nb",
        "a\rb",
        "a\0b",
        "a\u2028b",
        "a\u2029b",
        "a\u0085b",
        "a\u000bb",
        "a \t b"
      })
  void whateverBreaksALineBecomesOneSpace(String text) {
    assertThat(HeaderText.clean(text)).isEqualTo("a b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u202eb",
        "a\u2066b",
        "a\u200bb",
        "a\ufeffb",
        "a\u00adb",
        "a\u200fb",
        "a\ud83db",
        "a\ude00b"
      })
  void whateverHidesOrSteersIsLeftOut(String text) {
    assertThat(HeaderText.clean(text)).isEqualTo("ab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"👩‍🚒 Bo", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "می‌خواهم", "Zoë Müller", "❤️", "日本語"})
  void scriptsAndEmojiStayWhole(String text) {
    assertThat(HeaderText.clean(text)).isEqualTo(text);
  }

  @Test
  void plainTextGoesAsItIs() {
    assertThat(HeaderText.unstructured("Subject", "How did we do? (#4711)"))
        .isEqualTo("How did we do? (#4711)");
    assertThat(HeaderText.mailbox("From", "Lumen", "a@b.test")).isEqualTo("\"Lumen\" <a@b.test>");
  }

  @Test
  void textThatLooksEncodedIsEncoded() throws Exception {
    var trick = "=?utf-8?B?Qm9v?=";

    var encoded = HeaderText.unstructured("Subject", trick);

    assertThat(encoded).doesNotContain(trick);
    assertThat(MimeUtility.decodeText(encoded)).isEqualTo(trick);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lumen, Inc.", "Bo \"the\" <b>", "back\\slash", "Ünï 😀", "a@b.test"})
  void anotherParserReadsTheSameNameAndOneAddress(String name) throws Exception {
    var parsed = InternetAddress.parse(HeaderText.mailbox("From", name, "care@lumen.test"), true);

    assertThat(parsed).hasSize(1);
    assertThat(parsed[0].getAddress()).isEqualTo("care@lumen.test");
    assertThat(parsed[0].getPersonal()).isEqualTo(name);
  }

  static Stream<String> texts() {
    var random = new Random(88);
    return Stream.generate(() -> random
            .ints(1 + random.nextInt(120), 0, 4)
            .mapToObj(kind -> Character.toString(
                switch (kind) {
                  case 0 -> 'a' + random.nextInt(26);
                  case 1 -> 0xe4 + random.nextInt(20);
                  case 2 -> 0x4e00 + random.nextInt(999);
                  default -> 0x1f600 + random.nextInt(60);
                }))
            .reduce("é", String::concat))
        .limit(200);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void encodedWordsAreShortWholeAndReadBackTheSame(String text) throws Exception {
    var encoded = HeaderText.unstructured("Subject", text);

    assertThat(MimeUtility.decodeText(encoded)).isEqualTo(text);
    assertThat(("Subject: " + encoded).split("\r\n")).allMatch(line -> line.length() <= 76);
    assertThat(encoded.split("\r\n ")).allSatisfy(word -> {
      var match = WORD.matcher(word);
      assertThat(match.matches()).isTrue();
      assertThat(word.length()).isLessThanOrEqualTo(75);
      assertThat(new String(Base64.getDecoder().decode(match.group(1)), StandardCharsets.UTF_8))
          .doesNotContain("\ufffd");
    });
  }

  @Test
  void aTextIsCutBetweenCharacters() {
    assertThat(HeaderText.shortened("abc", 3)).isEqualTo("abc");
    assertThat(HeaderText.shortened("abcd", 3)).isEqualTo("ab…");
    assertThat(HeaderText.shortened("a😀cd", 3)).isEqualTo("a…");
  }
}
