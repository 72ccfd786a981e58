package io.fivefaces.bench;

import java.util.List;

/**
 * Years of answers, put straight into the tables of a product that was just started: 400 days, as many answers on each,
 * by 40 agents, one in 100,000 of them low, and beside every ten a conversation that a gate stopped.
 */
final class Archive {

  private static final int DAYS = 400;

  /** All that {@link #fill} writes to, in the order of their references. */
  private static final List<String> FILLED =
      List.of("customers", "conversations", "survey_invites", "csat_responses");

  private final Tables tables;
  private List<String> indexes = List.of();

  Archive(Tables tables) {
    this.tables = tables;
  }

  /** Takes the indexes away that are sooner made anew than kept, and the checks of every row. */
  void open() {
    var names = String.join("', '", FILLED);
    tables.execute("set session_replication_role = replica");
    tables.execute("set statement_timeout = 0");
    tables.execute("set maintenance_work_mem = '512MB'");
    var secondary = """
        from pg_index i join pg_class c on c.oid = i.indrelid
        where c.relname in ('%s') and not i.indisunique
        """.formatted(names);
    indexes = tables.texts("select pg_get_indexdef(i.indexrelid) " + secondary);
    tables
        .texts("select i.indexrelid::regclass::text " + secondary)
        .forEach(name -> tables.execute("drop index " + name));
  }

  /** Fills a workspace. */
  void fill(Door door, int answers) {
    long first =
        Long.parseLong(tables.text("select coalesce(max(invite_id), 0) from survey_invites"));
    var key = door.workspace() + ", " + door.source();
    tables.execute("""
        insert into customers (workspace_id, source_id, ref, version, email, name)
        select %s, 'c' || n, 1, 'customer' || n || '@customer.test', 'Customer ' || n from generate_series(0, 9999) n
        """.formatted(key));
    tables.execute("""
        insert into conversations (workspace_id, source_id, ref, version, created_at, channel, subject, customer_ref,
          assignee_ref, assignee_name, state, state_at, closed_at, resolver, ended_at, reason)
        select %1$s, lpad(n::text, 9, '0'), 1, at, 'email', 'Invoice ' || n, 'c' || n %% 10000, 'a' || n %% 40,
          'Agent ' || n %% 40, 'closed', at, at, 'Agent ' || n %% 40, at, case when n %% 11 = 10 then 'two_messages' end
        from generate_series(1, %3$d) n, lateral (select %2$s as at) times
        """.formatted(key, time(answers / 10 * 11), answers / 10 * 11));
    Console.say("conversations of " + door.workspace());
    tables.execute("""
        insert into survey_invites (workspace_id, source_id, invite_id, conversation_ref, channel, state, epoch,
          created_at, due_at, next_try_at, sent_at, recipient, customer_ref)
        overriding system value
        select %1$s, %4$d + n, lpad((n + n / 10)::text, 9, '0'), 'email', 'sent', 1, at, at, at, at,
          'customer' || n %% 10000 || '@customer.test', 'c' || n %% 10000
        from generate_series(1, %3$d) n, lateral (select %2$s as at) times
        """.formatted(key, time(answers), answers, first));
    tables.execute("""
        insert into csat_responses (workspace_id, source_id, invite_id, conversation_ref, score, comment, responded_at)
        select %1$s, %4$d + n, lpad((n + n / 10)::text, 9, '0'),
          case when n %% 100000 = 0 then 1 else 3 + n %% 3 end, case when n %% 4 = 0 then 'Thank you ' || n end, at
        from generate_series(1, %3$d) n, lateral (select %2$s as at) times
        """.formatted(key, time(answers), answers, first));
    Console.say("filled " + door.workspace() + " with " + answers);
    tables.execute("""
        insert into stale_days (workspace_id, day)
        select %d, (date_trunc('day', now()) - n * interval '1 day')::date from generate_series(0, 59) n
        """.formatted(door.workspace()));
  }

  /** When the n-th of so many was: as many on each day, the last today. */
  private static String time(int count) {
    return "date_trunc('day', now()) - interval '%d days' + n::float8 / %d * interval '%d days'"
        .formatted(DAYS, count, DAYS);
  }

  /** Makes the indexes, and looks at every table as the autovacuum would. */
  void close() {
    indexes.forEach(tables::execute);
    Console.say("indexes made");
    tables.execute("set session_replication_role = origin");
    FILLED.forEach(table -> tables.execute("vacuum (analyze) " + table));
  }
}
