package io.fivefaces.domain;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * What a survey link carries: which invite, of which conversation, customer and kind, issued when, with a nonce.
 * Its text is base64url of {@code format | key id | workspace | invite | kind | issued at, s | digest | nonce | mac},
 * all big-endian; the mac is HMAC-SHA256 over everything before it.
 *
 * @param binding the first 16 bytes of the SHA-256 of the conversation and its customer
 */
public record Token(InviteId invite, Kind kind, Instant issuedAt, byte[] binding, byte[] nonce) {

  /** What {@link #verify} found. */
  public sealed interface Verified {}

  public record Valid(Token token) implements Verified {}

  /** Signed by us, but too long ago. */
  public record Expired(Token token) implements Verified {}

  /** Anything that is not exactly a token we issued. */
  public record Forged() implements Verified {}

  public static final Duration LIFETIME = Duration.ofDays(30);
  public static final int NONCE_BYTES = 16;

  private static final byte FORMAT = 1;
  private static final int BINDING_BYTES = 16;
  private static final int MAC_BYTES = 32;
  private static final int SIGNED_BYTES = 1
      + Keyring.KEY_ID_BYTES
      + Integer.BYTES
      + Long.BYTES
      + 1
      + Long.BYTES
      + BINDING_BYTES
      + NONCE_BYTES;
  private static final int TEXT_LENGTH = (SIGNED_BYTES + MAC_BYTES) / 3 * 4;

  /** A token for an invite; the issue time is kept in whole seconds. */
  public static Token issue(
      InviteId invite,
      Kind kind,
      ConversationId conversation,
      String customerRef,
      Instant now,
      byte[] nonce) {
    return new Token(
        invite,
        kind,
        Instant.ofEpochSecond(now.getEpochSecond()),
        bind(conversation, customerRef),
        nonce.clone());
  }

  /** The text of this token, signed by today's key: 120 characters that need no escaping in a URL. */
  public String sign(Keyring keys) {
    var keyId = keys.keyId();
    var signed = ByteBuffer.allocate(SIGNED_BYTES)
        .put(FORMAT)
        .put(keyId)
        .putInt(invite.workspace())
        .putLong(invite.number())
        .put((byte) kind.ordinal())
        .putLong(issuedAt.getEpochSecond())
        .put(binding)
        .put(nonce)
        .array();
    var mac = keys.sign(Keyring.Purpose.SURVEY_TOKEN, keyId, signed).orElseThrow();
    return Base64Url.encode(
        ByteBuffer.allocate(SIGNED_BYTES + MAC_BYTES).put(signed).put(mac).array());
  }

  /** Judges a text without any database, in time that does not depend on where it differs. */
  public static Verified verify(String text, Keyring keys, Instant now) {
    var bytes = Base64Url.decode(text, TEXT_LENGTH);
    if (bytes.length != SIGNED_BYTES + MAC_BYTES || bytes[0] != FORMAT) {
      return new Forged();
    }
    var signed = Arrays.copyOf(bytes, SIGNED_BYTES);
    var mac = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
    var keyId = Arrays.copyOfRange(bytes, 1, 1 + Keyring.KEY_ID_BYTES);
    var expected = keys.sign(Keyring.Purpose.SURVEY_TOKEN, keyId, signed);
    if (expected.isEmpty() || !MessageDigest.isEqual(expected.get(), mac)) {
      return new Forged();
    }
    var token = read(ByteBuffer.wrap(signed));
    return now.isAfter(token.issuedAt.plus(LIFETIME)) ? new Expired(token) : new Valid(token);
  }

  /** Whether this token was issued for that conversation and customer. */
  public boolean isFor(ConversationId conversation, String customerRef) {
    return MessageDigest.isEqual(binding, bind(conversation, customerRef));
  }

  private static Token read(ByteBuffer signed) {
    signed.position(1 + Keyring.KEY_ID_BYTES);
    var invite = new InviteId(signed.getInt(), signed.getLong());
    var kind = Kind.values()[signed.get()];
    var issuedAt = Instant.ofEpochSecond(signed.getLong());
    var binding = new byte[BINDING_BYTES];
    var nonce = new byte[NONCE_BYTES];
    signed.get(binding).get(nonce);
    return new Token(invite, kind, issuedAt, binding, nonce);
  }

  private static byte[] bind(ConversationId conversation, String customerRef) {
    var text = String.join(
        "\0",
        Integer.toString(conversation.workspace()),
        Integer.toString(conversation.source()),
        conversation.ref(),
        customerRef);
    return Arrays.copyOf(Keyring.sha256(Keyring.utf8(text)), BINDING_BYTES);
  }
}
