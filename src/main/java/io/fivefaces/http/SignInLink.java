package io.fivefaces.http;

import io.fivefaces.domain.Keyring;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicReference;

/** The link that the console prints where no owner is configured: it signs one person in, once. */
public final class SignInLink {

  private static final int BYTES = 24;

  private final AtomicReference<String> unused;

  private SignInLink(String unused) {
    this.unused = new AtomicReference<>(unused);
  }

  /** A link that nobody can guess. */
  public static SignInLink of(Keyring keys) {
    return new SignInLink(keys.randomText(BYTES));
  }

  /** No link: the owner has a password. */
  public static SignInLink none() {
    return new SignInLink(null);
  }

  /** Its path while it is unused, else null. */
  public String path() {
    var secret = unused.get();
    return secret == null ? null : "/sign-in/" + secret;
  }

  /** Whether this is the unused link; it is used from then on. */
  boolean use(String given) {
    var secret = unused.get();
    return secret != null
        && MessageDigest.isEqual(Keyring.utf8(secret), Keyring.utf8(given))
        && unused.compareAndSet(secret, null);
  }
}
