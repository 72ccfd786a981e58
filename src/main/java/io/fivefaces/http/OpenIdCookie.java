package io.fivefaces.http;

import io.fivefaces.openid.Attempt;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The cookie that carries a sealed sign-in to the provider and back; over https bound to this host alone. */
final class OpenIdCookie {

  private final String name;
  private final boolean secure;

  OpenIdCookie(boolean https) {
    name = https ? "__Host-fivefaces-openid" : "fivefaces-openid";
    secure = https;
  }

  Optional<String> read(RoutingContext context) {
    return Optional.ofNullable(context.request().getCookie(name)).map(Cookie::getValue);
  }

  void set(RoutingContext context, String sealed) {
    context.response().addCookie(cookie(sealed).setMaxAge(Attempt.AGE.toSeconds()));
  }

  void clear(RoutingContext context) {
    context.response().addCookie(cookie("").setMaxAge(0));
  }

  /** Lax, for the browser comes back from another site. */
  private Cookie cookie(String value) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.LAX);
  }
}
