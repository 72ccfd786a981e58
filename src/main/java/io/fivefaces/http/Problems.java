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
      case EventWriter.Flooded flooded ->
        Problem.tooMany("Too many events of this source wait to be stored.", 1);
      case EventWriter.Saturated saturated -> Problem.unavailable();
      case HttpException refused -> Problem.ofStatus(refused.getStatusCode());
      default -> isRefusal(context) ? refusal(context) : fault(context, failure);
    };
  }

  /** Whether the request is to blame: the libraries say so, or its body broke off or could not be read. */
  private static boolean isRefusal(RoutingContext context) {
    return (context.statusCode() >= 400 && context.statusCode() < 500)
        || RequestGuard.awaitsBody(context.request());
  }

  private static Problem refusal(RoutingContext context) {
    int status = context.statusCode();
    return Problem.ofStatus(status >= 400 && status < 500 ? status : 400);
  }

  private static Problem fault(RoutingContext context, Throwable failure) {
    var method = context.request().method();
    if (Database.isAway(failure)) {
      LOG.warn("{} {} was answered 503: {}", method, place(context), failure.toString());
      return Problem.unavailable();
    }
    LOG.error("{} {} failed", method, place(context), failure);
    return Problem.internal();
  }

  /** Where it failed, without the tokens that addresses outside of the API carry. */
  private static String place(RoutingContext context) {
    var path = context.normalizedPath();
    int second = path.indexOf('/', 1);
    return second < 0 || path.startsWith("/api/") ? path : path.substring(0, second) + "/...";
  }
}
