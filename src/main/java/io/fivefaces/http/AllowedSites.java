package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which sites' pages may use the widget of a source (CORS): those that its owner listed, and our own. */
final class AllowedSites {

  private static final int MOST = 20;
  private static final int LONGEST = 253;
  private static final Pattern SITE = Pattern.compile(
      "(https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http://(localhost|127\\.0\\.0\\.1))(:[0-9]{1,5})?");

  private final String own;

  /** Ours is where this base URL leads. */
  AllowedSites(String baseUrl) {
    own = baseUrl;
  }

  /** The sites as browsers name them, each once; refuses what no page can come from. */
  static List<String> of(List<String> given) {
    var sites = given.stream().map(AllowedSites::site).distinct().toList();
    if (sites.size() > MOST) {
      throw Problem.badRequest("'allowed_sites' has at most " + MOST + " origins.");
    }
    return sites;
  }

  private static String site(String given) {
    var site = given == null ? "" : given.strip().toLowerCase(Locale.ROOT);
    if (site.endsWith("/")) {
      site = site.substring(0, site.length() - 1);
    }
    if (site.length() > LONGEST || !SITE.matcher(site).matches()) {
      throw Problem.badRequest("'allowed_sites' lists origins such as https://shop.example or"
          + " https://shop.example:8443, without a path; http only for localhost.");
    }
    return site.startsWith("https:")
        ? site.replaceFirst(":443$", "")
        : site.replaceFirst(":80$", "");
  }

  /** Lets the browser hand the answer to the page that asked; refuses a page of any other site. */
  void check(RoutingContext context, ConnectedSource source) {
    var response = context.response().putHeader("vary", "Origin");
    var origin = context.request().getHeader("origin");
    if (origin == null) {
      return;
    }
    if (!isAllowed(context, origin, source.settings().allowedSites())) {
      throw Problem.forbidden(
          "Pages of this site may not use the widget. Add its origin to the source's 'allowed_sites'.");
    }
    response.putHeader("access-control-allow-origin", origin);
  }

  /** Answers a browser that asks before it sends JSON. */
  void preflight(RoutingContext context, ConnectedSource source) {
    check(context, source);
    context
        .response()
        .putHeader("access-control-allow-methods", "POST")
        .putHeader("access-control-allow-headers", "content-type")
        .putHeader("access-control-max-age", "600")
        .setStatusCode(204)
        .end();
  }

  private boolean isAllowed(RoutingContext context, String origin, List<String> listed) {
    return listed.contains(origin)
        || origin.equals(own)
        || Access.isSameHost(origin, context.request().authority());
  }
}
