package io.fivefaces.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Hmac;
import io.fivefaces.support.Signers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every system's own vector is taken, and nothing beside it. */
class SourceSignaturesTest {

  private static final String BODY = "{\"event\":\"conversation_status_changed\",\"id\":42}";
  private static final long SIGNED_AT = 1_767_225_600;

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

  static List<Vector> vectors() {
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
            new ChatwootSource(),
            "cw-secret",
            BODY,
            at,
            "x-chatwoot-signature",
            "x-chatwoot-timestamp",
            Map.of(
                "x-chatwoot-signature",
                "sha256=b1630146655834c5cc5a7dcc153e4b184d0d64ba208adc775a17b80e22486d47",
                "x-chatwoot-timestamp",
                "1767225600")),
        new Vector(
            new ZammadSource(),
            "zm-token",
            BODY,
            at,
            "x-hub-signature",
            null,
            Map.of("x-hub-signature", "sha1=e86bca0bcf81ecf8a78824ce736b43038fcd68d0")),
        new Vector(
            new ZendeskSource(),
            "zd-secret",
            BODY,
            at,
            "x-zendesk-webhook-signature",
            "x-zendesk-webhook-signature-timestamp",
            Map.of(
                "x-zendesk-webhook-signature",
                "uvRPAuzynUgh+XxmUAPYZbvV1WzQbhS3CGXQHaYTz6g=",
                "x-zendesk-webhook-signature-timestamp",
                "2026-01-01T00:00:00Z")),
        new Vector(
            new CrispSource(),
            "cr-secret",
            BODY,
            at,
            "x-crisp-signature",
            "x-crisp-request-timestamp",
            Map.of(
                "x-crisp-signature",
                "0bb71855932aa90e174acc142f970f84680a4da3f1779e7a94e67bf659c2edb3",
                "x-crisp-request-timestamp",
                "1767225600000")),
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
  @MethodSource("vectors")
  void whatTheySignIsTakenByTheirSecretAlone(Vector vector) {
    var secret = vector.secret();
    assertThat(vector.isAuthentic(vector.headers(), vector.at(), secret)).isTrue();
    assertThat(vector.isAuthentic(vector.headers(), vector.at(), "another", secret))
        .isTrue();
    assertThat(vector.isAuthentic(vector.headers(), vector.at(), secret, "another"))
        .isTrue();
    assertThat(vector.isAuthentic(vector.headers(), vector.at(), "another")).isFalse();
    assertThat(vector.isAuthentic(vector.headers(), vector.at())).isFalse();
    assertThat(vector.isAuthentic(vector.headers(), vector.at(), secret + "x")).isFalse();
    for (var body : List.of(vector.body() + " ", vector.body().substring(1), "")) {
      var touched =
          new Vector(vector.source(), secret, body, vector.at(), null, null, vector.headers());
      assertThat(touched.isAuthentic(vector.headers(), vector.at(), secret)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theirSignaturesHaveOneSpelling(Vector vector) {
    var signature = vector.headers().get(vector.signature());
    for (var another : List.of(
        "",
        " ",
        signature.substring(0, 3),
        signature.substring(0, 7),
        "x" + signature.substring(1),
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
  @MethodSource("vectors")
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
  @MethodSource("vectors")
  void theTimeItselfIsSigned(Vector vector) {
    if (vector.timestamp() == null) {
      return;
    }
    var time = vector.headers().get(vector.timestamp());
    for (var another : List.of(
        "",
        "0",
        time + "0",
        "0" + time,
        "+" + time,
        time + ".0",
        time + " ",
        "now",
        time.replace("2", "3"))) {
      assertThat(vector.isAuthenticWith(vector.timestamp(), another))
          .as("'%s'", another)
          .isFalse();
    }
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
    var rule = vectors().getLast();

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
  void aZendeskSourceTakesTheSecretsOfItsTwoWebhooks() {
    var zendesk = vectors().stream()
        .filter(vector -> vector.source().kind().equals("zendesk"))
        .findFirst()
        .orElseThrow();

    for (var both : List.of("zd-secret other", "other\n zd-secret")) {
      assertThat(zendesk.isAuthentic(zendesk.headers(), zendesk.at(), both)).isTrue();
    }
  }
}
