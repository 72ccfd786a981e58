package io.fivefaces.openid;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Keyring.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * One sign-in under way. It is in the browser alone, sealed, and good for ten minutes.
 *
 * @param state comes back with the browser
 * @param nonce comes back in the ID token
 * @param verifier proves to the provider that the code is ours (PKCE)
 */
public record Attempt(String state, String nonce, String verifier, Instant until) {

  public static final Duration AGE = Duration.ofMinutes(10);

  private static final int BYTES = 32;
  private static final int PARTS = 4;

  /** A new one, of secrets that nobody can guess. */
  public static Attempt begin(Keyring keys, Instant now) {
    return new Attempt(
        keys.randomText(BYTES), keys.randomText(BYTES), keys.randomText(BYTES), now.plus(AGE));
  }

  /** What the browser keeps. */
  public String sealed(Keyring keys) {
    var text = String.join(".", state, nonce, verifier, Long.toString(until.getEpochSecond()));
    return base64(keys.seal(Purpose.OPENID_STATE, text));
  }

  /** What the browser kept; empty where we did not seal it, its time is over, or it is of another state. */
  public static Optional<Attempt> open(String sealed, String state, Keyring keys, Instant now) {
    try {
      var parts = keys.open(Purpose.OPENID_STATE, Base64.getUrlDecoder().decode(sealed))
          .split("\\.", PARTS);
      var until = Instant.ofEpochSecond(Long.parseLong(parts[3]));
      return now.isBefore(until) && isSame(parts[0], state)
          ? Optional.of(new Attempt(parts[0], parts[1], parts[2], until))
          : Optional.empty();
    } catch (IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** What the provider is told of the verifier. */
  String challenge() {
    return base64(Keyring.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
  }

  private static boolean isSame(String expected, String given) {
    return MessageDigest.isEqual(Keyring.utf8(expected), Keyring.utf8(given));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "a sign-in until " + until;
  }
}
