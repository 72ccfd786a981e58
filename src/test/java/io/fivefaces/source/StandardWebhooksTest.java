package io.fivefaces.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.fivefaces.domain.Keyring;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhooksTest {

  private static final String SECRET = "whsec_c3VydmV5LXRlc3Qtc2VjcmV0LTAwMQ==";
  private static final String BODY = "{\"event\":\"conversation_status_changed\",\"id\":42}";
  private static final String SIGNATURE = "v1,lDfU/3fmUPq63aJtnRDFiNsREzHXFTaHA2TOyqyYssk=";
  private static final String OTHER = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final long SIGNED_AT = 1_767_225_600;
  private static final Instant NOW = Instant.ofEpochSecond(SIGNED_AT);

  private static Map<String, String> headers() {
    return new HashMap<>(Map.of(
        "webhook-id",
        "msg_001",
        "webhook-timestamp",
        Long.toString(SIGNED_AT),
        "webhook-signature",
        SIGNATURE));
  }

  private static boolean isAuthentic(Map<String, String> headers, String body, Instant now) {
    return Signatures.isStandard(
        new Webhook(headers::get, body.getBytes(StandardCharsets.UTF_8)), List.of(SECRET), now);
  }

  private static boolean isAuthenticWith(String header, String value) {
    var headers = headers();
    headers.put(header, value);
    return isAuthentic(headers, BODY, Instant.ofEpochSecond(SIGNED_AT));
  }

  @Test
  void theSpecificationsOwnVectorIsReproduced() {
    assertThat(Signatures.standard(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "1614265330",
            "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void aSecondVectorIsReproducedAndTaken() {
    assertThat(Signatures.standard(
            SECRET, "msg_001", "1767225600", BODY.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(SIGNATURE);
    assertThat(isAuthentic(headers(), BODY, Instant.ofEpochSecond(SIGNED_AT))).isTrue();
  }

  @Test
  void noByteOfTheBodyCanBeChanged() {
    for (int at = 0; at < BODY.length(); at++) {
      var changed = BODY.substring(0, at) + (char) (BODY.charAt(at) ^ 1) + BODY.substring(at + 1);
      assertThat(isAuthentic(headers(), changed, Instant.ofEpochSecond(SIGNED_AT)))
          .as("byte %d", at)
          .isFalse();
    }
    assertThat(isAuthentic(headers(), BODY + " ", Instant.ofEpochSecond(SIGNED_AT)))
        .isFalse();
    assertThat(isAuthentic(headers(), "", Instant.ofEpochSecond(SIGNED_AT))).isFalse();
  }

  @Test
  void idAndTimestampAreSignedToo() {
    assertThat(isAuthenticWith("webhook-id", "msg_002")).isFalse();
    assertThat(isAuthenticWith("webhook-id", "")).isFalse();
    assertThat(isAuthenticWith("webhook-timestamp", Long.toString(SIGNED_AT + 1)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
  void noHeaderMayBeMissing(String header) {
    var headers = headers();
    headers.remove(header);

    assertThat(isAuthentic(headers, BODY, Instant.ofEpochSecond(SIGNED_AT))).isFalse();
  }

  @ParameterizedTest(name = "signed {0} s ago: {1}")
  @CsvSource({
    "-315360000, false",
    "-301, false",
    "-300, true",
    "0, true",
    "300, true",
    "301, false",
    "315360000, false"
  })
  void aSignatureIsFreshForFiveMinutesBothWays(long secondsAgo, boolean fresh) {
    assertThat(isAuthentic(headers(), BODY, Instant.ofEpochSecond(SIGNED_AT + secondsAgo)))
        .isEqualTo(fresh);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1767225600abc",
        "1767225600.0",
        " 1767225600",
        "1767225600 ",
        "+1767225600",
        "-1767225600",
        "0x69562880",
        "１７６７２２５６００",
        "2026-01-01T00:00:00Z",
        "1767225600000000",
        "99999999999999999999999999",
        ""
      })
  void aTimestampIsAPlainNumberOfSeconds(String timestamp) {
    // signed over this very text, so that nothing but its form can be wrong
    var headers = headers();
    headers.put("webhook-timestamp", timestamp);
    headers.put(
        "webhook-signature",
        Signatures.standard(SECRET, "msg_001", timestamp, BODY.getBytes(StandardCharsets.UTF_8)));

    assertThat(isAuthentic(headers, BODY, Instant.ofEpochSecond(SIGNED_AT))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "v1",
        "v1,",
        "v1, ",
        "lDfU/3fmUPq63aJtnRDFiNsREzHXFTaHA2TOyqyYssk=",
        ",lDfU/3fmUPq63aJtnRDFiNsREzHXFTaHA2TOyqyYssk=",
        "v2,lDfU/3fmUPq63aJtnRDFiNsREzHXFTaHA2TOyqyYssk=",
        "v1a,lDfU/3fmUPq63aJtnRDFiNsREzHXFTaHA2TOyqyYssk=",
        "V1,lDfU/3fmUPq63aJtnRDFiNsREzHXFTaHA2TOyqyYssk=",
        "v1=lDfU/3fmUPq63aJtnRDFiNsREzHXFTaHA2TOyqyYssk=",
        "v1,lDfU/3fmUPq63aJtnRDFiNsREzHXFTaHA2TOyqyYssk",
        "v1,lDfU/3fmUPq63aJtnRDFiNsREzHXFTaHA2TOyqyYssl=",
        "v1,lDfU/3fmUPq63aJtnRDFiNsREzHXFTaHA2TOyqyYssk==",
        "v1,lDfU_3fmUPq63aJtnRDFiNsREzHXFTaHA2TOyqyYssk=",
        "v1,lDfU/3fmUPq63aJtnRDFiNsREzHXFTaHA2TOyqyYss",
        "v1,lDfU/3fmUPq63aJtnRDFiNsREzHXFTaHA2TOyqyYssk=,",
        "v1,9437d4ff77e650fababddd a26d9d10c588db111331d71536870364cecaac98b2c9"
      })
  void aSignatureHasOneSpelling(String signature) {
    assertThat(isAuthenticWith("webhook-signature", signature)).isFalse();
  }

  @Test
  void oneOfUpToTenSignaturesIsEnough() {
    var ten = new ArrayList<>(Collections.nCopies(9, OTHER));
    ten.add(SIGNATURE);
    var eleven = new ArrayList<>(ten);
    eleven.add(OTHER);

    assertThat(isAuthenticWith("webhook-signature", OTHER + " v1a,x " + SIGNATURE))
        .isTrue();
    assertThat(isAuthenticWith("webhook-signature", String.join(" ", ten))).isTrue();
    assertThat(isAuthenticWith("webhook-signature", String.join(" ", eleven))).isFalse();
  }

  @Test
  void eachOfSeveralSecretsIsTaken() {
    var webhook = new Webhook(headers()::get, BODY.getBytes(StandardCharsets.UTF_8));
    var now = Instant.ofEpochSecond(SIGNED_AT);
    var other = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    assertThat(Signatures.isStandard(webhook, List.of(other, SECRET), now)).isTrue();
    assertThat(Signatures.isStandard(webhook, List.of(other), now)).isFalse();
    assertThat(Signatures.isStandard(webhook, List.of(), now)).isFalse();
  }

  @Test
  void aNewSecretHas32RandomBytes() {
    var keys = new Keyring(List.of(Keyring.utf8("a master key for tests")));
    var secret = Secrets.made(Source.Proof.STANDARD_WEBHOOKS, keys);

    assertThat(secret)
        .startsWith("whsec_")
        .isNotEqualTo(Secrets.made(Source.Proof.STANDARD_WEBHOOKS, keys));
    assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
  }

  static List<String> bodies() {
    return List.of("", "{}", BODY, "{\"face\":\"😀 ü\"}", "x".repeat(100_000));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void theOfficialLibraryTakesWhatWeSignAndWeTakeWhatItSigns(String body) throws Exception {
    var key = new byte[32];
    new Random(body.length()).nextBytes(key);
    var secret = "whsec_" + Base64.getEncoder().encodeToString(key);
    var official = new com.standardwebhooks.Webhook(secret);
    var now = Instant.now();
    var timestamp = Long.toString(now.getEpochSecond());
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var ours = Signatures.standard(secret, "msg_1", timestamp, bytes);

    assertThat(official.sign("msg_1", now.getEpochSecond(), body)).isEqualTo(ours);
    assertThatNoException().isThrownBy(() -> verify(official, body, timestamp, ours));
    var theirs = Map.of(
        "webhook-id",
        "msg_1",
        "webhook-timestamp",
        timestamp,
        "webhook-signature",
        official.sign("msg_1", now.getEpochSecond(), body));
    assertThat(Signatures.isStandard(new Webhook(theirs::get, bytes), List.of(secret), now))
        .isTrue();
  }

  private static void verify(
      com.standardwebhooks.Webhook official, String body, String timestamp, String signature)
      throws WebhookVerificationException {
    official.verify(
        body,
        Map.of(
            "webhook-id", List.of("msg_1"),
            "webhook-timestamp", List.of(timestamp),
            "webhook-signature", List.of(signature)));
  }
}
