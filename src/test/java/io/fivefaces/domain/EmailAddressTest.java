package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@customer.test",
        "a@b.c",
        "ada.lovelace+survey@mail.customer.test",
        "o'hara!#$%&*/=?^_`{|}~-@x-y.customer.test",
        "4711@123.test",
        "ADA@Customer.TEST"
      })
  void addressesOfTheUnquotedFormAreTaken(String text) {
    assertThat(EmailAddress.parse(text)).contains(new EmailAddress(text));
  }

  @Test
  void surroundingSpacesAreNoPartOfIt() {
    assertThat(EmailAddress.parse(" ada@customer.test\r\n"))
        .contains(new EmailAddress("ada@customer.test"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "ada",
        "@customer.test",
        "ada@",
        "ada@localhost",
        "ada@customer..test",
        "ada@-customer.test",
        "ada@customer-.test",
        ".ada@customer.test",
        "ada.@customer.test",
        "ada..b@customer.test",
        "ada@b@customer.test",
        "ada b@customer.test",
        "\"ada b\"@customer.test",
        "Ada <ada@customer.test>",
        "ada@customer.test, eve@customer.test",
        "ada@[127.0.0.1]",
        "ada@customer.test\nBcc: eve@customer.test",
        "ada@customer.test\0",
        "ada\0@customer.test",
        "ädä@customer.test",
        "ada@kunde.tést",
        "ada@customer.test?subject=x"
      })
  void whatCouldNotBeWrittenToIsNoAddress(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }

  @Test
  void theLimitsOfTheStandardHold() {
    var host = "@" + "h".repeat(63) + "." + "h".repeat(63) + ".test";

    assertThat(EmailAddress.parse("a".repeat(64) + "@customer.test")).isPresent();
    assertThat(EmailAddress.parse("a".repeat(65) + "@customer.test")).isEmpty();
    assertThat(EmailAddress.parse("a" + host)).isPresent();
    assertThat(EmailAddress.parse("a@" + "h".repeat(64) + ".test")).isEmpty();
    assertThat(EmailAddress.parse("a@" + "h.".repeat(125) + "hh")).isPresent();
    assertThat(EmailAddress.parse("a@" + "h.".repeat(126) + "hh")).isEmpty();
  }

  @Test
  void noTextKeepsItBusy() {
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
      assertThat(EmailAddress.parse("a.".repeat(140) + "@")).isEmpty();
      assertThat(EmailAddress.parse("a@" + "h-".repeat(140))).isEmpty();
      assertThat(EmailAddress.parse("a@" + "h.".repeat(5_000_000))).isEmpty();
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"u1@acme.slack.local", "x@customer.INVALID", "x@office.local", "x@sub.office.Local"
      })
  void placeholdersAreRecognised(String text) {
    assertThat(EmailAddress.parse(text).orElseThrow().isSynthetic()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x@local.test", "local@customer.test", "x@mylocal.test", "x@invalid.customer.test"
      })
  void realAddressesAreNotTakenForPlaceholders(String text) {
    assertThat(EmailAddress.parse(text).orElseThrow().isSynthetic()).isFalse();
  }

  @Test
  void addressesAreComparedWithoutRegardToCase() {
    assertThat(EmailAddress.parse("Ada@Customer.TEST").orElseThrow().folded())
        .isEqualTo("ada@customer.test");
  }
}
