package io.fivefaces.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The same webhook as a good developer would write it on Vert.x: one event per transaction. */
public final class OrdinaryService extends VerticleBase {

  private static final int BODY_LIMIT = 256 << 10;
  private static final int CONNECTIONS = 10;

  private final Map<String, Door> doors;
  private final String ingest;
  private Pool database;

  private OrdinaryService(Map<String, Door> doors, String ingest) {
    this.doors = doors;
    this.ingest = ingest;
  }

  /** Serves until it is killed; its environment says where and from whom. */
  public static void main(String[] arguments) throws Exception {
    var ingest = Files.readString(Path.of(System.getenv("INGEST_SQL")));
    var doors = new JsonArray(System.getenv("SOURCES"))
        .stream()
            .map(JsonObject.class::cast)
            .map(OrdinaryService::door)
            .collect(Collectors.toMap(Door::key, Function.identity()));
    Vertx.vertx()
        .deployVerticle(
            () -> new OrdinaryService(doors, ingest),
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
        .await(30, TimeUnit.SECONDS);
  }

  @Override
  public Future<?> start() {
    // the default caches no statement of more than 2048 characters
    database = PgBuilder.pool()
        .using(vertx)
        .connectingTo(PgConnectOptions.fromUri(System.getenv("DATABASE_URL"))
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheSqlLimit(16_384))
        .with(new PoolOptions().setMaxSize(CONNECTIONS))
        .build();
    var router = Router.router(vertx);
    router.get("/health").handler(context -> context.end("ok"));
    router
        .post("/hooks/:key")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
        .handler(this::receive);
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(Integer.parseInt(System.getenv("PORT")), "127.0.0.1");
  }

  private void receive(RoutingContext context) {
    var door = doors.get(context.pathParam("key"));
    if (door == null) {
      refuse(context, 404, "No such source");
      return;
    }
    var body = context.body().buffer();
    var headers = context.request().headers();
    if (body == null || !OrdinarySignature.isAuthentic(door.secret(), headers, body)) {
      refuse(context, 401, "Bad signature");
      return;
    }
    try {
      var event = OrdinaryEvent.parameters(door, headers.get("webhook-id"), body);
      database
          .preparedQuery(ingest)
          .execute(event)
          .onSuccess(rows -> accept(context, rows.iterator().next().getInteger("accepted")))
          .onFailure(failure -> refuse(context, 503, failure.getMessage()));
    } catch (RuntimeException malformed) {
      refuse(context, 400, malformed.getMessage());
    }
  }

  private static void accept(RoutingContext context, int accepted) {
    context
        .response()
        .setStatusCode(202)
        .putHeader("content-type", "application/json")
        .end(new JsonObject()
            .put("accepted", accepted)
            .put("duplicates", 1 - accepted)
            .toBuffer());
  }

  private static void refuse(RoutingContext context, int status, String title) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(new JsonObject().put("title", title).toBuffer());
  }

  private static Door door(JsonObject json) {
    return new Door(
        json.getString("key"),
        json.getInteger("workspace"),
        json.getInteger("source"),
        json.getString("secret"));
  }
}
