package io.fivefaces.client;

import io.vertx.core.Future;
import java.net.URI;

/** Fetches what lies at an address, of at most 64 KiB and in a few seconds, or fails. */
@FunctionalInterface
public interface Download {
  Future<byte[]> get(URI address);
}
