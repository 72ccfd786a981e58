package io.fivefaces.http;

import io.fivefaces.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The bodies of requests, each with a limit and none with files. */
final class Body {

  private Body() {}

  /** Reads a body of at most this many bytes. */
  static BodyHandler upTo(int bytes) {
    return BodyHandler.create(false).setBodyLimit(bytes);
  }

  /** The raw bytes, none for a request without a body. */
  static byte[] bytes(RoutingContext context) {
    return context.body().buffer() == null
        ? new byte[0]
        : context.body().buffer().getBytes();
  }

  /** The raw bytes of a JSON body. */
  static byte[] json(RoutingContext context) {
    if (!isJson(context)) {
      throw Problem.unsupportedType();
    }
    return bytes(context);
  }

  /** The JSON body as a record of this type. */
  static <T> T json(RoutingContext context, Class<T> type) {
    return Json.read(json(context), type);
  }

  static boolean isJson(RoutingContext context) {
    var type = context.request().getHeader("content-type");
    return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
  }
}
