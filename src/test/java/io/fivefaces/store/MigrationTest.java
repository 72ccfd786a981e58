package io.fivefaces.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  @Test
  void whatWasAskedAndAnsweredBeforeNpsIsOfCsatAndStaysTheOnlySurveyOfItsConversation() {
    try (var database = new TestDatabase()) {
      database.execute("drop schema " + schema(database) + " cascade");
      migrateTo("14", database);
      database.execute("""
          insert into workspaces (slug, name, settings) values ('acme', 'Acme', '{}');
          insert into sources (workspace_id, kind, name, key) values (1, 'native', 'Shop', 'key');
          insert into customers (workspace_id, source_id, ref, version, email, email_at)
          values (1, 1, 'c-1', 1, 'Ada@customer.test', now());
          insert into conversations (workspace_id, source_id, ref, version, created_at, state, customer_ref, customer_at)
          select 1, 1, 'talk-' || n, 1, now(), 'closed', 'c-1', now() from generate_series(1, 2) as n;
          insert into survey_invites (
            workspace_id, source_id, conversation_ref, channel, customer_ref, state, due_at, next_try_at)
          select 1, 1, 'talk-' || n, 'email', 'c-1', 'scheduled', now(), now() from generate_series(1, 2) as n;
          update survey_invites set state = 'claimed' where conversation_ref = 'talk-1';
          update survey_invites set state = 'sending', epoch = 1, recipient = 'Ada@customer.test', issued_at = now()
          where conversation_ref = 'talk-1';
          update survey_invites set state = 'sent', sent_at = now() where conversation_ref = 'talk-1';
          insert into csat_responses (workspace_id, invite_id, source_id, conversation_ref, score)
          values (1, 1, 1, 'talk-1', 5);
          insert into survey_views (workspace_id, invite_id, head, score, print, agent)
          select 1, 1, false, score, 'p', 'ordinary' from unnest(array[0, 3]) as score;
          insert into suspected_responses (workspace_id, invite_id, score, reason) values (1, 1, 2, 'decoy');
          """);

      Migration.run(database.address());

      assertThat(database
              .rows(
                  "select kind, state, customer_ref, quarter from survey_invites order by invite_id")
              .toString())
          .isEqualTo("[{kind=csat, state=sent, customer_ref=c-1, quarter=null},"
              + " {kind=csat, state=scheduled, customer_ref=c-1, quarter=null}]");
      assertThat(database.count("select score from csat_responses")).isEqualTo(5);
      assertThat(
              database.rows("select score from survey_views order by look_id").toString())
          .isEqualTo("[{score=null}, {score=3}]");
      assertThat(database.value("select kind from suspected_responses")).isEqualTo("csat");
      var asked = """
          insert into survey_invites (
            workspace_id, source_id, conversation_ref, channel, customer_ref, state, due_at, next_try_at%s)
          values (1, 1, 'talk-1', 'email', 'c-1', 'scheduled', now(), now()%s)
          """;
      assertThatThrownBy(() -> database.execute(asked.formatted("", "")))
          .hasMessageContaining("survey_invites_conversation");
      database.execute(
          asked.formatted(", kind, quarter, address", ", 'nps', '2026-Q4', 'ada@customer.test'"));
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
