package io.fivefaces.support;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs webhooks as each chat system does, written from the systems' own descriptions. */
public final class Signers {

  /** The pair whose public half a test gives to a source that checks by a public key. */
  public static final KeyPair RSA = rsa();

  private Signers() {}

  /** The headers of a webhook of this kind: its signature, and a key of its delivery where the system sends one. */
  public static Map<String, String> headers(String kind, String secret, byte[] body, Instant now) {
    var seconds = Long.toString(now.getEpochSecond());
    var millis = Long.toString(now.toEpochMilli());
    var id = UUID.randomUUID().toString();
    return switch (kind) {
      case "native" ->
        Map.of(
            "webhook-id",
            id,
            "webhook-timestamp",
            seconds,
            "webhook-signature",
            "v1,"
                + base64(hmac(
                    "HmacSHA256",
                    Base64.getDecoder().decode(secret.substring(6)),
                    join(id + "." + seconds + ".", body))));
      case "chatwoot" ->
        Map.of(
            "X-Chatwoot-Timestamp",
            seconds,
            "X-Chatwoot-Signature",
            "sha256=" + hex(hmac("HmacSHA256", utf8(secret), join(seconds + ".", body))),
            "X-Chatwoot-Delivery",
            id);
      case "slack" ->
        Map.of(
            "X-Slack-Request-Timestamp",
            seconds,
            "X-Slack-Signature",
            "v0=" + hex(hmac("HmacSHA256", utf8(secret), join("v0:" + seconds + ":", body))));
      case "zammad" ->
        Map.of(
            "X-Zammad-Delivery",
            id,
            "X-Zammad-Trigger",
            "fivefaces",
            "X-Hub-Signature",
            "sha1=" + hex(hmac("HmacSHA1", utf8(secret), body)));
      case "zendesk" ->
        Map.of(
            "X-Zendesk-Webhook-Signature-Timestamp",
            now.toString(),
            "X-Zendesk-Webhook-Signature",
            base64(hmac("HmacSHA256", utf8(secret), join(now.toString(), body))),
            "X-Zendesk-Webhook-Invocation-Id",
            id);
      case "intercom" ->
        Map.of("X-Hub-Signature", "sha1=" + hex(hmac("HmacSHA1", utf8(secret), body)));
      case "front" ->
        Map.of(
            "X-Front-Request-Timestamp",
            millis,
            "X-Front-Signature",
            base64(hmac("HmacSHA256", utf8(secret), join(millis + ":", body))));
      case "crisp" ->
        Map.of(
            "X-Crisp-Request-Timestamp",
            millis,
            "X-Crisp-Signature",
            hex(hmac("HmacSHA256", utf8(secret), join("[" + millis + ";", body, "]"))));
      case "freshchat" -> Map.of("X-Freshchat-Signature", base64(rsaSignature(body)));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** The PEM of the public half of {@link #RSA}. */
  public static String publicKey() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, utf8("\n")).encodeToString(RSA.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static byte[] join(String before, byte[] body, String... after) {
    var text = before + new String(body, StandardCharsets.UTF_8) + String.join("", after);
    return utf8(text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] hmac(String algorithm, byte[] key, byte[] text) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] rsaSignature(byte[] body) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(RSA.getPrivate());
      signature.update(body);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair rsa() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
