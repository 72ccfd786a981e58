package io.fivefaces.http;

import io.fivefaces.openid.Attempt;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/** A cookie of this service that no script reads; over https bound to this host alone. */
public final class HostCookie {

  private static final Duration SESSION = Duration.ofDays(14);
  private static final Duration KNOWN = Duration.ofDays(365);

  private final String name;
  private final boolean secure;
  private final Duration age;

  private HostCookie(String name, boolean https, Duration age) {
    this.name = https ? "__Host-" + name : name;
    this.secure = https;
    this.age = age;
  }

  /** The cookie that carries a session's token. */
  public static HostCookie session(boolean https) {
    return new HostCookie("fivefaces", https, SESSION);
  }

  /** The cookie that carries a sealed sign-in to the OpenID provider and back. */
  static HostCookie openId(boolean https) {
    return new HostCookie("fivefaces-openid", https, Attempt.AGE);
  }

  /** The cookie by which a browser shows that somebody signed in with it. */
  static HostCookie known(boolean https) {
    return new HostCookie("fivefaces-known", https, KNOWN);
  }

  Optional<String> read(RoutingContext context) {
    return Optional.ofNullable(context.request().getCookie(name)).map(Cookie::getValue);
  }

  void set(RoutingContext context, String value) {
    context.response().addCookie(cookie(value).setMaxAge(age.toSeconds()));
  }

  void clear(RoutingContext context) {
    context.response().addCookie(cookie("").setMaxAge(0));
  }

  /** Lax, for people come back from mails and from their OpenID provider. */
  private Cookie cookie(String value) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.LAX);
  }
}
