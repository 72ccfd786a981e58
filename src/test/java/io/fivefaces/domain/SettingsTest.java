package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivefaces.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static Settings with(Map<String, ?> changes) {
    return Json.merge(Settings.DEFAULT, Json.write(changes), Settings.class);
  }

  private static Settings with(String field, Object value) {
    return with(Map.of(field, value));
  }

  @Test
  void aNewWorkspaceAsksNobody() {
    assertThat(Settings.DEFAULT.csatEnabled()).isFalse();
    for (var channel : ChannelName.values()) {
      assertThat(Settings.DEFAULT.allows(channel)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"EMAIL, csat_email_enabled", "CHAT, csat_chat_enabled", "SLACK, csat_slack_enabled"})
  void eachChannelHasASwitch(ChannelName channel, String field) {
    var settings = with(field, true);

    for (var each : ChannelName.values()) {
      assertThat(settings.allows(each)).isEqualTo(each == channel);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          trigger          | resolved
          send_delay       | 3d
          subject_template | How was {{ticket_subject}}?
          intro_template   | Hi {{customer_name}}
          brand_color      | #00ff7f
          logo_url         | https://us.test/logo.png?v=2
          sender_name      | Äcme, Support
          sender_email     | surveys@us.test
          """)
  void itTakesWhatCanBeUsed(String field, String value) {
    var json = new String(Json.write(with(field, value)), StandardCharsets.UTF_8);

    assertThat(json).contains("\"" + field + "\":\"" + value + "\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          subject_template | a\\nb              | subject_template is one line
          subject_template | a\\rBcc: b@us.test | subject_template is one line
          sender_name      | a\\nb              | sender_name is one line
          intro_template   | a\\u0000b          | intro_template has no NUL character
          brand_color      | red                | brand_color is a colour
          brand_color      | #2f6f5e;}          | brand_color is a colour
          brand_color      | ``                 | brand_color is a colour
          logo_url         | http://us.test/a   | logo_url is an https address
          logo_url         | https://a\\"onload | logo_url is an https address
          logo_url         | https://a b        | logo_url is an https address
          logo_url         | javascript:alert() | logo_url is an https address
          sender_email     | us                 | sender_email is an email address
          sender_email     | a@us.test, b@c.de  | sender_email is an email address
          trigger          | opened             | [closed, resolved]
          send_delay       | 2h                 | [immediately, 1h, 24h, 3d]
          """)
  void itRefusesWhatCouldNotBeUsedLaterAndSaysWhy(String field, String value, String reason) {
    var patch = "{\"" + field + "\":\"" + value + "\"}";

    assertThatThrownBy(() ->
            Json.merge(Settings.DEFAULT, patch.getBytes(StandardCharsets.UTF_8), Settings.class))
        .hasMessageContaining(reason);
  }

  static Stream<String> fields() {
    return Stream.of(Settings.class.getRecordComponents())
        .map(component -> component.getName().replaceAll("([A-Z])", "_$1").toLowerCase());
  }

  @ParameterizedTest
  @MethodSource("fields")
  void nullIsRefusedInWordsForPeople(String field) {
    var patch = ("{\"" + field + "\":null}").getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Json.merge(Settings.DEFAULT, patch, Settings.class))
        .hasMessageContaining(field)
        .message()
        .doesNotContain("Cannot invoke");
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301})
  void aSubjectHasAtMost300Characters(int length) {
    if (length <= 300) {
      assertThat(with("subject_template", "x".repeat(length)).subjectTemplate()).hasSize(length);
    } else {
      assertThatThrownBy(() -> with("subject_template", "x".repeat(length)))
          .hasMessageContaining("at most 300");
    }
  }
}
