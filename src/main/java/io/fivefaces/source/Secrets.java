package io.fivefaces.source;

import io.fivefaces.domain.Keyring;
import io.fivefaces.source.Source.Proof;
import java.util.Base64;
import java.util.Optional;

/** What webhooks are signed with: made by us, or brought from the system that signs. */
public final class Secrets {

  static final String STANDARD_PREFIX = "whsec_";
  private static final int BYTES = 32;
  private static final int FEWEST_BYTES = 24;
  private static final int MOST_BYTES = 64;
  private static final int LONGEST = 5000;

  private Secrets() {}

  /** A new secret for this proof, or null where the system has a key of its own. */
  public static String made(Proof proof, Keyring keys) {
    return switch (proof) {
      case STANDARD_WEBHOOKS ->
        STANDARD_PREFIX + Base64.getEncoder().encodeToString(keys.random(BYTES));
      case SHARED_SECRET, SHARED_SECRET_OR_NONE -> keys.randomText(BYTES);
      case PUBLIC_KEY -> null;
    };
  }

  /** Why a secret that somebody brings does not do, to follow its name in a sentence; empty where it does. */
  public static Optional<String> refusal(Proof proof, String secret) {
    if (secret.isEmpty() || secret.length() > LONGEST || secret.indexOf(0) >= 0) {
      return Optional.of("is a text of 1 to " + LONGEST + " characters");
    }
    return switch (proof) {
      case STANDARD_WEBHOOKS ->
        isStandard(secret)
            ? Optional.empty()
            : Optional.of("is whsec_ and the base64 of 24 to 64 bytes");
      case SHARED_SECRET, SHARED_SECRET_OR_NONE -> Optional.empty();
      case PUBLIC_KEY ->
        Signatures.publicKey(secret).isPresent()
            ? Optional.empty()
            : Optional.of("is an RSA public key in PEM, beginning -----BEGIN PUBLIC KEY-----");
    };
  }

  private static boolean isStandard(String secret) {
    if (!secret.startsWith(STANDARD_PREFIX)) {
      return false;
    }
    try {
      int bytes = Base64.getDecoder().decode(secret.substring(STANDARD_PREFIX.length())).length;
      return bytes >= FEWEST_BYTES && bytes <= MOST_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
