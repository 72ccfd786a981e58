package io.fivefaces.http;

import io.fivefaces.json.JsonException;
import io.fivefaces.store.Database;
import io.fivefaces.store.EventWriter;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one failure handler: every refusal and every fault becomes a problem, and only faults are logged. */
final class Problems implements Handler<RoutingContext> {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final String notFoundPage;

  /** Shows this file to people who are lost. */
  Problems(String notFoundPage) {
    this.notFoundPage = notFoundPage;
  }

  @Override
  public void handle(RoutingContext context) {
    var problem = problem(context);
    var response = context.response();
    if (response.headWritten()) {
      response.reset();
    } else if (problem.status() == 404 && isForAPerson(context)) {
      response
          .setStatusCode(404)
          .sendFile(notFoundPage)
          .onFailure(missing -> problem.writeTo(response));
    } else if (!response.ended()) {
      problem.writeTo(response);
    }
  }

  private static boolean isForAPerson(RoutingContext context) {
    var accept = context.request().getHeader("accept");
    return accept != null && accept.contains("text/html");
  }

  /** What a failed request is told. */
  static Problem problem(RoutingContext context) {
    var failure = context.failure();
    if (failure == null) {
      return Problem.ofStatus(context.statusCode());
    }
    return switch (failure) {
      case Problem refused -> refused;
      case JsonException unreadable -> Problem.badRequest(unreadable.getMessage() + ".");
      case EventWriter.Saturated saturated -> Problem.unavailable();
      case HttpException refused -> Problem.ofStatus(refused.getStatusCode());
      default -> fault(context, failure);
    };
  }

  private static Problem fault(RoutingContext context, Throwable failure) {
    // the route's pattern and not its address, which may hold a token
    var route = context.currentRoute() == null ? "?" : context.currentRoute().getPath();
    if (Database.isAway(failure)) {
      LOG.warn("{} {} was answered 503: {}", context.request().method(), route, failure.toString());
      return Problem.unavailable();
    }
    LOG.error("{} {} failed", context.request().method(), route, failure);
    return Problem.internal();
  }
}
