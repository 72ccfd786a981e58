package io.fivefaces.support;

import io.fivefaces.domain.Quarter;
import java.time.Instant;

/** NPS invites and answers as rows, with the marks that sending and answering leave. */
public final class NpsRows {

  private final TestDatabase database;
  private final TestSource source;

  public NpsRows(TestDatabase database, TestSource source) {
    this.database = database;
    this.source = source;
  }

  /** A closed conversation of this reference, for invites that need one. */
  public void conversation(String ref) {
    database.execute("""
        insert into conversations (workspace_id, source_id, ref, version, created_at, state)
        values (%s, %s, '%s', 1, now(), 'closed') on conflict do nothing
        """.formatted(source.workspace(), source.id(), ref));
  }

  /** An invite that waits for a day that never comes. */
  public long scheduled(String ref, Quarter quarter, String address) {
    return database.count("""
        insert into survey_invites (workspace_id, source_id, conversation_ref, kind, quarter, address, customer_ref,
          recipient, channel, state, due_at, next_try_at)
        values (%s, %s, '%s', 'nps', '%s', '%s', 'c-%5$s', '%5$s', 'email', 'scheduled', '2000-01-01Z', '2199-01-01Z')
        returning invite_id
        """.formatted(source.workspace(), source.id(), ref, quarter, address));
  }

  /** An invite that was handed over at this moment. */
  public long sent(String ref, Quarter quarter, String address, Instant at) {
    long invite = scheduled(ref, quarter, address);
    begin(invite);
    end(invite, "sent", "null, sent_at = '" + at + "', issued_at = '" + at + "'");
    mark(at);
    return invite;
  }

  /** An invite that ended so, for no reason of its own. */
  public long ended(String ref, Quarter quarter, String address, String state) {
    long invite = scheduled(ref, quarter, address);
    if (!state.equals("cancelled")) {
      begin(invite);
    }
    end(invite, state, "'a reason'");
    return invite;
  }

  /** An answer at this moment. */
  public void answer(long invite, int score, String comment, Instant at) {
    database.execute("""
        insert into nps_responses (workspace_id, invite_id, source_id, conversation_ref, score, comment, responded_at)
        select workspace_id, invite_id, source_id, conversation_ref, %d, '%s', '%s' from survey_invites
        where workspace_id = %s and invite_id = %d
        """.formatted(score, comment, at, source.workspace(), invite));
    mark(invite, at);
  }

  /** Takes an answer back that was given at this moment. */
  public void takeBack(long invite, Instant at) {
    database.execute("delete from nps_responses where workspace_id = " + source.workspace()
        + " and invite_id = " + invite);
    mark(invite, at);
  }

  private void mark(long invite, Instant answeredAt) {
    mark(answeredAt);
    database.execute("""
        insert into stale_days (workspace_id, day)
        select workspace_id, (sent_at at time zone 'UTC')::date from survey_invites
        where workspace_id = %s and invite_id = %d and sent_at is not null
        """.formatted(source.workspace(), invite));
  }

  private void mark(Instant at) {
    database.execute("insert into stale_days (workspace_id, day) values (" + source.workspace()
        + ", (timestamptz '" + at + "' at time zone 'UTC')::date)");
  }

  private void begin(long invite) {
    update(invite, "state = 'claimed'");
    update(invite, "state = 'sending', epoch = epoch + 1");
  }

  private void end(long invite, String state, String reason) {
    update(invite, "state = '" + state + "', reason = " + reason);
  }

  private void update(long invite, String change) {
    database.execute("update survey_invites set " + change + " where workspace_id = "
        + source.workspace() + " and invite_id = " + invite);
  }
}
