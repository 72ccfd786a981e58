package io.fivefaces.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fivefaces.support.TestDatabase;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Recounting beside other nodes, and on large days. */
class DaysTest {

  private static final String TODAY = "(moment() at time zone 'UTC')::date";

  @Test
  void aDayThatAnotherNodeIsAtStaysStaleAndTheOthersAreRecounted() throws Exception {
    withStaleDays((database, days) -> {
      try (var node = database.connect();
          var statement = node.createStatement()) {
        node.setAutoCommit(false);
        statement.execute("select pg_advisory_xact_lock(1, " + TODAY + " - date '2000-01-01')");

        assertThat(recount(days).days()).isEqualTo(1);
        assertThat(database.count("select count(*) from day_invites")).isEqualTo(1);
        assertThat(database.value("select " + TODAY + " - day from stale_days")).isEqualTo("0");
        assertThat(recount(days).days()).isZero();
        node.rollback();
      }
      assertThat(recount(days).days()).isEqualTo(1);
      assertThat(database.count("select count(*) from day_invites")).isEqualTo(2);
      assertThat(database.count("select count(*) from stale_days")).isZero();
    });
  }

  @Test
  void aLargeDayMayTakeLongerThanAnotherStatement() throws Exception {
    withStaleDays((database, days) -> {
      database.execute("create table limits (of text)");
      database.execute(
          "create function note() returns trigger language plpgsql as 'begin insert into limits"
              + " values (current_setting(''statement_timeout'')); return null; end'");
      database.execute("create trigger notes after insert on day_invites execute function note()");

      recount(days);

      assertThat(database.rows("select distinct of from limits").toString())
          .isEqualTo("[{of=1min}]");
    });
  }

  private interface Body {
    void run(TestDatabase database, Days days) throws Exception;
  }

  /** A workspace whose today and yesterday must be recounted. */
  private static void withStaleDays(Body body) throws Exception {
    var vertx = Vertx.vertx();
    try (var database = new TestDatabase()) {
      database.execute(
          "insert into workspaces (slug, name, settings) values ('acme', 'Acme', '{}')");
      var store = new Database(vertx, database.address());
      // a first connection may take longer than a pool waits for it
      await().ignoreExceptions().until(() -> store.check().await(10, TimeUnit.SECONDS) == null);
      database.execute("insert into stale_days (workspace_id, day) select workspace_id, " + TODAY
          + " - ago from workspaces, generate_series(0, 1) as ago");
      body.run(database, new Days(store));
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  private static Days.Recounted recount(Days days) throws Exception {
    return days.recountStale().await(10, TimeUnit.SECONDS);
  }
}
