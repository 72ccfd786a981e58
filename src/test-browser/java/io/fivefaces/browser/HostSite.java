package io.fivefaces.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A customer's site on an origin of its own, with a page that embeds the widget. */
final class HostSite implements AutoCloseable {

  private final HttpServer server;
  private volatile String body = "";
  private volatile String policy = "";

  HostSite() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", exchange -> {
      var page = exchange.getRequestURI().getPath().equals("/")
          ? body.getBytes(StandardCharsets.UTF_8)
          : new byte[0];
      exchange.getResponseHeaders().add("content-type", "text/html; charset=utf-8");
      if (!policy.isEmpty()) {
        exchange.getResponseHeaders().add("content-security-policy", policy);
      }
      exchange.sendResponseHeaders(200, page.length == 0 ? -1 : page.length);
      exchange.getResponseBody().write(page);
      exchange.close();
    });
    server.start();
  }

  /** As browsers name it. */
  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Its page has this in its body, and {@code WIDGET} in it is the tag that embeds the widget for a visitor. */
  HostSite serves(
      String page, String serviceUrl, String key, String visitor, String hash, String more) {
    var tag =
        "<script src=\"%s/widget.js\" data-source=\"%s\" data-visitor=\"%s\" data-visitor-hash=\"%s\" %s async></script>"
            .formatted(serviceUrl, key, visitor, hash, more);
    body = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Shop</title></head><body>"
        + page.replace("WIDGET", tag) + "</body></html>";
    return this;
  }

  /** Its page has this in its body. */
  void shows(String page) {
    body =
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Desk</title></head><body><main>"
            + page + "</main></body></html>";
  }

  /** Its pages forbid all that this content security policy does not allow. */
  HostSite under(UnaryOperator<String> ours, String serviceUrl) {
    policy = ours.apply(serviceUrl);
    return this;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
