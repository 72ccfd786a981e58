package io.fivefaces.http;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Keyring.Purpose;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The cookie of a browser that signed in to an account before. It opens nothing; it keeps strangers who guess at the
 * account from locking its owner out.
 */
final class KnownBrowser {

  private final HostCookie cookie;
  private final Keyring keys;

  KnownBrowser(boolean https, Keyring keys) {
    this.cookie = HostCookie.known(https);
    this.keys = keys;
  }

  /** Whether the browser signed in to this account before. */
  boolean isOf(RoutingContext context, String email) {
    var signatures = keys.signatures(Purpose.KNOWN_BROWSER, Keyring.utf8(email));
    return cookie
        .read(context)
        .filter(value -> signatures.stream()
            .anyMatch(signature ->
                MessageDigest.isEqual(Keyring.utf8(text(signature)), Keyring.utf8(value))))
        .isPresent();
  }

  /** Keeps that it did. */
  void remember(RoutingContext context, String email) {
    cookie.set(
        context,
        text(keys.signatures(Purpose.KNOWN_BROWSER, Keyring.utf8(email)).getFirst()));
  }

  private static String text(byte[] signature) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }
}
