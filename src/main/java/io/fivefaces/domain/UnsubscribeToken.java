package io.fivefaces.domain;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an unsubscribe link carries: the invite whose recipient wants no more. It never expires, because nobody may be
 * kept from leaving. Its text is base64url of {@code format | key id | workspace | invite | mac}, all big-endian; the
 * mac is the first 16 bytes of HMAC-SHA256 over everything before it.
 */
public record UnsubscribeToken(InviteId invite) {

  private static final byte FORMAT = 1;
  private static final int MAC_BYTES = 16;
  private static final int SIGNED_BYTES = 1 + Keyring.KEY_ID_BYTES + Integer.BYTES + Long.BYTES;
  private static final int TEXT_LENGTH = (SIGNED_BYTES + MAC_BYTES) / 3 * 4;

  /** The text of this token by today's key; the same invite has the same text. */
  public String sign(Keyring keys) {
    var keyId = keys.keyId();
    var signed = ByteBuffer.allocate(SIGNED_BYTES)
        .put(FORMAT)
        .put(keyId)
        .putInt(invite.workspace())
        .putLong(invite.number())
        .array();
    var mac = mac(keys, keyId, signed).orElseThrow();
    return Base64Url.encode(
        ByteBuffer.allocate(SIGNED_BYTES + MAC_BYTES).put(signed).put(mac).array());
  }

  /** The token of a text, judged without any database; empty for anything that is not exactly one of ours. */
  public static Optional<UnsubscribeToken> verify(String text, Keyring keys) {
    var bytes = Base64Url.decode(text, TEXT_LENGTH);
    if (bytes.length != SIGNED_BYTES + MAC_BYTES || bytes[0] != FORMAT) {
      return Optional.empty();
    }
    var signed = ByteBuffer.wrap(bytes, 0, SIGNED_BYTES);
    var keyId = new byte[Keyring.KEY_ID_BYTES];
    signed.position(1).get(keyId);
    var given = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
    return mac(keys, keyId, Arrays.copyOf(bytes, SIGNED_BYTES))
        .filter(expected -> MessageDigest.isEqual(expected, given))
        .map(genuine -> new UnsubscribeToken(new InviteId(signed.getInt(), signed.getLong())));
  }

  private static Optional<byte[]> mac(Keyring keys, byte[] keyId, byte[] signed) {
    return keys.sign(Keyring.Purpose.UNSUBSCRIBE_TOKEN, keyId, signed)
        .map(mac -> Arrays.copyOf(mac, MAC_BYTES));
  }
}
