package io.fivefaces.http;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Keyring.Purpose;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;

/**
 * The cookie of a browser that signed in to an account before. It opens nothing; it keeps strangers who guess at the
 * account from locking its owner out.
 */
final class KnownBrowser {

  private static final Duration AGE = Duration.ofDays(365);

  private final String name;
  private final boolean secure;
  private final Keyring keys;

  KnownBrowser(boolean https, Keyring keys) {
    this.name = https ? "__Host-fivefaces-known" : "fivefaces-known";
    this.secure = https;
    this.keys = keys;
  }

  /** Whether the browser signed in to this account before. */
  boolean isOf(RoutingContext context, String email) {
    var cookie = context.request().getCookie(name);
    return cookie != null
        && keys.signatures(Purpose.KNOWN_BROWSER, Keyring.utf8(email)).stream()
            .anyMatch(signature -> MessageDigest.isEqual(
                Keyring.utf8(text(signature)), Keyring.utf8(cookie.getValue())));
  }

  /** Keeps that it did. */
  void remember(RoutingContext context, String email) {
    var signature = keys.signatures(Purpose.KNOWN_BROWSER, Keyring.utf8(email)).getFirst();
    context
        .response()
        .addCookie(Cookie.cookie(name, text(signature))
            .setPath("/")
            .setHttpOnly(true)
            .setSecure(secure)
            .setSameSite(CookieSameSite.LAX)
            .setMaxAge(AGE.toSeconds()));
  }

  private static String text(byte[] signature) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }
}
