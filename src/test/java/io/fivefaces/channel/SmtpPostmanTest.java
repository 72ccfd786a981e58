package io.fivefaces.channel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fivefaces.config.Config;
import io.fivefaces.config.Config.Smtp.Encryption;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.HandOver.Accepted;
import io.fivefaces.domain.HandOver.Deferred;
import io.fivefaces.domain.HandOver.NotBegun;
import io.fivefaces.domain.HandOver.Refused;
import io.fivefaces.domain.HandOver.Unclear;
import io.fivefaces.support.MovableClock;
import io.fivefaces.support.ScriptedSmtp;
import io.fivefaces.support.ScriptedSmtp.Stage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpPostmanTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(400);

  private static final String OFFERING_TLS = "250-relay.test\r\n250-STARTTLS\r\n250 AUTH PLAIN";

  private final Vertx vertx = Vertx.vertx();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-15T10:30:00Z"));
  private ScriptedSmtp relay;

  @BeforeEach
  void start() throws Exception {
    relay = ScriptedSmtp.start(vertx);
  }

  @AfterEach
  void stop() throws Exception {
    relay.stop();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
  }

  @Test
  void aMailThatTheRelayTookIsAccepted() {
    assertThat(post()).isEqualTo(new Accepted(null));
    assertThat(relay.mails()).hasSize(1);
    assertThat(relay.commands())
        .contains("RCPT TO:<ada@customer.test>")
        .anyMatch(command ->
            command.matches("MAIL FROM:<no-reply\\+3\\.417\\.1-[0-9a-z]{16}@surveys\\.test>"));
  }

  @Test
  void theConnectionIsUsedAgain() {
    var postman = postman(LONG);

    for (int i = 0; i < 3; i++) {
      assertThat(get(postman.post(mail()))).isEqualTo(new Accepted(null));
    }

    assertThat(relay.connections()).isEqualTo(1);
  }

  @Test
  void aRelayThatIsNotThereMeansNotBegun() throws Exception {
    int closed;
    try (var socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }

    assertThat(get(postman("127.0.0.1", closed, Encryption.OPTIONAL, LONG).post(mail())))
        .isInstanceOf(NotBegun.class);
  }

  @Test
  void aRelayWhoseNameIsUnknownMeansNotBegun() {
    assertThat(get(postman("relay.invalid", 25, Encryption.OPTIONAL, LONG).post(mail())))
        .isInstanceOf(NotBegun.class);
  }

  @ParameterizedTest
  @CsvSource({
    "GREETING, 421 4.3.2 too busy",
    "GREETING, 554 5.7.1 you are listed",
    "AUTH, 535 5.7.8 wrong password",
    "AUTH, 534 5.7.9 too weak",
    "AUTH, 454 4.7.0 later",
  })
  void aRefusalBeforeTheTransactionMeansNotBegun(Stage stage, String answer) {
    relay.answering(stage, answer);

    assertThat(post()).isInstanceOf(NotBegun.class);
    assertThat(relay.heard("MAIL")).isZero();
  }

  @Test
  void aRelayThatRefusesEveryHelloMeansNotBegun() {
    relay.answering(Stage.EHLO, "550 5.7.1 not you").answering(Stage.HELO, "550 5.7.1 not you");

    assertThat(post()).isInstanceOf(NotBegun.class);
  }

  @Test
  void aRelayThatOffersEncryptionAndRefusesItMeansNotBegun() {
    relay.answering(Stage.EHLO, OFFERING_TLS).answering(Stage.STARTTLS, "454 4.7.0 not today");

    assertThat(get(postman(SHORT).post(mail()))).isInstanceOf(NotBegun.class);
    assertThat(relay.heard("MAIL")).isZero();
  }

  @Test
  void aRelayThatCannotEncryptGetsNoPassword() {
    assertThat(get(postman("127.0.0.1", relay.port(), Encryption.REQUIRED, LONG).post(mail())))
        .isInstanceOf(NotBegun.class);
    assertThat(relay.heard("AUTH")).isZero();
  }

  @Test
  void aCertificateNobodySignedGetsNoPassword() {
    relay.answering(Stage.EHLO, OFFERING_TLS);

    assertThat(get(postman("localhost", relay.port(), Encryption.REQUIRED, LONG).post(mail())))
        .isInstanceOfSatisfying(
            NotBegun.class,
            notBegun -> assertThat(notBegun.reason()).contains("certification path"));
    assertThat(relay.heard("AUTH")).isZero();
  }

  @Test
  void aCertificateNobodySignedWillDoWhereNoneWasNeeded() {
    relay.answering(Stage.EHLO, OFFERING_TLS);

    assertThat(post()).isEqualTo(new Accepted(null));
    assertThat(relay.heard("STARTTLS")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 421 4.3.2 shutting down",
    "MAIL, 451 4.3.0 try later",
    "RCPT, 450 4.2.0 greylisted",
    "RCPT, 452 4.2.2 mailbox full",
    "DATA, 451 4.3.0 try later",
    "DOT, 421 4.3.2 shutting down",
    "DOT, 451 4.7.1 try later",
  })
  void aRefusalForNowMeansDeferred(Stage stage, String answer) {
    relay.answering(stage, answer);

    assertThat(post())
        .isInstanceOfSatisfying(
            Deferred.class, deferred -> assertThat(deferred.reason()).endsWith(": " + answer));
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550 5.1.1 no such user, true",
    "RCPT, 550 no such user, true",
    "RCPT, 551 user not local, true",
    "RCPT, 553 mailbox name not allowed, true",
    "RCPT, 554 5.1.1 no such user, true",
    "RCPT, 501 5.1.3 bad address, true",
    "DOT, 550 5.1.1 no such user, true",
    "RCPT, 552 5.2.2 mailbox full, false",
    "RCPT, 554 no, false",
    "RCPT, 550 5.7.1 you are listed, false",
    "RCPT, 553 5.1.8 your domain does not exist, false",
    "MAIL, 550 5.7.1 not your domain, false",
    "MAIL, 553 5.1.7 bad sender, false",
    "DATA, 554 5.5.1 no, false",
    "DOT, 550 5.7.1 spam, false",
    "DOT, 552 5.3.4 too big, false",
  })
  void aRefusalForGoodMeansRefused(Stage stage, String answer, boolean addressIsBad) {
    relay.answering(stage, answer);

    assertThat(post()).isInstanceOfSatisfying(Refused.class, refused -> {
      assertThat(refused.reason()).endsWith(": " + answer);
      assertThat(refused.addressIsBad()).isEqualTo(addressIsBad);
    });
  }

  @Test
  void theReasonSaysWhatWasRefused() {
    relay.answering(Stage.RCPT, "550-5.1.1 <ada@customer.test>\r\n550 5.1.1 is unknown");

    assertThat(post())
        .isEqualTo(
            new Refused("the relay refused the recipient: 550-5.1.1 <…> 5.1.1 is unknown", true));
  }

  /** Before MAIL FROM nothing can have been sent; after it only a definite refusal tells that nothing was. */
  @ParameterizedTest
  @CsvSource({
    // stage,  silence,  cut,      421,      garbage,  half a reply
    "GREETING, NotBegun, NotBegun, NotBegun, NotBegun, NotBegun",
    "EHLO,     NotBegun, NotBegun, NotBegun, NotBegun, NotBegun",
    "STARTTLS, NotBegun, NotBegun, NotBegun, NotBegun, NotBegun",
    "AUTH,     NotBegun, NotBegun, NotBegun, NotBegun, NotBegun",
    "MAIL,     Unclear,  Unclear,  Deferred, Unclear,  Unclear",
    "RCPT,     Unclear,  Unclear,  Deferred, Unclear,  Unclear",
    "DATA,     Unclear,  Unclear,  Deferred, Unclear,  Unclear",
    "DOT,      Unclear,  Unclear,  Deferred, Unclear,  Unclear",
  })
  void everyFailureHasItsMeaningAtEveryStage(
      Stage stage, String silence, String cut, String goodbye, String garbage, String half) {
    assertThat(failing(stage, () -> relay.hangingAt(stage))).as("silence").isEqualTo(silence);
    assertThat(failing(stage, () -> relay.closingAt(stage))).as("cut").isEqualTo(cut);
    assertThat(failing(stage, () -> relay.answering(stage, "421 4.3.2 closing")))
        .as("421")
        .isEqualTo(goodbye);
    assertThat(failing(stage, () -> relay.answering(stage, "what?")))
        .as("garbage")
        .isEqualTo(garbage);
    assertThat(failing(stage, () -> relay.answering(stage, "250-2.0.0 and")))
        .as("half")
        .isEqualTo(half);
    assertThat(relay.mails()).hasSizeLessThanOrEqualTo(stage == Stage.DOT ? 5 : 0);
  }

  /** What a fresh postman makes of it. */
  private String failing(Stage stage, Runnable script) {
    if (stage == Stage.STARTTLS) {
      relay.answering(Stage.EHLO, OFFERING_TLS);
    }
    script.run();
    return get(postman(SHORT).post(mail())).getClass().getSimpleName();
  }

  @Test
  void aMailGivenUpWhileItWaitedNeverLeaves() {
    relay.holdingAt(Stage.EHLO);
    var postman = postman(Duration.ofSeconds(2));

    var outcomes = IntStream.range(0, 12).mapToObj(i -> postman.post(mail())).toList();
    await().until(() -> relay.heard("EHLO") == 8);
    assertThat(outcomes).extracting(SmtpPostmanTest::get).hasOnlyElementsOfType(NotBegun.class);
    relay.releasing(Stage.EHLO);

    // what was held and what waited for a connection gets as far as the mail, and leaves without
    await().until(() -> relay.heard("QUIT") >= 4 && relay.heard("QUIT") == relay.heard("AUTH"));
    assertThat(relay.heard("MAIL")).isZero();
  }

  @Test
  void aConnectionThatDiedInThePoolIsReplaced() {
    var postman = postman(LONG);
    get(postman.post(mail()));
    relay.closingAt(Stage.RSET);

    assertThat(get(postman.post(mail()))).isEqualTo(new Accepted(null));
    assertThat(relay.mails()).hasSize(2);
  }

  @Test
  void aRelayInTroubleIsLeftAloneForAWhile() {
    relay.closingAt(Stage.GREETING);
    var postman = postman(LONG);
    for (int i = 0; i < 5; i++) {
      get(postman.post(mail()));
    }
    relay.behavingAt(Stage.GREETING);

    assertThat(get(postman.post(mail()))).isInstanceOf(NotBegun.class);
    assertThat(relay.connections()).isEqualTo(5);

    clock.advance(Duration.ofSeconds(30));
    assertThat(get(postman.post(mail()))).isEqualTo(new Accepted(null));
    assertThat(get(postman.post(mail()))).isEqualTo(new Accepted(null));
  }

  @Test
  void aRelayThatSwallowsMailsIsLeftAloneToo() {
    relay.closingAt(Stage.DOT);
    var postman = postman(LONG);
    for (int i = 0; i < 5; i++) {
      assertThat(get(postman.post(mail()))).isInstanceOf(Unclear.class);
    }

    assertThat(get(postman.post(mail()))).isInstanceOf(NotBegun.class);
  }

  @Test
  void aRelayThatRefusesCustomersIsNotInTrouble() {
    relay.answering(Stage.RCPT, "550 5.1.1 no such user");
    var postman = postman(LONG);

    for (int i = 0; i < 8; i++) {
      assertThat(get(postman.post(mail()))).isInstanceOf(Refused.class);
    }
  }

  @Test
  void moreThanItCanCarryIsTurnedAwayAtOnce() {
    relay.hangingAt(Stage.GREETING);
    var postman = postman(LONG);
    IntStream.range(0, 64).forEach(i -> postman.post(mail()));

    var oneTooMany = postman.post(mail());

    assertThat(oneTooMany.isComplete()).isTrue();
    assertThat(oneTooMany.result()).isInstanceOf(NotBegun.class);
  }

  private HandOver post() {
    return get(postman(LONG).post(mail()));
  }

  private SmtpPostman postman(Duration deadline) {
    return postman("127.0.0.1", relay.port(), Encryption.OPTIONAL, deadline);
  }

  private SmtpPostman postman(String host, int port, Encryption encryption, Duration deadline) {
    return new SmtpPostman(
        vertx,
        new Config.Smtp(host, port, encryption, "user", "pass word"),
        deadline,
        Signatory.NOBODY,
        clock);
  }

  private static Mail mail() {
    return Surveys.known().mail();
  }

  private static HandOver get(Future<HandOver> outcome) {
    try {
      return outcome.toCompletionStage().toCompletableFuture().get(15, SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no outcome", e);
    }
  }
}
