package io.fivefaces.http;

import io.fivefaces.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
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

  /** Answers 202: it is queued. */
  static Handler<RoutingContext> accepted(Function<RoutingContext, Future<?>> route) {
    return json(202, route);
  }

  private static Handler<RoutingContext> json(
      int status, Function<RoutingContext, Future<?>> route) {
    return context -> with(context, route.apply(context), value -> send(context, status, value));
  }

  /** Answers with what is to come; whatever fails on the way, the answering as well, becomes a problem. */
  static <T> void with(RoutingContext context, Future<T> coming, Consumer<T> answer) {
    coming
        .<Void>map(value -> {
          answer.accept(value);
          return null;
        })
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

  /** Fails a request whose answer may have begun; who left wants none. */
  static void failUnlessLeft(RoutingContext context, Throwable failure) {
    if (!(failure instanceof Left) && !context.response().closed()) {
      context.fail(failure);
    }
  }
}
