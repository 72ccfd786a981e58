package io.fivefaces.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells of mails as each mail service does, written from the services' own descriptions. */
public final class MailServices {

  public static final String POSTMARK_LOGIN = "postmark:a-password-for-tests";
  public static final String MAILGUN_KEY = "a-signing-key-for-tests-0123456789";

  public static final String DSN_KEY = "a-key-for-delivery-reports-0123";

  private static final KeyPair SENDGRID = elliptic();

  private MailServices() {}

  /** What a service needs in its environment to believe them. */
  public static Map<String, String> environment() {
    return Map.of(
        "FIVEFACES_BOUNCES_SENDGRID_PUBLIC_KEY", sendgridKey(),
        "FIVEFACES_BOUNCES_POSTMARK_PASSWORD", POSTMARK_LOGIN,
        "FIVEFACES_BOUNCES_MAILGUN_SIGNING_KEY", MAILGUN_KEY,
        "FIVEFACES_BOUNCES_DSN_KEY", DSN_KEY);
  }

  /** The key that SendGrid shows. */
  public static String sendgridKey() {
    return Base64.getEncoder().encodeToString(SENDGRID.getPublic().getEncoded());
  }

  public static Map<String, String> sendgridHeaders(byte[] body, Instant now) {
    try {
      var timestamp = Long.toString(now.getEpochSecond());
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(SENDGRID.getPrivate());
      signature.update(timestamp.getBytes(StandardCharsets.UTF_8));
      signature.update(body);
      return Map.of(
          "X-Twilio-Email-Event-Webhook-Timestamp",
          timestamp,
          "X-Twilio-Email-Event-Webhook-Signature",
          Base64.getEncoder().encodeToString(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Map<String, String> postmarkHeaders() {
    var login = POSTMARK_LOGIN.getBytes(StandardCharsets.UTF_8);
    return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
  }

  /** The signature of Mailgun as the body carries it. */
  public static String mailgunSignature(String token, Instant now) {
    try {
      var timestamp = Long.toString(now.getEpochSecond());
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(MAILGUN_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      var hmac = mac.doFinal((timestamp + token).getBytes(StandardCharsets.UTF_8));
      return "\"signature\":{\"timestamp\":\"%s\",\"token\":\"%s\",\"signature\":\"%s\"}"
          .formatted(timestamp, token, HexFormat.of().formatHex(hmac));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A sample payload, about this hand-over to this recipient. */
  public static String sample(String provider, String name, String key, String recipient) {
    try {
      return Files.readString(
              Path.of("src", "test", "resources", "feedback", provider, name + ".json"))
          .replace("1.2.3", key)
          .replace("ada@customer.test", recipient);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair elliptic() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
