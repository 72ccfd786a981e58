package io.fivefaces.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** An upgrade keeps what was accepted before it, also what was not yet projected. */
class MigrationTest {

  @Test
  void theEventsOfTheFirstVersionAreKept() {
    try (var database = new TestDatabase()) {
      database.execute("drop schema " + schema(database) + " cascade");
      migrateTo("1", database);
      database.execute(
          "insert into event_keys (workspace_id, source_id, event_id) values (1, 2, 'a'), (1, 2, 'b')");
      database.execute(
          "insert into event_batches (workspace_id, source_id, received_at, projected_at, event_ids, payloads) values"
              + " (1, 2, moment() - interval '3 days', moment(), array['a'], array['{}'::bytea]),"
              + " (1, 2, moment(), null, array['b'], array['{}'::bytea])");

      Migration.run(database.address());

      assertThat(database.count("select count(*) from event_keys")).isEqualTo(2);
      assertThat(database.count("select count(*) from event_batches where projected_at is null"))
          .isEqualTo(1);
      assertThat(database
              .rows("select workspace_ids, source_ids, event_ids, events, bytes"
                  + " from event_batches order by batch_id")
              .toString())
          .isEqualTo("[{workspace_ids={1}, source_ids={2}, event_ids={a}, events=1, bytes=2},"
              + " {workspace_ids={1}, source_ids={2}, event_ids={b}, events=1, bytes=2}]");
      assertThat(
              database.count("select nextval(pg_get_serial_sequence('event_batches', 'batch_id'))"))
          .isEqualTo(3);
    }
  }

  @Test
  void whoWasSuppressedStaysSoAndWhyIsKept() {
    try (var database = new TestDatabase()) {
      database.execute("drop schema " + schema(database) + " cascade");
      migrateTo("3", database);
      database.execute(
          "insert into workspaces (slug, name, settings) values ('acme', 'Acme', '{}')");
      database.execute(
          "insert into suppressions (workspace_id, email, reason) values"
              + " (1, 'a@customer.test', '550 5.1.1 no such user'), (1, 'b@customer.test', 'unsubscribed')");

      Migration.run(database.address());

      assertThat(database
              .rows("select email, reason, detail from suppressions order by email")
              .toString())
          .isEqualTo("[{email=a@customer.test, reason=refused, detail=550 5.1.1 no such user},"
              + " {email=b@customer.test, reason=unsubscribed, detail=null}]");
    }
  }

  private static void migrateTo(String version, TestDatabase database) {
    var address = database.address();
    Flyway.configure()
        .dataSource(
            "jdbc:postgresql://%s:%d/%s".formatted(address.host(), address.port(), address.name()),
            address.user(),
            address.password())
        .schemas(address.schema())
        .locations("classpath:db/migration")
        .target(version)
        .load()
        .migrate();
  }

  private static String schema(TestDatabase database) {
    return "\"" + database.address().schema() + "\"";
  }
}
