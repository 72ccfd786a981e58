package io.fivefaces.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.fivefaces.config.Config;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Keyring;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the service itself has to say, by a real SMTP server or into the house. */
class LettersTest {

  private static final Keyring KEYS = new Keyring(List.of(Keyring.utf8("0123456789abcdef")));
  private static final EmailAddress SENDER = new EmailAddress("care@us.test");
  private static final EmailAddress ADA = new EmailAddress("ada@us.test");

  private final Vertx vertx = Vertx.vertx();
  private final GreenMail relay =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final List<Mail> inside = new ArrayList<>();

  @BeforeEach
  void open() {
    relay.start();
  }

  @AfterEach
  void close() throws Exception {
    relay.stop();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private Letters letters(Optional<Postman> outside) {
    return new Letters(SENDER, SENDER, outside, this::keep, KEYS);
  }

  private Future<HandOver> keep(Mail mail) {
    inside.add(mail);
    return Future.succeededFuture(new HandOver.Accepted(null));
  }

  private Postman smtp() {
    var address = new Config.Smtp(
        "127.0.0.1", relay.getSmtp().getPort(), Config.Smtp.Encryption.OPTIONAL, "", "");
    return new SmtpPostman(
        vertx, address, Duration.ofSeconds(10), Signatory.NOBODY, Clock.systemUTC());
  }

  private static Optional<String> post(Letters letters, OptionalInt workspace, String name)
      throws Exception {
    return letters
        .post(new Letter(
            workspace,
            ADA,
            name + " invites you",
            List.of("Hello from " + name + ".", "https://us.test/x#y")))
        .await(20, TimeUnit.SECONDS);
  }

  @Test
  void namesBecomeNeitherHeadersNorLines() throws Exception {
    var bad = "Bo\r\nBcc: all@us.test\r\n\r\nBuy!\u202e 😀";

    assertThat(post(letters(Optional.of(smtp())), OptionalInt.empty(), bad)).isEmpty();

    var received = relay.getReceivedMessages();
    assertThat(received).hasSize(1);
    var mail = received[0];
    assertThat(mail.getSubject()).isEqualTo("Bo Bcc: all@us.test Buy! 😀 invites you");
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getFrom()[0]).hasToString("fivefaces <care@us.test>");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getContentType()).startsWith("text/plain");
    assertThat(mail.getContent().toString().replace("\r\n", "\n").strip())
        .isEqualTo("Hello from Bo Bcc: all@us.test Buy! 😀.\n\nhttps://us.test/x#y");
    assertThat(inside).isEmpty();
  }

  @Test
  void withoutARelayTheyStayInTheWorkspacesMailbox() throws Exception {
    var letters = letters(Optional.empty());

    assertThat(letters.leaveTheHouse()).isFalse();
    assertThat(post(letters, OptionalInt.of(7), "Bo")).isEmpty();
    assertThat(inside).extracting(Mail::workspace).containsExactly(7);
  }

  @Test
  void withoutARelayNobodysLetterIsKeptNowhere() throws Exception {
    assertThat(post(letters(Optional.empty()), OptionalInt.empty(), "Bo"))
        .contains("no SMTP server is set");
    assertThat(inside).isEmpty();
  }

  @Test
  void aFailureIsToldInsteadOfThrown() throws Exception {
    var outside = smtp();
    relay.stop();

    assertThat(post(letters(Optional.of(outside)), OptionalInt.of(7), "Bo").orElseThrow())
        .startsWith("the relay could not be used");
  }
}
