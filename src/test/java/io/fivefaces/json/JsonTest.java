package io.fivefaces.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivefaces.domain.Trigger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  record Thing(
      String firstName,
      Integer age,
      Boolean tall,
      Double weight,
      Instant bornAt,
      Trigger trigger,
      List<String> tags,
      boolean agreed) {}

  private static Thing read(String json) {
    return Json.read(bytes(json), Thing.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String write(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }

  @Test
  void aRecordIsReadAndWrittenInSnakeCase() {
    var thing = new Thing(
        "Ada 💚",
        36,
        true,
        null,
        Instant.parse("2026-01-15T10:30:00.123Z"),
        Trigger.RESOLVED,
        List.of("a", "b"),
        true);
    var json = "{\"first_name\":\"Ada 💚\",\"age\":36,\"tall\":true,\"weight\":null,"
        + "\"born_at\":\"2026-01-15T10:30:00.123Z\",\"trigger\":\"resolved\",\"tags\":[\"a\",\"b\"],"
        + "\"agreed\":true}";

    assertThat(read(json)).isEqualTo(thing);
    assertThat(read(write(thing))).isEqualTo(thing);
    assertThat(write(Map.of("born_at", thing.bornAt())))
        .isEqualTo("{\"born_at\":\"2026-01-15T10:30:00.123Z\"}");
    assertThat(write(Map.of("day", LocalDate.of(2026, 1, 5))))
        .isEqualTo("{\"day\":\"2026-01-05\"}");
  }

  @Test
  void whatIsNotSaidIsNull() {
    assertThat(read("{\"agreed\":false}"))
        .isEqualTo(new Thing(null, null, null, null, null, null, null, false));
  }

  @Test
  void anUnknownFieldIsRefusedByNameUnlessTheReaderIsTolerant() {
    var json = "{\"agreed\":true,\"surname\":\"Lovelace\"}";

    assertThatThrownBy(() -> read(json))
        .isInstanceOf(JsonException.class)
        .hasMessage("Unknown field 'surname'");
    Thing thing = Json.read(Json.tolerantReaderOf(Thing.class), bytes(json), 0, bytes(json).length);
    assertThat(thing.agreed()).isTrue();
  }

  @Test
  void namesAreTakenInOneSpelling() {
    assertThatThrownBy(() -> read("{\"agreed\":true,\"firstName\":\"Ada\"}"))
        .hasMessage("Unknown field 'firstName'");
    assertThatThrownBy(() -> read("{\"agreed\":true,\"First_Name\":\"Ada\"}"))
        .hasMessage("Unknown field 'First_Name'");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          first_name | 1
          first_name | 1.5
          first_name | true
          first_name | ["Ada"]
          age        | "36"
          age        | ""
          age        | 36.0
          age        | 5.9
          age        | true
          tall       | "true"
          tall       | 1
          tall       | 0
          weight     | "1.5"
          born_at    | 1767225600
          born_at    | "2026-01-15"
          born_at    | ""
          trigger    | 0
          trigger    | "CLOSED"
          trigger    | ""
          tags       | "a"
          tags       | [1]
          tags       | {}
          """)
  void noTypeIsTakenForAnother(String field, String value) {
    assertThatThrownBy(() -> read("{\"agreed\":true,\"" + field + "\":" + value + "}"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("'" + field);
  }

  @Test
  void aNumberDoesNotWrapAround() {
    assertThatThrownBy(() -> read("{\"agreed\":true,\"age\":4294967301}"))
        .hasMessage("'age' is out of range");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"agreed\":true,\"agreed\":true}",
        "{\"agreed\":true,\"tags\":[{\"a\":1,\"a\":2}]}",
        "{\"agreed\":true} {}",
        "{\"agreed\":true}x",
        "{\"agreed\":true",
        "{agreed:true}",
        "{'agreed':true}",
        "{\"agreed\":true,}",
        "{\"agreed\":True}",
        "{\"agreed\":true/**/}",
        "{\"agreed\":true}//",
        "{\"agreed\":true,\"weight\":NaN}",
        "{\"agreed\":true,\"weight\":+1}",
        "{\"agreed\":true,\"weight\":.5}",
        "{\"agreed\":true,\"age\":007}",
        "{\"agreed\":true,\"first_name\":\"a\nb\"}",
        "{\"agreed\":true,\"first_name\":\"\\x41\"}",
        "{\"agreed\":true\0}",
        "{\"agreed\":null}",
        "null",
        "[]",
        "\"\"",
        "1",
        ""
      })
  void whatIsNotOneWellFormedObjectIsRefused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32LE"})
  void onlyUtf8IsRead(String charset) {
    var json = "{\"agreed\":true}".getBytes(Charset.forName(charset));

    assertThatThrownBy(() -> Json.read(json, Thing.class))
        .hasMessage("Expected UTF-8 without NUL bytes");
    assertThatThrownBy(() -> Json.parser(json)).isInstanceOf(JsonException.class);
  }

  @Test
  void depthNamesNumbersAndLengthAreBounded() {
    assertThatCode(() -> tree("[".repeat(32) + "]".repeat(32))).doesNotThrowAnyException();
    assertThatThrownBy(() -> tree("[".repeat(33) + "]".repeat(33)))
        .isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> tree("[".repeat(100_000))).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> tree("{\"" + "n".repeat(201) + "\":1}"))
        .isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> tree("9".repeat(41))).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> tree("\"" + "x".repeat(1 << 20) + "\""))
        .isInstanceOf(JsonException.class);
  }

  private static Object tree(String json) {
    return Json.read(bytes(json), com.fasterxml.jackson.databind.JsonNode.class);
  }

  @Test
  void manyNamesWithOneHashDoNotKeepItBusy() {
    // "Aa" and "BB" have one hash, and so have all words made of them
    var names = IntStream.range(0, 1 << 13)
        .mapToObj(bits -> IntStream.range(0, 13)
            .mapToObj(bit -> (bits >> bit & 1) == 0 ? "Aa" : "BB")
            .collect(Collectors.joining("", "\"", "\":1")))
        .collect(Collectors.joining(",", "{", "}"));
    long begun = System.nanoTime();

    assertThatThrownBy(() -> read(names)).isInstanceOf(JsonException.class);
    assertThatCode(() -> tree(names)).doesNotThrowAnyException();
    assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
  }

  @Test
  void halfACharacterBecomesAReplacement() {
    assertThat(read("{\"agreed\":true,\"first_name\":\"a\\ud83d\",\"tags\":[\"\\udc00b\"]}"))
        .extracting(Thing::firstName, Thing::tags)
        .containsExactly("a\ufffd", List.of("\ufffdb"));
    assertThat(read("{\"agreed\":true,\"first_name\":\"\\ud83d\\udc9a\"}").firstName())
        .isEqualTo("💚");
  }

  @Test
  void aRefusalNamesThePlaceAndNeverQuotesTheContent() {
    for (var json : List.of(
        "{\"agreed\":true,\"age\":\"s3cret\"}",
        "{\"agreed\":true,\"trigger\":\"s3cret\"}",
        "{\"agreed\":true,\"born_at\":\"s3cret\"}",
        "{\"agreed\":true,\"tags\":[\"a\",{\"s\":\"s3cret\"}]}",
        "{\"agreed\":s3cret}",
        "s3cret")) {
      assertThatThrownBy(() -> read(json))
          .isInstanceOf(JsonException.class)
          .message()
          .isNotEmpty()
          .doesNotContain("s3cret", "fivefaces", "fasterxml", "java.");
    }
    assertThatThrownBy(() -> read("{\"agreed\":true,\"tags\":[\"a\",2]}"))
        .hasMessage("'tags.[1]' has the wrong type or value");
  }

  @Test
  void aPatchIsLaidOverAValue() {
    var before = new Thing("Ada", 36, true, 1.5, null, Trigger.CLOSED, List.of("a"), true);

    assertThat(Json.merge(before, bytes("{\"age\":37,\"tags\":[]}"), Thing.class))
        .isEqualTo(new Thing("Ada", 37, true, 1.5, null, Trigger.CLOSED, List.of(), true));
    assertThat(Json.merge(before, bytes("{}"), Thing.class)).isEqualTo(before);
    assertThat(Json.merge(before, bytes("{\"first_name\":null}"), Thing.class).firstName())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "1",
        "{\"agreed\":null}",
        "{\"age\":\"1\"}",
        "{\"a\":1}",
        "{\"age\":1,\"age\":2}",
        "{} {}"
      })
  void aPatchIsReadAsStrictly(String patch) {
    var before = new Thing("Ada", 36, true, 1.5, null, Trigger.CLOSED, List.of("a"), true);

    assertThatThrownBy(() -> Json.merge(before, bytes(patch), Thing.class))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void aPartOfTheBytesIsReadAlone() {
    var bytes = bytes("[{\"agreed\":true},\0\0]");
    Thing thing = Json.read(Json.tolerantReaderOf(Thing.class), bytes, 1, 15);

    assertThat(thing.agreed()).isTrue();
  }
}
