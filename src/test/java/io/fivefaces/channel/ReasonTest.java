package io.fivefaces.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReasonTest {

  @Test
  void keepsWhatTheOperatorNeeds() {
    assertThat(Reason.of("the relay refused the recipient", "550 5.1.1 no such user"))
        .isEqualTo("the relay refused the recipient: 550 5.1.1 no such user");
  }

  @Test
  void namesNoAddress() {
    assertThat(Reason.of(
            "refused", "550 <ada@customer.test>: 'ada@customer.test' ada@[10.0.0.1] unknown"))
        .isEqualTo("refused: 550 <…>: '…' … unknown");
  }

  @Test
  void givesNoTokenAway() {
    assertThat(Reason.of("refused", "554 spam link " + Surveys.LINK + "?score=3"))
        .isEqualTo("refused: 554 spam link https://surveys.test/s/…?score=3");
  }

  @Test
  void isOneShortLine() {
    var reason =
        Reason.of("refused", "550-5.1.1 one\r\n550 5.1.1 two\n\u0007" + " word".repeat(200));

    assertThat(reason).startsWith("refused: 550-5.1.1 one 5.1.1 two word word").hasSize(300);
  }

  @Test
  void managesWithoutDetails() {
    assertThat(Reason.of("the connection broke", null)).isEqualTo("the connection broke");
  }
}
