package io.fivefaces.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.List;
import java.util.Set;

/** The pages and their files: what lies in webroot is what is served, and browsers ask each time whether it changed. */
final class PageRoutes {

  /** Every page, by its path. */
  static final List<String> PAGES = List.of(
      "analytics",
      "nps",
      "mailbox",
      "settings",
      "email",
      "sources",
      "suppressions",
      "api-keys",
      "history",
      "webhooks",
      "conversations",
      "conversation",
      "panel",
      "panel-connect",
      "suspected",
      "people",
      "account",
      "sign-in",
      "docs",
      "set-up",
      "invitation",
      "forgot",
      "reset",
      "demo-shop",
      "demo-slack");

  private static final String NOBODY = "'none'";
  private static final String CHART_JS = "META-INF/resources/webjars/chart.js/4.5.1";
  private static final String SWAGGER_UI = "META-INF/resources/webjars/swagger-ui/5.34.1";
  /** Its own page would ask for a foreign contract. */
  private static final Set<String> OF_SWAGGER_UI =
      Set.of("/lib/swagger-ui/swagger-ui-bundle.js", "/lib/swagger-ui/swagger-ui.css");

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'%s; img-src 'self' data:%s;"
          + " connect-src 'self'; font-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none';"
          + " frame-ancestors %s";

  private final String webroot;
  private final String panelSites;

  /** Serves these files; these sites may show the panel in a frame. */
  PageRoutes(String webroot, List<String> panelSites) {
    this.webroot = webroot;
    this.panelSites = panelSites.isEmpty() ? NOBODY : String.join(" ", panelSites);
  }

  void mount(Router router) {
    read(router, "/").handler(context -> context.redirect("/analytics"));
    PAGES.forEach(
        page -> read(router, "/" + page).handler(context -> context.reroute("/" + page + ".html")));
    read(router, "/openapi.yaml").handler(context -> {
      // RFC 9512; the server's own table has an older name
      context.addHeadersEndHandler(
          head -> context.response().putHeader("content-type", "application/yaml"));
      context.next();
    });
    read(router, "/widget.js").handler(context -> {
      // also for sites that load nothing unless it says so
      context.response().putHeader("cross-origin-resource-policy", "cross-origin");
      context.next();
    });
    read(router, "/lib/chart.js/*")
        .handler(this::secure)
        .handler(files(StaticHandler.create(CHART_JS)));
    read(router, "/lib/swagger-ui/*")
        .handler(context -> {
          if (OF_SWAGGER_UI.contains(context.normalizedPath())) {
            context.next();
          } else {
            context.fail(404);
          }
        })
        .handler(this::secure)
        .handler(files(StaticHandler.create(SWAGGER_UI)));
    read(router, "/*")
        .handler(this::secure)
        .handler(files(StaticHandler.create(FileSystemAccess.RELATIVE, webroot)));
  }

  private static Route read(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  private static StaticHandler files(StaticHandler handler) {
    return handler.setCachingEnabled(true).setDirectoryListing(false).setIncludeHidden(false);
  }

  private void secure(RoutingContext context) {
    // instead of the handler's own, which would let browsers keep a file for a day unasked
    context.addHeadersEndHandler(head -> context.response().putHeader("cache-control", "no-cache"));
    var page = PAGES.stream()
        .filter(one -> context.normalizedPath().equals("/" + one + ".html"))
        .findFirst()
        .orElse("");
    headers(context, page);
    context.next();
  }

  /** Where mail is shown: it carries its style in its markup and may have a logo; scripts stay forbidden. */
  private static final List<String> SHOW_MAIL = List.of("mailbox", "email", "settings");

  private void headers(RoutingContext context, String page) {
    boolean mail = SHOW_MAIL.contains(page);
    context
        .response()
        .putHeader(
            "content-security-policy",
            POLICY.formatted(
                mail ? " 'unsafe-inline'" : "",
                mail ? " https:" : "",
                page.equals("panel") ? panelSites : NOBODY))
        .putHeader("referrer-policy", page.equals("panel") ? "no-referrer" : "same-origin")
        .putHeader("x-content-type-options", "nosniff");
  }
}
