package io.fivefaces.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Every address of a host's name, of either family. */
@FunctionalInterface
public interface HostNames {

  Future<List<InetAddress>> of(String name);

  /** As the operator's machine resolves names. */
  static HostNames of(Vertx vertx) {
    return name -> {
      var found = Promise.<List<InetSocketAddress>>promise();
      ((VertxInternal) vertx).nameResolver().resolveAll(name, found::handle);
      return found
          .future()
          .map(all -> all.stream().map(InetSocketAddress::getAddress).toList());
    };
  }
}
