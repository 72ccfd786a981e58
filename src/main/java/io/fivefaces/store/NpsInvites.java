package io.fivefaces.store;

import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Quarter;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The invites of NPS before their first claim; from then on they are {@link Invites} like any other. */
public final class NpsInvites {

  /** How many of a workspace may be on their way at once, so that those of CSAT never queue behind a quarter. */
  public static final int MOST_PENDING = 500;

  /**
   * An invite to be made, due at once.
   *
   * @param again the cancelled one that is made anew, null for a new one
   * @param conversation the customer's last one
   * @param customerRef what its source calls them
   */
  public record NewInvite(
      InviteId again, ConversationId conversation, String customerRef, String address) {}

  private static final String PENDING = """
      select count(*)::int as pending from (
        select from survey_invites
        where workspace_id = $1::int and kind = 'nps' and state in ('scheduled', 'claimed') limit $2::int) as pending
      """;

  /** How many more may be made now. */
  public Future<Integer> room(Tx tx, int workspace) {
    return tx.run(PENDING, Tuple.of(workspace, MOST_PENDING))
        .map(rows -> MOST_PENDING - rows.iterator().next().getInteger("pending"));
  }

  // what another invite of the quarter has already is left to it
  private static final String AGAIN = """
      update survey_invites as i
      set state = 'scheduled', reason = null, channel = 'email', source_id = new.source_id,
        conversation_ref = new.conversation_ref, customer_ref = new.customer_ref, address = new.address,
        due_at = moment(), next_try_at = moment()
      from unnest($3::bigint[], $4::int[], $5::text[], $6::text[], $7::text[]) as new (
        invite_id, source_id, conversation_ref, customer_ref, address)
      where i.workspace_id = $1::int and i.invite_id = new.invite_id and i.state = 'cancelled' and i.epoch = 0
        and i.quarter = $2::text and i.kind = 'nps'
        and not exists (
          select from survey_invites o
          where o.workspace_id = $1::int and o.quarter = $2::text and o.address = new.address
            and o.invite_id <> new.invite_id and (o.state <> 'cancelled' or o.epoch > 0))
        and not exists (
          select from survey_invites o
          where o.workspace_id = $1::int and o.quarter = $2::text and o.source_id = new.source_id
            and o.customer_ref = new.customer_ref and o.invite_id <> new.invite_id)
        and not exists (
          select from survey_invites o
          where o.workspace_id = $1::int and o.quarter = $2::text and o.source_id = new.source_id
            and o.conversation_ref = new.conversation_ref and o.invite_id <> new.invite_id)
      returning i.invite_id, i.address
      """;

  private static final String MAKE = """
      insert into survey_invites (
        workspace_id, kind, quarter, source_id, conversation_ref, channel, customer_ref, address, state, due_at,
        next_try_at)
      select $1::int, 'nps', $2::text, source_id, conversation_ref, 'email', customer_ref, address, 'scheduled',
        moment(), moment()
      from unnest($3::bigint[], $4::int[], $5::text[], $6::text[], $7::text[]) as new (
        invite_id, source_id, conversation_ref, customer_ref, address)
      order by address collate "C"
      on conflict do nothing
      returning invite_id, address
      """;

  /** Makes these, each where no other has its place; the invites by address. The caller holds the quarter. */
  public Future<Map<String, InviteId>> schedule(
      Tx tx, int workspace, Quarter quarter, Collection<NewInvite> invites) {
    var again = invites.stream().filter(invite -> invite.again() != null).toList();
    var anew = invites.stream().filter(invite -> invite.again() == null).toList();
    var made = new HashMap<String, InviteId>();
    return write(tx, AGAIN, workspace, quarter, again, made)
        .compose(done -> write(tx, MAKE, workspace, quarter, anew, made))
        .map(made);
  }

  private static Future<Void> write(
      Tx tx,
      String sql,
      int workspace,
      Quarter quarter,
      List<NewInvite> invites,
      Map<String, InviteId> made) {
    if (invites.isEmpty()) {
      return Future.succeededFuture();
    }
    var columns = new Rows<>(invites)
        .bigNumber(invite -> invite.again() == null ? null : invite.again().number())
        .number(invite -> invite.conversation().source())
        .text(invite -> invite.conversation().ref())
        .text(NewInvite::customerRef)
        .text(NewInvite::address)
        .columns(workspace, quarter.toString());
    return tx.run(sql, columns).map(rows -> {
      for (Row row : rows) {
        made.put(row.getString("address"), new InviteId(workspace, row.getLong("invite_id")));
      }
      return null;
    });
  }

  private static final String CANCEL_PENDING = """
      with cancelled as (
        update survey_invites set state = 'cancelled', reason = $2::text, claim_token = null, lease_until = null
        where workspace_id = $1::int and kind = 'nps' and state in ('scheduled', 'claimed')
        returning invite_id, quarter, epoch)
      update nps_judgements as j set waits = true
      from cancelled as c
      where j.workspace_id = $1::int and j.invite_id = c.invite_id and j.quarter = c.quarter and c.epoch = 0
        and j.reason is null and j.due_after is not null
      """;

  /** Cancels all that are on their way; those never begun wait again. The caller holds the quarter. */
  static Future<Void> cancelPending(Tx tx, int workspace, String reason) {
    return tx.run(CANCEL_PENDING, Tuple.of(workspace, reason)).mapEmpty();
  }
}
