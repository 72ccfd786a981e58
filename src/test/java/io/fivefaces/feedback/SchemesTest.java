package io.fivefaces.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Keyring;
import io.fivefaces.support.MailServices;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is believed: SendGrid, Postmark and Mailgun, each by its own scheme. */
class SchemesTest {

  private static final Instant NOW = Instant.parse("2026-01-15T10:30:00Z");
  private static final byte[] BODY = "[{\"event\":\"delivered\"}]\r\n".getBytes(UTF_8);
  private static final String TOKEN = "c0ffee0123456789c0ffee0123456789c0ffee0123456789ab";

  private final SendGrid sendgrid = new SendGrid(Optional.of(MailServices.sendgridKey()));
  private final Postmark postmark = new Postmark(Optional.of(MailServices.POSTMARK_LOGIN));
  private final Mailgun mailgun = new Mailgun(
      Optional.of(MailServices.MAILGUN_KEY), new Traces(new Keyring(List.of(new byte[32]))));

  private static boolean believes(Provider provider, byte[] body, Map<String, String> headers) {
    Future<Boolean> answer = provider.isAuthentic(Signed.webhook(body, headers), NOW);
    assertThat(answer.succeeded()).isTrue();
    return answer.result();
  }

  @Test
  void sendgridIsBelievedOverTheRawBytes() {
    var headers = MailServices.sendgridHeaders(BODY, NOW);

    assertThat(believes(sendgrid, BODY, headers)).isTrue();
    assertThat(believes(sendgrid, new String(BODY, UTF_8).strip().getBytes(UTF_8), headers))
        .as("without the line's end")
        .isFalse();
    assertThat(believes(sendgrid, "[]".getBytes(UTF_8), headers))
        .as("another body")
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, -86_400, 86_400})
  void sendgridIsNotBelievedAtAnotherTime(long seconds) {
    var then = NOW.plusSeconds(seconds);

    assertThat(believes(sendgrid, BODY, MailServices.sendgridHeaders(BODY, then)))
        .isFalse();
    assertThat(believes(sendgrid, BODY, MailServices.sendgridHeaders(BODY, NOW.plusSeconds(299))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "not base64!", "MEUCIQDx"})
  void sendgridIsNotBelievedWithAnotherSignature(String signature) {
    var headers = new HashMap<>(MailServices.sendgridHeaders(BODY, NOW));
    headers.put("X-Twilio-Email-Event-Webhook-Signature", signature);

    assertThat(believes(sendgrid, BODY, headers)).isFalse();
    assertThat(believes(sendgrid, BODY, Map.of())).as("without headers").isFalse();
  }

  @Test
  void sendgridIsNotBelievedWithAnotherTimestampThanWasSigned() {
    var headers = new HashMap<>(MailServices.sendgridHeaders(BODY, NOW.minus(Duration.ofHours(1))));
    headers.put("X-Twilio-Email-Event-Webhook-Timestamp", Long.toString(NOW.getEpochSecond()));

    assertThat(believes(sendgrid, BODY, headers)).isFalse();
  }

  @Test
  void postmarkIsBelievedByItsUserAndPassword() {
    assertThat(believes(postmark, BODY, MailServices.postmarkHeaders())).isTrue();
    assertThat(believes(postmark, BODY, Map.of())).isFalse();
    for (var wrong :
        List.of("postmark:", "postmark:a-password-for-test", "x", ":a-password-for-tests")) {
      var basic = Base64.getEncoder().encodeToString(wrong.getBytes(UTF_8));
      assertThat(believes(postmark, BODY, Map.of("Authorization", "Basic " + basic)))
          .as(wrong)
          .isFalse();
    }
  }

  private static byte[] mailgunBody(String signature) {
    return ("{" + signature + ",\"event-data\":{\"event\":\"delivered\"}}").getBytes(UTF_8);
  }

  @Test
  void mailgunIsBelievedByItsTokenAndTheTokenIsHandedOn() {
    var body = mailgunBody(MailServices.mailgunSignature(TOKEN, NOW));

    assertThat(believes(mailgun, body, Map.of())).isTrue();
    assertThat(mailgun.read(Signed.webhook(body, Map.of())).result().token()).isEqualTo(TOKEN);
  }

  @Test
  void mailgunIsNotBelievedAtAnotherTimeOrByAnotherToken() {
    var signature = MailServices.mailgunSignature(TOKEN, NOW);

    for (var wrong : List.of(
        MailServices.mailgunSignature(TOKEN, NOW.minusSeconds(301)),
        MailServices.mailgunSignature(TOKEN, NOW.plusSeconds(301)),
        MailServices.mailgunSignature("short", NOW),
        signature.replace("c0ffee", "decaff"),
        signature.replaceFirst("\"signature\":\"[0-9a-f]{64}", "\"signature\":\""),
        "\"signature\":{}",
        "\"signature\":[]")) {
      assertThat(believes(mailgun, mailgunBody(wrong), Map.of())).as(wrong).isFalse();
    }
    assertThat(believes(mailgun, "no json".getBytes(UTF_8), Map.of())).isFalse();
    assertThat(believes(mailgun, new byte[0], Map.of())).isFalse();
  }

  @Test
  void withoutItsKeyEachIsOff() {
    var traces = new Traces(new Keyring(List.of(new byte[32])));
    assertThat(List.of(
            new SendGrid(Optional.empty()),
            new Postmark(Optional.empty()),
            new Mailgun(Optional.empty(), traces),
            new Ses(List.of(), traces, address -> Future.failedFuture("not fetched"))))
        .noneMatch(Provider::isOn);
    assertThat(List.of(sendgrid, postmark, mailgun)).allMatch(Provider::isOn);
  }
}
