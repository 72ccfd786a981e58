package io.fivefaces.feedback;

import io.fivefaces.domain.Keyring;
import io.fivefaces.source.Webhook;
import java.security.MessageDigest;
import java.util.Optional;

/** The Authorization header that is expected, as a digest, so that comparing tells nothing of it. */
final class Authorization {

  private final Optional<byte[]> expected;

  /** Expects this whole header; empty for none, which nobody can give. */
  Authorization(Optional<String> header) {
    expected = header.map(Authorization::digest);
  }

  boolean isSet() {
    return expected.isPresent();
  }

  /** Whether the webhook carries it. */
  boolean isIn(Webhook webhook) {
    var given = webhook.header().apply("authorization");
    return given != null
        && expected.filter(one -> MessageDigest.isEqual(one, digest(given))).isPresent();
  }

  private static byte[] digest(String text) {
    return Keyring.sha256(Keyring.utf8(text));
  }
}
