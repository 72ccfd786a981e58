package io.fivefaces.bench;

/**
 * Customers as years of support leave them, put straight into the tables of a workspace with two sources: each with a
 * conversation of long ago, three in five with one of the last 80 days, one in ten without an address, one in twenty
 * known to the second source as well, one in a hundred suppressed, and CSAT invites sent long ago, lately and yet to go.
 * Addresses come in no order, as people do. Nothing is near the end of the seven and the ninety days that gates look at,
 * so that a recount some minutes later counts the same.
 */
final class Crowd {

  private static final String ADDRESS = "substr(md5(n::text), 1, 12) || '@customer.test'";

  private final Tables tables;
  private final Door first;
  private final Door second;
  private final int people;

  Crowd(Tables tables, Door first, Door second, int people) {
    this.tables = tables;
    this.first = first;
    this.second = second;
    this.people = people;
  }

  /** Fills the workspace; the tables are open and closed as of an {@link Archive}. */
  void fill() {
    customers();
    conversations("old", first, "c", 400, 300, "true", "n % 3 <> 0");
    conversations("new", first, "c", 80, 79, "n / 10 % 5 < 3", "n / 50 % 4 > 1");
    conversations("visit", second, "v", 80, 79, "n % 20 = 1", "true");
    tables.execute("analyze customers, conversations");
    invites();
    tables.execute("""
        insert into suppressions (workspace_id, email, reason)
        select %d, %s, 'bounced' from generate_series(7, %d, 100) n
        """.formatted(first.workspace(), ADDRESS, people));
    Console.say("filled " + first.workspace() + " with " + people + " customers");
  }

  private void customers() {
    tables.execute("""
        insert into customers (workspace_id, source_id, ref, version, email, name)
        select %d, %d, 'c' || n, 1, case when n %% 10 > 0 then %s end, 'Customer ' || n from generate_series(1, %d) n
        """.formatted(first.workspace(), first.source(), ADDRESS, people));
    tables.execute("""
        insert into customers (workspace_id, source_id, ref, version, email, name)
        select %d, %d, 'v' || n, 1, upper(%s), 'Customer ' || n from generate_series(1, %d, 20) n
        """.formatted(second.workspace(), second.source(), ADDRESS, people));
  }

  /** One each of those whom a condition names, from so many days ago and for so many, stopped where another holds. */
  private void conversations(
      String name, Door door, String customer, int from, int days, String whose, String stopped) {
    tables.execute("""
        insert into conversations (workspace_id, source_id, ref, version, created_at, channel, subject, customer_ref,
          assignee_ref, assignee_name, state, state_at, closed_at, resolver, ended_at, reason)
        select %1$d, %2$d, '%3$s' || n, 1, at, 'email', 'Invoice ' || n, '%4$s' || n, 'a' || n %% 40,
          'Agent ' || n %% 40, 'closed', at, at, 'Agent ' || n %% 40, at, case when %9$s then 'two_messages' end
        from (
          select (m * 7919::bigint) %% %5$d + 1 as n,
            now() - interval '1 day' * case when ago between 6 and 8 then ago + 2 else ago end as at
          from generate_series(1, %5$d) m, lateral (select %6$d - m::float8 / %5$d * %7$d as ago) as days) as told
        where %8$s
        """.formatted(
            door.workspace(), door.source(), name, customer, people, from, days, whose, stopped));
  }

  private void invites() {
    tables.execute("""
        insert into survey_invites (workspace_id, source_id, conversation_ref, channel, state, epoch, created_at, due_at,
          next_try_at, issued_at, sent_at, recipient, customer_ref)
        select workspace_id, source_id, ref, 'email', case when pending then 'scheduled' else 'sent' end,
          case when pending then 0 else 1 end, ended_at, case when pending then now() + interval '1 day' else ended_at end,
          case when pending then now() + interval '1 day' else ended_at end, case when not pending then ended_at end,
          case when not pending then ended_at end, case when not pending then email end, customer_ref
        from (
          select c.*, u.email, c.ref ~ '^new.*[05]$' and c.ended_at > now() - interval '20 days' as pending
          from conversations c
          join customers u on u.workspace_id = c.workspace_id and u.source_id = c.source_id and u.ref = c.customer_ref
          where c.workspace_id = %d and c.reason is null) as ended
        """.formatted(first.workspace()));
  }
}
