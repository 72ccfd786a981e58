package io.fivefaces.support;

import io.fivefaces.domain.Quarter;
import java.time.Duration;
import java.time.ZoneOffset;

/** A source's customers, each with a conversation of yesterday, put straight into the tables. */
public final class Crowd {

  private final TestDatabase database;
  private final String workspace;
  private final String source;

  public Crowd(TestDatabase database, TestSource source) {
    this(database, source.workspace(), source.id());
  }

  public Crowd(TestDatabase database, String workspace, String source) {
    this.database = database;
    this.workspace = workspace;
    this.source = source;
  }

  /** A workspace that asks all at once as soon as its station looks, with a source. */
  public static Crowd made(TestDatabase database, String settings) {
    var workspace = database.value("insert into workspaces (slug, name, settings) values ('ws-"
        + System.nanoTime() + "', 'Acme', '" + settings + "') returning workspace_id");
    return new Crowd(database, workspace, database.value("""
            insert into sources (workspace_id, kind, name, key) values (%s, 'native', 'Shop', 'key-%s') returning source_id
            """.formatted(workspace, workspace)));
  }

  /** Has the quarter begin just now: the clock moves on to the next one. */
  public static void toNewQuarter(TestApp app) {
    var now = app.clock().instant();
    var begin = Quarter.of(now).next().firstDay().atStartOfDay(ZoneOffset.UTC).toInstant();
    app.advance(Duration.between(now, begin).plusHours(1));
  }

  public String workspace() {
    return workspace;
  }

  public String source() {
    return source;
  }

  /** So many customers, c-00001@customer.test and so on. */
  public void come(int many) {
    come(1, many);
  }

  /** The customers of these numbers. */
  public void come(int from, int to) {
    database.execute("""
        insert into customers (workspace_id, source_id, ref, version, email, email_at)
        select %1$s, %2$s, ref, 1, ref || '@customer.test', moment()
        from (select 'c-' || to_char(n, 'FM00000') as ref from generate_series(%3$s, %4$s) as n) as new;
        insert into conversations (
          workspace_id, source_id, ref, version, created_at, channel, channel_at, state, customer_ref, customer_at)
        select %1$s, %2$s, 't-' || ref, 1, moment() - interval '1 day', 'email', moment(), 'open', ref, moment()
        from (select 'c-' || to_char(n, 'FM00000') as ref from generate_series(%3$s, %4$s) as n) as new
        """.formatted(workspace, source, from, to));
  }

  /** One customer who talked with us so long ago. */
  public void comes(String ref, String email, Duration ago) {
    knows(ref, email);
    talks("t-" + ref, ref, ago);
  }

  /** One customer without a conversation; without an address where it is null. */
  public void knows(String ref, String email) {
    database.execute(
        """
        insert into customers (workspace_id, source_id, ref, version, email, email_at, name, name_at)
        values (%s, %s, '%s', 1, %s, moment(), 'Name of %3$s', moment())
        """.formatted(workspace, source, ref, email == null ? "null" : "'" + email + "'"));
  }

  public void talks(String talk, String customer, Duration ago) {
    database.execute("""
        insert into conversations (
          workspace_id, source_id, ref, version, created_at, channel, channel_at, state, customer_ref, customer_at)
        values (%s, %s, '%s', 1, moment() - %s * interval '1 second', 'email', moment(), 'open', '%s', moment())
        """.formatted(workspace, source, talk, ago.toSeconds(), customer));
  }

  /** A CSAT survey of the customer's conversation that was handed over so long ago. */
  public void wasAsked(String customer, String channel, Duration ago) {
    var talk = "asked-" + customer;
    talks(talk, customer, ago.plusHours(1));
    isAsked(customer, talk, channel);
    for (var step : new String[] {
      "state = 'claimed'",
      "state = 'sending', epoch = 1, issued_at = moment() - " + ago.toSeconds()
          + " * interval '1 second'",
      "state = 'sent', sent_at = issued_at"
    }) {
      database.execute(
          "update survey_invites set " + step + " where conversation_ref = '" + talk + "'");
    }
  }

  /** A CSAT survey of this conversation that waits to be handed over in three days. */
  public void isAsked(String customer, String talk, String channel) {
    database.execute("""
        insert into survey_invites (
          workspace_id, source_id, conversation_ref, channel, customer_ref, state, due_at, next_try_at)
        values (%s, %s, '%s', '%s', '%s', 'scheduled', moment() + interval '3 days', moment() + interval '3 days')
        """.formatted(workspace, source, talk, channel, customer));
  }
}
