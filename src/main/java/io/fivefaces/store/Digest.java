package io.fivefaces.store;

import io.fivefaces.domain.Keyring;
import io.vertx.core.buffer.Buffer;

/** What is kept of a token or a key: enough to know it again, too little to show it. */
final class Digest {

  private Digest() {}

  /** The SHA-256 of its text. */
  static Buffer of(String secret) {
    return Buffer.buffer(Keyring.sha256(Keyring.utf8(secret)));
  }
}
