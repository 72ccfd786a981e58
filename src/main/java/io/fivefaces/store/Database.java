package io.fivefaces.store;

import io.fivefaces.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The pools of connections: one for the webhooks, one for the projection, one for everything else. The statements of the
 * first two take arrays, of whose length the planner knows nothing, and tables that may be young; they are told how to
 * join. All waits are bounded.
 */
public final class Database {

  private static final int CONNECTIONS = 12;
  /** As many as the writers of all event loops may have in flight. */
  private static final int WRITERS =
      EventWriter.MOST_IN_FLIGHT * Math.min(16, Runtime.getRuntime().availableProcessors());

  private static final int PROJECTIONS = 2;
  private static final int WAITING_PER_CONNECTION = 80;
  private static final int CONNECT_SECONDS = 2;

  private final Pool pool;
  private final Pool writers;
  private final Pool projections;

  /** Opens no connection yet. */
  public Database(Vertx vertx, Config.Database config) {
    pool = pool(vertx, options(config), CONNECTIONS);
    // arrays with each other
    writers = pool(vertx, planned(config).addProperty("enable_nestloop", "off"), WRITERS);
    // arrays with tables, by the tables' keys
    projections = pool(
        vertx,
        planned(config)
            .addProperty("enable_hashjoin", "off")
            .addProperty("enable_mergejoin", "off")
            .addProperty("enable_seqscan", "off"),
        PROJECTIONS);
  }

  /** Runs the steps in one transaction; it commits when their future succeeds and rolls back when it fails. */
  public <T> Future<T> inTransaction(Function<Tx, Future<T>> steps) {
    return pool.withTransaction(connection -> steps.apply(new Tx(connection)));
  }

  /** As {@link #inTransaction}, for the statements of the projection. */
  public <T> Future<T> inProjection(Function<Tx, Future<T>> steps) {
    return projections.withTransaction(connection -> steps.apply(new Tx(connection)));
  }

  /** Succeeds when the database answers. */
  public Future<Void> check() {
    return pool.query("select 1").execute().mapEmpty();
  }

  public Future<Void> close() {
    return Future.join(pool.close(), writers.close(), projections.close()).mapEmpty();
  }

  /** Whether a failure is the database's and passes: it is away, busy or shutting down. */
  public static boolean isAway(Throwable failure) {
    return switch (failure) {
      // connections, resources, operator intervention, locks and lost races
      case PgException refused -> refused.getSqlState().matches("(08|53|55|57|40).*");
      case TimeoutException late -> true;
      case IOException lost -> true;
      case VertxException lost -> true;
      default -> false;
    };
  }

  /** Whether a failure is that a statement took longer than a statement may. */
  public static boolean isTooSlow(Throwable failure) {
    return failure instanceof PgException stopped && stopped.getSqlState().equals("57014");
  }

  /** Whether the database refuses the values of a statement, and will again. */
  public static boolean isRefusal(Throwable failure) {
    return failure instanceof PgException refused
        // data exceptions, broken constraints, limits
        && refused.getSqlState().matches("(22|23|54).*");
  }

  Future<RowSet<Row>> run(String sql, Tuple parameters) {
    return pool.preparedQuery(sql).execute(parameters);
  }

  Pool writers() {
    return writers;
  }

  private static Pool pool(Vertx vertx, PgConnectOptions options, int size) {
    return PgBuilder.pool()
        .using(vertx)
        .connectingTo(options)
        .with(new PoolOptions()
            .setMaxSize(size)
            .setConnectionTimeout(CONNECT_SECONDS)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS)
            .setMaxWaitQueueSize(size * WAITING_PER_CONNECTION))
        .build();
  }

  private static PgConnectOptions planned(Config.Database config) {
    return options(config).addProperty("plan_cache_mode", "force_generic_plan");
  }

  private static PgConnectOptions options(Config.Database config) {
    return new PgConnectOptions()
        .setHost(config.host())
        .setPort(config.port())
        .setDatabase(config.name())
        .setUser(config.user())
        .setPassword(config.password())
        .setSslMode(config.tls() ? SslMode.REQUIRE : SslMode.DISABLE)
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheSqlLimit(16_384)
        .addProperty("application_name", "fivefaces")
        .addProperty("search_path", "\"" + config.schema() + "\"")
        .addProperty("timezone", "UTC")
        .addProperty("statement_timeout", "5s")
        .addProperty("lock_timeout", "2s")
        .addProperty("idle_in_transaction_session_timeout", "10s");
  }
}
