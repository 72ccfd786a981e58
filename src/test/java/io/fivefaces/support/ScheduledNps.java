package io.fivefaces.support;

/** NPS invites as the station of quarters leaves them to the delivery, and what it knew when it did. */
public final class ScheduledNps {

  private ScheduledNps() {}

  /** A customer of the only source, with a conversation, whom nobody asked yet; their address may be null. */
  public static void customer(TestDatabase database, String ref, String email) {
    database.execute("""
        insert into customers (workspace_id, source_id, ref, version, email, email_at, name, name_at)
        select workspace_id, source_id, '%s', 1, %s, now(), 'Ada', now() from sources
        """.formatted(ref, email == null ? "null" : "'" + email + "'"));
    database.execute("""
        insert into conversations (workspace_id, source_id, ref, version, created_at, state, state_at,
          channel, channel_at, subject, subject_at, locale, locale_at, customer_ref, customer_at)
        select workspace_id, source_id, 'talk of %1$s', 1, moment(), 'closed', moment(), 'slack', now(),
          'Invoice 88', now(), 'de', now(), '%1$s', now() from sources
        """.formatted(ref));
  }

  /** Schedules the NPS invite of such a customer for the next hour, towards this address; its number. */
  public static long schedule(TestDatabase database, String ref, String address) {
    return schedule(database, ref, "talk of " + ref, address);
  }

  /** As above, of a customer whose last conversation is this one. */
  public static long schedule(
      TestDatabase database, String ref, String conversation, String address) {
    // walked already: nobody but the test decides who is asked in it
    database.execute("""
        insert into nps_quarters (workspace_id, quarter, state, next_walk_at)
        select workspace_id, to_char(moment() at time zone 'UTC', 'YYYY"-Q"Q'), 'running', moment() + interval '1 year'
        from workspaces
        on conflict do nothing
        """);
    return database.count("""
        with made as (
          insert into survey_invites (workspace_id, source_id, conversation_ref, channel, customer_ref, kind, quarter,
            address, state, due_at, next_try_at)
          select workspace_id, source_id, '%2$s', 'email', '%1$s', 'nps',
            to_char(moment() at time zone 'UTC', 'YYYY"-Q"Q'), '%3$s', 'scheduled',
            moment() + interval '1 hour', moment() + interval '1 hour'
          from sources
          returning workspace_id, quarter, source_id, customer_ref, invite_id
        ), judged as (
          insert into nps_judgements (workspace_id, quarter, source_id, customer_ref, gates, open, saw, at, due_after,
            waits, invite_id)
          select workspace_id, quarter, source_id, customer_ref, '{nps_switch}', '{true}', '{before}', moment(),
            interval '2 hours', false, invite_id from made)
        select invite_id from made
        """.formatted(ref, conversation, address));
  }
}
