package io.fivefaces.http;

import io.fivefaces.domain.Proxies;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;

/**
 * Whose tries are counted together: those of an IPv4 address, or of the /64 of IPv6 that anybody has at home. The one
 * place that asks where a request comes from.
 */
public final class ClientNetwork {

  private static final int PREFIX = 8;

  private final Proxies proxies;

  /** Sees through these proxies. */
  public ClientNetwork(Proxies proxies) {
    this.proxies = proxies;
  }

  /** Where a request comes from. */
  String of(RoutingContext context) {
    var request = context.request();
    return of(proxies.client(
        request.remoteAddress().hostAddress(), request.headers().getAll("x-forwarded-for")));
  }

  /** The network of an address. */
  static String of(byte[] address) {
    return HexFormat.of().formatHex(address, 0, Math.min(address.length, PREFIX));
  }
}
