package io.fivefaces.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.fivefaces.domain.Hmac;
import io.fivefaces.domain.Keyring;
import io.fivefaces.support.Signers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {

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

  /**
   * A signature that a system made, or that was made as it describes.
   *
   * @param timestamp the header of its time; null where its scheme has none
   */
  private record Vector(
      Source source,
      String secret,
      String body,
      Instant at,
      String signature,
      String timestamp,
      Map<String, String> headers) {

    boolean isAuthentic(Map<String, String> headers, Instant now, String... secrets) {
      var webhook = new Webhook(headers::get, body.getBytes(StandardCharsets.UTF_8));
      return source.isAuthentic(webhook, List.of(secrets), now);
    }

    boolean isAuthenticWith(String header, String value) {
      var changed = new HashMap<>(headers);
      changed.put(header, value);
      return isAuthentic(changed, at, secret);
    }

    @Override
    public String toString() {
      return source.kind() + (timestamp == null ? ", without a time" : ", with a time");
    }
  }

  static List<Vector> slackIntercomAndFront() {
    var at = Instant.ofEpochSecond(SIGNED_AT);
    return List.of(
        new Vector(
            new SlackSource(),
            "8f742231b10e8888abcd99yyyzzz85a5",
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
                + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
                + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
            Instant.ofEpochSecond(1_531_420_618),
            "x-slack-signature",
            "x-slack-request-timestamp",
            Map.of(
                "x-slack-signature",
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                "x-slack-request-timestamp",
                "1531420618")),
        new Vector(
            new IntercomSource(),
            "ic-client-secret",
            BODY,
            at,
            "x-hub-signature",
            null,
            Map.of("x-hub-signature", "sha1=de88e80b94a731b6050f20c6144b8ad541e572dc")),
        new Vector(
            new FrontSource(),
            "fr-key",
            BODY,
            at,
            "x-front-signature",
            "x-front-request-timestamp",
            Map.of(
                "x-front-signature",
                "MQisu0UtfOFh2ikVaD9TFeZZJbYQB8nZ170ToTGbkAY=",
                "x-front-request-timestamp",
                "1767225600000")),
        new Vector(
            new FrontSource(),
            "fr-api-secret",
            BODY,
            at,
            "x-front-signature",
            null,
            Map.of("x-front-signature", "3oXH8R+pP1AyXfZiQOls3tsmk4s=")));
  }

  /** No source of ours yet, but the scheme is one that we can tell. */
  @Test
  void theVectorOfHelpScoutIsReproduced() {
    assertThat(Signatures.isHmac(
            "hXCoupk6Hu/RaL8PyjId8TewFiY=",
            "",
            Signatures.Encoding.BASE64,
            Hmac.SHA1,
            List.of("hs-secret"),
            "{\"event\":\"conversation_status_changed\",\"id\":42}"
                .getBytes(StandardCharsets.UTF_8)))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("slackIntercomAndFront")
  void whatTheySignIsTakenByTheirSecretAlone(Vector vector) {
    var secret = vector.secret();
    assertThat(vector.isAuthentic(vector.headers(), vector.at(), secret)).isTrue();
    assertThat(vector.isAuthentic(vector.headers(), vector.at(), "another", secret))
        .isTrue();
    assertThat(vector.isAuthentic(vector.headers(), vector.at(), "another")).isFalse();
    assertThat(vector.isAuthentic(vector.headers(), vector.at(), secret + "x")).isFalse();
    var touched = new Vector(
        vector.source(), secret, vector.body() + " ", vector.at(), null, null, vector.headers());
    assertThat(touched.isAuthentic(vector.headers(), vector.at(), secret)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("slackIntercomAndFront")
  void theirSignaturesHaveOneSpelling(Vector vector) {
    var signature = vector.headers().get(vector.signature());
    for (var another : List.of(
        "",
        " ",
        signature.substring(0, 3),
        signature.substring(3),
        signature.substring(0, signature.length() - 1),
        signature + "=",
        signature + " ",
        signature.toUpperCase(Locale.ROOT))) {
      assertThat(vector.isAuthenticWith(vector.signature(), another))
          .as("'%s'", another)
          .isFalse();
    }
    assertThat(vector.isAuthentic(Map.of(), vector.at(), vector.secret())).isFalse();
  }

  @ParameterizedTest
  @MethodSource("slackIntercomAndFront")
  void whatNamesItsTimeIsFreshForFiveMinutesBothWays(Vector vector) {
    boolean ages = vector.timestamp() != null;
    for (long seconds : new long[] {-300, 300}) {
      var now = vector.at().plusSeconds(seconds);
      assertThat(vector.isAuthentic(vector.headers(), now, vector.secret())).isTrue();
    }
    for (long seconds : new long[] {-301, 301, -315_360_000, 315_360_000}) {
      var now = vector.at().plusSeconds(seconds);
      assertThat(vector.isAuthentic(vector.headers(), now, vector.secret())).isNotEqualTo(ages);
    }
  }

  @ParameterizedTest
  @MethodSource("slackIntercomAndFront")
  void theTimeItselfIsSigned(Vector vector) {
    if (vector.timestamp() == null) {
      return;
    }
    var time = vector.headers().get(vector.timestamp());
    for (var another : List.of("", "0" + time, "+" + time, time + ".0", time + " ", "now")) {
      assertThat(vector.isAuthenticWith(vector.timestamp(), another))
          .as("'%s'", another)
          .isFalse();
    }
    assertThat(vector.isAuthenticWith(vector.timestamp(), Long.toString(Long.parseLong(time) + 1)))
        .isFalse();
    assertThat(vector.isAuthentic(
            Map.of(vector.signature(), vector.headers().get(vector.signature())),
            vector.at(),
            vector.secret()))
        .as("without its time")
        .isFalse();
  }

  /** The time of a Front rule's webhook is not signed, so none may be put beside it. */
  @Test
  void aRulesSignatureIsNoneOfAnApplication() {
    var rule = slackIntercomAndFront().getLast();

    assertThat(rule.isAuthenticWith("x-front-request-timestamp", "1767225600000"))
        .isFalse();
  }

  private static boolean isFreshchats(String signature, String... publicKeys) {
    var headers = new HashMap<String, String>();
    headers.put("x-freshchat-signature", signature);
    return new FreshchatSource()
        .isAuthentic(
            new Webhook(headers::get, BODY.getBytes(StandardCharsets.UTF_8)),
            List.of(publicKeys),
            Instant.EPOCH);
  }

  private static String rsa(String algorithm, KeyPair pair) throws GeneralSecurityException {
    var signature = Signature.getInstance(algorithm);
    signature.initSign(pair.getPrivate());
    signature.update(BODY.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(signature.sign());
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  @Test
  void whatFreshchatSignsIsProvedByItsPublicKey() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var another = pem(generator.generateKeyPair());
    var key = Signers.publicKey();
    var signed = rsa("SHA256withRSA", Signers.RSA);

    assertThat(isFreshchats(signed, key)).isTrue();
    assertThat(isFreshchats(signed, another, key)).isTrue();
    assertThat(isFreshchats(signed, "no key at all", key)).isTrue();
    assertThat(isFreshchats(signed, key.replace("PUBLIC KEY", "RSA PUBLIC KEY")))
        .isTrue();
    assertThat(isFreshchats(signed, another)).isFalse();
    assertThat(isFreshchats(signed)).isFalse();
    assertThat(isFreshchats(null, key)).isFalse();
    assertThat(isFreshchats("", key)).isFalse();
    assertThat(isFreshchats("!", key)).isFalse();
    assertThat(isFreshchats(signed.substring(4), key)).isFalse();
    assertThat(isFreshchats(rsa("SHA1withRSA", Signers.RSA), key)).isFalse();
    assertThat(Secrets.refusal(new FreshchatSource().proof(), key)).isEmpty();
    assertThat(Secrets.refusal(new FreshchatSource().proof(), signed)).isPresent();
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

  /** A webhook as a system signs it: the vectors of its kind. */
  private record Signed(
      Source source, String secret, String header, String signature, String timeHeader, String at) {

    boolean isAuthentic(
        List<String> secrets, String signature, String timestamp, String body, Instant now) {
      var headers = new HashMap<String, String>();
      headers.put(header, signature);
      if (timeHeader != null) {
        headers.put(timeHeader, timestamp);
      }
      return source.isAuthentic(
          new Webhook(headers::get, body.getBytes(StandardCharsets.UTF_8)), secrets, now);
    }

    boolean isAuthentic(Instant now) {
      return isAuthentic(List.of(secret), signature, at, BODY, now);
    }

    boolean isAuthenticAs(String otherSignature) {
      return isAuthentic(List.of(secret), otherSignature, at, BODY, NOW);
    }

    @Override
    public String toString() {
      return source.kind();
    }
  }

  static List<Signed> signed() {
    return List.of(
        new Signed(
            new ChatwootSource(),
            "cw-secret",
            "x-chatwoot-signature",
            "sha256=b1630146655834c5cc5a7dcc153e4b184d0d64ba208adc775a17b80e22486d47",
            "x-chatwoot-timestamp",
            "1767225600"),
        new Signed(
            new ZammadSource(),
            "zm-token",
            "x-hub-signature",
            "sha1=e86bca0bcf81ecf8a78824ce736b43038fcd68d0",
            null,
            null),
        new Signed(
            new ZendeskSource(),
            "zd-secret",
            "x-zendesk-webhook-signature",
            "uvRPAuzynUgh+XxmUAPYZbvV1WzQbhS3CGXQHaYTz6g=",
            "x-zendesk-webhook-signature-timestamp",
            "2026-01-01T00:00:00Z"),
        new Signed(
            new CrispSource(),
            "cr-secret",
            "x-crisp-signature",
            "0bb71855932aa90e174acc142f970f84680a4da3f1779e7a94e67bf659c2edb3",
            "x-crisp-request-timestamp",
            "1767225600000"));
  }

  @ParameterizedTest
  @MethodSource("signed")
  void aSystemsOwnVectorIsTakenAndNothingBeside(Signed signed) {
    assertThat(signed.isAuthentic(NOW)).isTrue();

    var given = signed.signature();
    assertThat(signed.isAuthenticAs(null)).isFalse();
    assertThat(signed.isAuthenticAs("")).isFalse();
    assertThat(signed.isAuthenticAs(given.substring(0, given.length() - 1))).isFalse();
    assertThat(signed.isAuthenticAs(given.substring(0, 7))).isFalse();
    assertThat(signed.isAuthenticAs(given + " ")).isFalse();
    assertThat(signed.isAuthenticAs("x" + given.substring(1))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("signed")
  void aSystemsBodyIsSignedByteForByte(Signed signed) {
    for (var body : List.of(BODY + " ", BODY.replace("42", "43"), "")) {
      assertThat(signed.isAuthentic(
              List.of(signed.secret()), signed.signature(), signed.at(), body, NOW))
          .isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("signed")
  void theSecondOfASystemsSecretsIsTakenAndAnotherIsNot(Signed signed) {
    var other = "another-secret";
    for (var secrets : List.of(List.of(other, signed.secret()), List.of(signed.secret(), other))) {
      assertThat(signed.isAuthentic(secrets, signed.signature(), signed.at(), BODY, NOW))
          .isTrue();
    }
    for (var secrets : List.of(List.of(other), List.<String>of())) {
      assertThat(signed.isAuthentic(secrets, signed.signature(), signed.at(), BODY, NOW))
          .isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("signed")
  void aSystemsSignatureIsFreshForFiveMinutesBothWaysWhereItSignsATime(Signed signed) {
    boolean signsNoTime = signed.timeHeader() == null;

    assertThat(signed.isAuthentic(NOW.plusSeconds(300))).isTrue();
    assertThat(signed.isAuthentic(NOW.minusSeconds(300))).isTrue();
    assertThat(signed.isAuthentic(NOW.plusSeconds(301))).isEqualTo(signsNoTime);
    assertThat(signed.isAuthentic(NOW.minusSeconds(301))).isEqualTo(signsNoTime);
    for (var timestamp : new String[] {null, "", "0", "yesterday", signed.at() + "0"}) {
      assertThat(signed.isAuthentic(
              List.of(signed.secret()), signed.signature(), timestamp, BODY, NOW))
          .as(timestamp)
          .isEqualTo(signsNoTime);
    }
  }

  @Test
  void aZendeskSourceTakesTheSecretsOfItsTwoWebhooks() {
    var zendesk = signed().stream()
        .filter(each -> each.source().kind().equals("zendesk"))
        .findFirst()
        .orElseThrow();

    for (var both : List.of("zd-secret other", "other\n zd-secret")) {
      assertThat(zendesk.isAuthentic(List.of(both), zendesk.signature(), zendesk.at(), BODY, NOW))
          .isTrue();
    }
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
