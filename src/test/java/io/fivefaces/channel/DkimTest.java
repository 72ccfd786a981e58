package io.fivefaces.channel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.config.Config;
import io.fivefaces.config.Config.Smtp.Encryption;
import io.fivefaces.domain.DkimKey;
import io.fivefaces.domain.HandOver.Accepted;
import io.fivefaces.domain.HandOver.NotBegun;
import io.fivefaces.support.DkimCheck;
import io.fivefaces.support.ScriptedSmtp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a receiver can say of who sent a mail. */
class DkimTest {

  private static final DkimKey LUMEN = DkimKey.make("lumen.test");
  private static final DkimKey SURVEYS = DkimKey.make("surveys.test");
  private static final Map<String, String> DNS =
      Map.of(LUMEN.recordName(), LUMEN.recordValue(), SURVEYS.recordName(), SURVEYS.recordValue());
  private static final List<DkimKey> KEYS = List.of(LUMEN, SURVEYS);
  private static final Signatory BY_DOMAIN = mail -> Future.succeededFuture(
      KEYS.stream().filter(key -> key.domain().equals(mail.from().domain())).findFirst());

  private final Vertx vertx = Vertx.vertx();
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
  void aSignedMailPassesAtItsReceiver() throws Exception {
    var check = sent(BY_DOMAIN, Surveys.known().from("Lumen Care", "care@lumen.test"));

    assertThat(check.passes(DNS)).isTrue();
    assertThat(check.tag("d")).isEqualTo("lumen.test");
    assertThat(check.tag("l")).as("a body limit").isNull();
    assertThat(check.tag("h").toLowerCase().split(":"))
        .contains(
            "from",
            "to",
            "subject",
            "date",
            "message-id",
            "mime-version",
            "content-type",
            "auto-submitted",
            "list-unsubscribe",
            "list-unsubscribe-post");
  }

  @Test
  void emojiLongLinesAndEmptyLinesDoNotBreakIt() throws Exception {
    var check = sent(
        BY_DOMAIN,
        Surveys.known()
            .workspace("Ünïcörn  🦄")
            .about(
                "Größenänderung 👩‍🚒 der Rechnung für die Straße nach Überlingen, sehr dringend")
            .introTemplate("Hi  {{customer_name}},\n\n\n.\n..dots\n \n" + "long ".repeat(300)));

    assertThat(check.passes(DNS)).isTrue();
  }

  @Test
  void whateverIsChangedOnTheWayBreaksIt() throws Exception {
    sent(BY_DOMAIN, Surveys.known());
    var mail = relay.mails().getFirst();

    assertThat(DkimCheck.of(mail).passes(DNS)).isTrue();
    for (var change : Map.of(
            "Invoice 88", "Invoice 89",
            "/u/", "/v/",
            "One-Click", "Two-Clicks",
            "To: ada@", "To: eve@",
            "From: ", "From: evil@evil.test\r\nFrom: ",
            "How did Bo do", "How did Eve do",
            "X-Fivefaces-Invite", "Subject: second\r\nX-Fivefaces-Invite")
        .entrySet()) {
      var changed = mail.replaceFirst(change.getKey(), change.getValue());
      assertThat(changed).isNotEqualTo(mail);
      assertThat(DkimCheck.of(changed).passes(DNS)).as(change.getValue()).isFalse();
    }
  }

  @Test
  void eachDomainSignsWithItsOwnKeyOverTheSameConnection() throws Exception {
    var postman = postman(BY_DOMAIN);
    for (int i = 0; i < 3; i++) {
      post(postman, Surveys.known().from("", "care@lumen.test"));
      post(postman, Surveys.known());
    }

    var checks = relay.mails().stream().map(DkimCheck::of).toList();
    assertThat(checks)
        .extracting(check -> check.tag("d"))
        .containsExactly(
            "lumen.test",
            "surveys.test",
            "lumen.test",
            "surveys.test",
            "lumen.test",
            "surveys.test");
    for (var check : checks) {
      assertThat(check.passes(DNS)).isTrue();
    }
    assertThat(relay.connections()).isEqualTo(1);
  }

  @Test
  void moreKeysThanAreKeptAtHandStillSign() throws Exception {
    var other = IntStream.range(0, 70)
        .mapToObj(
            i -> new DkimKey("surveys.test", "s" + i, SURVEYS.privateKey(), SURVEYS.publicKey()))
        .iterator();
    var postman = postman(mail -> Future.succeededFuture(Optional.of(other.next())));
    for (int i = 0; i < 70; i++) {
      post(postman, Surveys.known());
    }

    assertThat(relay.mails()).hasSize(70);
    assertThat(relay.connections()).isEqualTo(1);
    var last = DkimCheck.of(relay.mails().getLast());
    assertThat(last.passes(Map.of("s69._domainkey.surveys.test", SURVEYS.recordValue())))
        .isTrue();
  }

  @Test
  void aKeyOfAnotherDomainSignsNothing() throws Exception {
    Signatory wrong = mail -> Future.succeededFuture(Optional.of(LUMEN));

    assertThat(sent(wrong, Surveys.known()).isSigned()).isFalse();
    assertThat(sent(wrong, Surveys.known().from("", "a@sub.lumen.test")).isSigned())
        .isFalse();
  }

  @Test
  void whereTheKeyCannotBeSaidNothingIsBegun() throws Exception {
    Signatory away = mail -> Future.failedFuture("the database is away");

    var outcome = postman(away)
        .post(Surveys.known().mail())
        .toCompletionStage()
        .toCompletableFuture()
        .get(15, SECONDS);

    assertThat(outcome).isInstanceOf(NotBegun.class);
    assertThat(relay.connections()).isZero();
  }

  private DkimCheck sent(Signatory signatory, Surveys surveys) throws Exception {
    post(postman(signatory), surveys);
    return DkimCheck.of(relay.mails().getLast());
  }

  private SmtpPostman postman(Signatory signatory) {
    var config = new Config.Smtp("127.0.0.1", relay.port(), Encryption.OPTIONAL, "", "");
    return new SmtpPostman(
        vertx, config, Duration.ofSeconds(10), signatory, InstantSource.system());
  }

  private static void post(SmtpPostman postman, Surveys surveys) throws Exception {
    assertThat(postman
            .post(surveys.mail())
            .toCompletionStage()
            .toCompletableFuture()
            .get(15, SECONDS))
        .isEqualTo(new Accepted(null));
  }
}
