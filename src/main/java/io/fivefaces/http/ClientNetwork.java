package io.fivefaces.http;

import io.netty.util.NetUtil;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;

/** Whose tries are counted together: those of an IPv4 address, or of the /64 of IPv6 that anybody has at home. */
final class ClientNetwork {

  private static final int IPV6 = 16;
  private static final int PREFIX = 8;

  private ClientNetwork() {}

  /** Where a request comes from. */
  static String of(RoutingContext context) {
    return of(context.request().remoteAddress().hostAddress());
  }

  /** The network of an address. */
  static String of(String address) {
    var bytes = NetUtil.createByteArrayFromIpAddressString(address);
    return bytes == null || bytes.length != IPV6
        ? address
        : HexFormat.of().formatHex(bytes, 0, PREFIX) + "/64";
  }
}
