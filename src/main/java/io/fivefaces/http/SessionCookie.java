package io.fivefaces.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/** The cookie that carries a session's token; over https bound to this host alone. */
public final class SessionCookie {

  private static final Duration AGE = Duration.ofDays(14);

  private final String name;
  private final boolean secure;

  /** A cookie for pages under https, or for those of a machine that has none. */
  public SessionCookie(boolean https) {
    name = https ? "__Host-fivefaces" : "fivefaces";
    secure = https;
  }

  Optional<String> read(RoutingContext context) {
    return Optional.ofNullable(context.request().getCookie(name)).map(Cookie::getValue);
  }

  void set(RoutingContext context, String token) {
    context.response().addCookie(cookie(token).setMaxAge(AGE.toSeconds()));
  }

  void clear(RoutingContext context) {
    context.response().addCookie(cookie("").setMaxAge(0));
  }

  private Cookie cookie(String value) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.LAX);
  }
}
