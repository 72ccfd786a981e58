package io.fivefaces.domain;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Proof that a survey's page was looked at before it was answered: a hidden field of the form, good for one survey link.
 * Its text is base64url of {@code key id | time, ms | origin | id | mac}; nothing of it is stored to check it.
 *
 * @param id tells this view from every other of the survey
 */
public record PageView(String id, Origin origin, Instant at) {

  /** How the page came to be shown. */
  public enum Origin {
    /** Its link was followed. */
    LINK,
    /** It was the answer to a press of the button that did not count yet. */
    PRESS
  }

  /** What a press of the button shows as its proof. */
  public sealed interface Shown {

    /** The view's id, null where there is none. */
    default String id() {
      return switch (this) {
        case Fresh fresh -> fresh.view().id();
        case Stale stale -> stale.view().id();
        case Missing missing -> null;
      };
    }
  }

  /** A view of this survey's page, not too long ago. */
  public record Fresh(PageView view) implements Shown {}

  /** A view of this survey's page that is over. */
  public record Stale(PageView view) implements Shown {}

  /** No view, or one that we did not mint for this survey. */
  public record Missing() implements Shown {}

  /** A page may stay open over night. */
  public static final Duration LIFETIME = Duration.ofHours(24);

  private static final int ID_BYTES = 9;
  private static final int SIGNED_BYTES = Keyring.KEY_ID_BYTES + Long.BYTES + 1 + ID_BYTES;
  private static final int MAC_BYTES = 32;
  private static final int TEXT_LENGTH = (SIGNED_BYTES + MAC_BYTES) / 3 * 4;

  /** A new view of a page that is being shown. */
  public static PageView mint(Origin origin, Instant now, Keyring keys) {
    return new PageView(
        base64(keys.random(ID_BYTES)), origin, Instant.ofEpochMilli(now.toEpochMilli()));
  }

  /** The text of this view for the page of one survey link: 72 characters that need no escaping. */
  public String sign(Token token, Keyring keys) {
    var signed = ByteBuffer.allocate(SIGNED_BYTES)
        .put(keys.keyId())
        .putLong(at.toEpochMilli())
        .put((byte) origin.ordinal())
        .put(Base64.getUrlDecoder().decode(id))
        .array();
    var mac = mac(signed, token, keys);
    return base64(
        ByteBuffer.allocate(SIGNED_BYTES + MAC_BYTES).put(signed).put(mac).array());
  }

  /** Judges the text that a form brought, null for none, without any database. */
  public static Shown read(String text, Token token, Keyring keys, Instant now) {
    var bytes = decode(text);
    if (bytes.length != SIGNED_BYTES + MAC_BYTES) {
      return new Missing();
    }
    var signed = Arrays.copyOf(bytes, SIGNED_BYTES);
    var expected = mac(signed, token, keys);
    if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length))) {
      return new Missing();
    }
    var view = read(ByteBuffer.wrap(signed));
    return now.isAfter(view.at.plus(LIFETIME)) ? new Stale(view) : new Fresh(view);
  }

  private static PageView read(ByteBuffer signed) {
    signed.position(Keyring.KEY_ID_BYTES);
    var at = Instant.ofEpochMilli(signed.getLong());
    var origin = Origin.values()[signed.get()];
    var id = new byte[ID_BYTES];
    signed.get(id);
    return new PageView(base64(id), origin, at);
  }

  /** The mac by the key that the view names; no bytes, which equal no mac, where there is no such key. */
  private static byte[] mac(byte[] signed, Token token, Keyring keys) {
    var message = ByteBuffer.allocate(
            SIGNED_BYTES + Integer.BYTES + Long.BYTES + token.nonce().length)
        .put(signed)
        .putInt(token.invite().workspace())
        .putLong(token.invite().number())
        .put(token.nonce())
        .array();
    return keys.sign(
            Keyring.Purpose.PAGE_VIEW, Arrays.copyOf(signed, Keyring.KEY_ID_BYTES), message)
        .orElse(new byte[0]);
  }

  /** The bytes of a text in its one canonical spelling; no bytes for any other text. */
  private static byte[] decode(String text) {
    if (text == null || text.length() != TEXT_LENGTH) {
      return new byte[0];
    }
    try {
      var bytes = Base64.getUrlDecoder().decode(text);
      return base64(bytes).equals(text) ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
