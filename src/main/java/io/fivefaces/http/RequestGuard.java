package io.fivefaces.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** Refuses what proxies and servers could read differently, and bodies that never end. */
final class RequestGuard implements Handler<RoutingContext> {

  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final SlowClients slow;

  RequestGuard(SlowClients slow) {
    this.slow = slow;
  }

  @Override
  public void handle(RoutingContext context) {
    var request = context.request();
    if (request.version() == HttpVersion.HTTP_1_1
        && request.headers().getAll("host").size() != 1) {
      throw Problem.badRequest("Send exactly one Host header.");
    }
    if (request.uri().contains("%00")) {
      throw Problem.badRequest("An address has no NUL character.");
    }
    var encoding = request.getHeader("transfer-encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("chunked")) {
      throw Problem.badRequest("No transfer encoding but chunked is understood.");
    }
    if (awaitsBody(request)) {
      slow.awaitBody(request.connection());
      context.addEndHandler(done -> slow.heard(request.connection()));
    }
    context.next();
  }

  /** Whether there is more of this request to come. */
  static boolean awaitsBody(HttpServerRequest request) {
    return !request.isEnded() && hasBody(request);
  }

  /** Whether every percent sign begins an escape; the router would stumble over any other. */
  static boolean isReadable(String uri) {
    return uri.indexOf('%') < 0 || !BROKEN_ESCAPE.matcher(uri).find();
  }

  private static boolean hasBody(HttpServerRequest request) {
    var length = request.getHeader("content-length");
    return request.getHeader("transfer-encoding") != null
        || (length != null && !length.equals("0"));
  }
}
