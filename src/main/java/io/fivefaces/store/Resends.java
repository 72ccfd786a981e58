package io.fivefaces.store;

import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.InviteId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** Second tries that a person asked for, of invites of which nobody knows whether they arrived. */
public final class Resends {

  private final Database database;
  private final StaleDays staleDays;

  public Resends(Database database, StaleDays staleDays) {
    this.database = database;
    this.staleDays = staleDays;
  }

  private static final String SEND_AGAIN = """
      with before as (
        select workspace_id, invite_id, reason, epoch from survey_invites
        where workspace_id = $1::int and source_id = $2::int and conversation_ref = $3::text and kind = 'csat'
          and state = 'unknown'
        for update
      ), again as (
        update survey_invites as i
        set state = 'scheduled', reason = null, due_at = moment(), next_try_at = moment(), refusals = 0,
          claim_token = null, lease_until = null
        from before
        where i.workspace_id = before.workspace_id and i.invite_id = before.invite_id and i.state = 'unknown'
        returning i.workspace_id, i.invite_id, i.source_id, i.conversation_ref, before.reason, before.epoch
      ), audited as (
        insert into audit (workspace_id, who, what, before, after)
        select workspace_id, $4::text, 'invite ' || invite_id || ' sent again',
          jsonb_build_object('state', 'unknown', 'reason', reason, 'attempts', epoch),
          jsonb_build_object('state', 'scheduled', 'conversation', conversation_ref, 'source', source_id::text)
        from again)
      select workspace_id, invite_id from again
      """;

  /** Schedules the conversation's unknown invite once more, kept with who wanted it; empty where it is not unknown. */
  public Future<Optional<InviteId>> sendAgain(ConversationId conversation, String who) {
    var parameters =
        Tuple.of(conversation.workspace(), conversation.source(), conversation.ref(), who);
    return database.inTransaction(tx -> tx.run(SEND_AGAIN, parameters).compose(rows -> {
      if (rows.size() == 0) {
        return Future.succeededFuture(Optional.empty());
      }
      var row = rows.iterator().next();
      var invite = new InviteId(row.getInteger("workspace_id"), row.getLong("invite_id"));
      return staleDays.markInvite(tx, invite.workspace(), invite.number()).map(Optional.of(invite));
    }));
  }
}
