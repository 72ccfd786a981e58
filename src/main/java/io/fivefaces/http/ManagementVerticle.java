package io.fivefaces.http;

import io.fivefaces.json.Json;
import io.fivefaces.store.Database;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Metrics and health, on a port that the public must not reach. */
public final class ManagementVerticle extends VerticleBase {

  private final int port;
  private final Database database;
  private final PrometheusMeterRegistry registry;
  private final BooleanSupplier started;
  private HttpServer server;

  /**
   * A management server.
   *
   * @param started whether everything is deployed and nothing is stopping
   */
  public ManagementVerticle(
      int port, Database database, PrometheusMeterRegistry registry, BooleanSupplier started) {
    this.port = port;
    this.database = database;
    this.registry = registry;
    this.started = started;
  }

  @Override
  public Future<?> start() {
    server = vertx.createHttpServer().requestHandler(router());
    return server.listen(port);
  }

  /** The routes and what is behind them. */
  Router router() {
    var router = Router.router(vertx);
    router
        .get("/metrics")
        .handler(context -> context
            .response()
            .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
            .end(registry.scrape()));
    router.get("/health/live").handler(context -> answer(context, 200, Map.of("status", "up")));
    router.get("/health/ready").handler(this::ready);
    return router;
  }

  /** Its actual port. */
  public int port() {
    return server.actualPort();
  }

  private void ready(RoutingContext context) {
    if (!started.getAsBoolean()) {
      answer(
          context, 503, Map.of("status", "down", "reason", "the service is starting or stopping"));
      return;
    }
    database
        .check()
        .timeout(2, TimeUnit.SECONDS)
        .onSuccess(up -> answer(context, 200, Map.of("status", "up")))
        .onFailure(away -> answer(
            context, 503, Map.of("status", "down", "reason", "the database does not answer")));
  }

  private static void answer(RoutingContext context, int status, Map<String, String> body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(Buffer.buffer(Json.write(body)));
  }
}
