package io.fivefaces.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The master keys: the first signs and seals, every one still verifies and opens, so keys rotate without breaking a
 * link. A key is known by the first four bytes of its digest and is used only through keys derived for one purpose.
 */
public final class Keyring {

  /** The purposes keys are derived for; a key of one never serves another. */
  public enum Purpose {
    SURVEY_TOKEN,
    SOURCE_SECRET,
    /** Proof that a survey's page was looked at before it was answered. */
    PAGE_VIEW,
    /** Links that unsubscribe. */
    UNSUBSCRIBE_TOKEN,
    /** Envelope senders that a bounce comes back to. */
    BOUNCE_ADDRESS,
    /** The private keys that sign mail. */
    DKIM_KEY,
    /** The secrets that sign outbound webhooks. */
    WEBHOOK_SECRET,
    /** What a browser keeps while its person signs in at the OpenID provider. */
    OPENID_STATE,
    /** Cookies of browsers that signed in before. */
    KNOWN_BROWSER,
    /** The bot token of the demo's Slack app. */
    DEMO_TOKEN
  }

  public static final int KEY_ID_BYTES = 4;
  private static final int NONCE_BYTES = 12;

  private final SecureRandom random = new SecureRandom();
  private final List<byte[]> masters;

  /** Takes at least one master key, each of at least 16 bytes. */
  public Keyring(List<byte[]> masters) {
    if (masters.isEmpty() || masters.stream().anyMatch(master -> master.length < 16)) {
      throw new IllegalArgumentException("a master key has at least 16 bytes");
    }
    this.masters = masters.stream().map(byte[]::clone).toList();
  }

  /** The id of the key that signs today. */
  public byte[] keyId() {
    return idOf(masters.getFirst());
  }

  /** HMAC-SHA256 of the message by the key with this id, or empty where there is no such key. */
  public Optional<byte[]> sign(Purpose purpose, byte[] keyId, byte[] message) {
    return find(keyId).map(master -> Hmac.SHA256.of(derive(master, purpose), message));
  }

  /** HMAC-SHA256 of the message by each key, today's first. */
  public List<byte[]> signatures(Purpose purpose, byte[] message) {
    return masters.stream()
        .map(master -> Hmac.SHA256.of(derive(master, purpose), message))
        .toList();
  }

  /** Key id, nonce and AES-256-GCM ciphertext of a secret that must be readable again. */
  public byte[] seal(Purpose purpose, String secret) {
    var nonce = random(NONCE_BYTES);
    var cipher = gcm(Cipher.ENCRYPT_MODE, derive(masters.getFirst(), purpose), nonce, utf8(secret));
    return concat(keyId(), nonce, cipher);
  }

  /** The secret of what {@link #seal} returned; refuses what another key or purpose sealed. */
  public String open(Purpose purpose, byte[] sealed) {
    var master = find(Arrays.copyOf(sealed, KEY_ID_BYTES))
        .orElseThrow(
            () -> new IllegalStateException("sealed by a master key that is no longer configured"));
    var nonce = Arrays.copyOfRange(sealed, KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES);
    var cipher = Arrays.copyOfRange(sealed, KEY_ID_BYTES + NONCE_BYTES, sealed.length);
    return new String(
        gcm(Cipher.DECRYPT_MODE, derive(master, purpose), nonce, cipher), StandardCharsets.UTF_8);
  }

  /** That many unguessable bytes. */
  public byte[] random(int bytes) {
    var result = new byte[bytes];
    random.nextBytes(result);
    return result;
  }

  /** That many unguessable bytes, as a text that needs no escaping in a URL. */
  public String randomText(int bytes) {
    return Base64Url.encode(random(bytes));
  }

  /** SHA-256. */
  public static byte[] sha256(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The UTF-8 bytes of a text. */
  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Optional<byte[]> find(byte[] keyId) {
    return masters.stream()
        .filter(master -> MessageDigest.isEqual(idOf(master), keyId))
        .findFirst();
  }

  private static byte[] idOf(byte[] master) {
    return Arrays.copyOf(sha256(concat(utf8("fivefaces key id"), master)), KEY_ID_BYTES);
  }

  private static byte[] derive(byte[] master, Purpose purpose) {
    return Hmac.SHA256.of(master, utf8("fivefaces " + purpose.name()));
  }

  private static byte[] gcm(int mode, byte[] key, byte[] nonce, byte[] input) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot be opened with this master key", e);
    }
  }

  private static byte[] concat(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    var buffer = ByteBuffer.allocate(length);
    Arrays.stream(parts).forEach(buffer::put);
    return buffer.array();
  }
}
