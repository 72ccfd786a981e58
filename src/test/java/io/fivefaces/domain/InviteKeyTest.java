package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class InviteKeyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"1.2.3", " 1.2.3 ", "1.2.3@us.test", "<1.2.3@us.test>", "<1.2.3@us.test>\r\n"})
  void itIsReadFromAHeaderAndFromAMessageId(String text) {
    assertThat(InviteKey.parse(text)).contains(new InviteKey(new InviteId(1, 2), 3));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "1.2",
        "1.2.3.4",
        "0.2.3",
        "1.02.3",
        "-1.2.3",
        "1.2.9999999999",
        "1.9999999999999999999.3",
        "a.b.c@us.test",
        "1.2.3@",
        "<1.2.3@a b>",
        "x1.2.3@us.test"
      })
  void whatIsNoneOfOursNamesNothing(String text) {
    assertThat(InviteKey.parse(text)).isEmpty();
  }
}
