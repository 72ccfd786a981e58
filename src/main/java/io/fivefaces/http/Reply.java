package io.fivefaces.http;

import io.fivefaces.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** Answers with values: what a route returns is written as JSON, what it throws or fails with becomes a problem. */
final class Reply {

  private Reply() {}

  /** Answers 200. */
  static Handler<RoutingContext> ok(Function<RoutingContext, Future<?>> route) {
    return json(200, route);
  }

  /** Answers 201. */
  static Handler<RoutingContext> created(Function<RoutingContext, Future<?>> route) {
    return json(201, route);
  }

  private static Handler<RoutingContext> json(
      int status, Function<RoutingContext, Future<?>> route) {
    return context -> route
        .apply(context)
        .onSuccess(value -> send(context, status, value))
        .onFailure(context::fail);
  }

  /** Answers with this status and the value's JSON. */
  static void send(RoutingContext context, int status, Object value) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(Buffer.buffer(Json.write(value)));
  }
}
