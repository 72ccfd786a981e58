package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a customer writes stays text, whatever a spreadsheet makes of it. */
class CsvTest {

  static Stream<String> formulas() {
    return Stream.of(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "  =1+1",
        "\u00a0=1+1",
        "\u3000=1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        "\u0001=1+1",
        "\uff1d1+1",
        "\uff0b1",
        "\uff0d1",
        "\uff20SUM(A1)",
        "\u22121",
        "\ufe661+1",
        "\tx",
        "\rx",
        "\nx",
        "\t=1+1",
        "\r\n=1+1");
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void nothingThatBeginsAFormulaStandsAtTheBeginningOfACell(String text) {
    var line = Csv.line(text);

    assertThat(line).startsWith("\"'").endsWith("\"\r\n");
    assertThat(line.replace("'", "")).contains(text.replace("'", ""));
  }

  @Test
  void norWhereASpreadsheetMayCutACell() {
    assertThat(Csv.line("hello;=1+1")).isEqualTo("\"hello;'=1+1\"\r\n");
    assertThat(Csv.line("hello\t @x")).isEqualTo("\"hello\t' @x\"\r\n");
    assertThat(Csv.line("list:\n- one\n- two")).isEqualTo("\"list:\n'- one\n'- two\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a=1", "fine; thanks", "5-1", "a@b.test", "'quoted'", "😀 = good", "two\nlines"
      })
  void whatIsHarmlessIsNotTouched(String text) {
    assertThat(Csv.line(text)).isEqualTo("\"" + text + "\"\r\n");
  }

  @Test
  void cellsAreQuotedNumbersAreNotAndNothingIsEmpty() {
    assertThat(Csv.line("say \"hi\"", 5, null, -1.5)).isEqualTo("\"say \"\"hi\"\"\",5,,-1.5\r\n");
  }
}
