package io.fivefaces.store;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Token;
import io.fivefaces.store.Invites.Claim;
import io.fivefaces.store.Invites.Sending;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Invites whose lease ran out: their worker was lost, or the other side must be asked what it has. */
public final class LostInvites {

  /** How often the other side is asked about one hand-over. */
  public static final int MOST_LOOKS = 3;

  /** An invite that was taken from its worker. */
  public record Reaped(InviteId id, Kind kind, String channel, String state) {}

  /**
   * A hand-over to be asked about.
   *
   * @param epoch the hand-over's number
   * @param looks how often it was asked about, this time included
   * @param cleanLooks how often the other side said that it has nothing, so far
   */
  public record Look(Claim claim, int epoch, Sending sending, int looks, int cleanLooks) {}

  private final Database database;
  private final StaleDays staleDays;

  public LostInvites(Database database, StaleDays staleDays) {
    this.database = database;
    this.staleDays = staleDays;
  }

  private static final String REAP = """
      update survey_invites as i
      set state = case when lost.never_left then 'scheduled' else 'unknown' end,
        reason = case when lost.never_left then i.reason
          else coalesce(i.reason, 'the worker was lost while it handed the survey over') end,
        claim_token = case when lost.never_left then null else i.claim_token end,
        lease_until = null
      from (
        select workspace_id, invite_id, state = 'claimed' or channel = any($3::text[]) as never_left
        from survey_invites
        where state in ('claimed', 'sending') and lease_until < moment()
          and (state = 'claimed' or channel <> all($2::text[]) or looks >= $4::int)
        order by lease_until limit $1::int for update skip locked) as lost
      where i.workspace_id = lost.workspace_id and i.invite_id = lost.invite_id
      returning i.workspace_id, i.invite_id, i.kind, i.channel, i.state
      """;

  /**
   * Takes invites from workers that were lost. What was only claimed, or was on a channel where a lost worker's
   * hand-over never arrives, is scheduled again; of everything else that cannot be asked about, nobody knows.
   */
  public Future<List<Reaped>> reap(
      int most, Collection<ChannelName> askable, Collection<ChannelName> neverArriving) {
    var parameters =
        Tuple.of(most, Invites.names(askable), Invites.names(neverArriving), MOST_LOOKS);
    return database.inTransaction(tx -> tx.run(REAP, parameters).compose(rows -> {
      var reaped = new ArrayList<Reaped>();
      rows.forEach(row -> reaped.add(new Reaped(
          new InviteId(row.getInteger("workspace_id"), row.getLong("invite_id")),
          Kind.parse(row.getString("kind")).orElseThrow(),
          row.getString("channel"),
          row.getString("state"))));
      Future<Void> marked = Future.succeededFuture();
      for (var invite : reaped) {
        marked = marked.compose(done ->
            staleDays.markInvite(tx, invite.id().workspace(), invite.id().number()));
      }
      return marked.map(reaped);
    }));
  }

  private static final String LOOK = """
      update survey_invites as i
      set claim_token = gen_random_uuid(), lease_until = moment() + $2::bigint * interval '1 ms', looks = i.looks + 1
      from (
        select workspace_id, invite_id from survey_invites
        where state = 'sending' and lease_until < moment() and channel = any($3::text[]) and looks < $4::int
        order by lease_until limit $1::int for update skip locked) as due
      where i.workspace_id = due.workspace_id and i.invite_id = due.invite_id
      returning i.workspace_id, i.invite_id, i.kind, i.source_id, i.conversation_ref as ref, i.customer_ref, i.quarter,
        i.channel, i.claim_token, i.epoch, i.recipient, i.nonce, i.issued_at, i.looks, i.clean_looks
      """;

  /** Claims hand-overs whose end nobody heard, on channels that can be asked; each look counts once it is claimed. */
  public Future<List<Look>> claimLooks(int most, Duration lease, Collection<ChannelName> askable) {
    return askable.isEmpty() || most == 0
        ? Future.succeededFuture(List.of())
        : database
            .run(LOOK, Tuple.of(most, lease.toMillis(), Invites.names(askable), MOST_LOOKS))
            .map(rows -> {
              var looks = new ArrayList<Look>();
              rows.forEach(row -> looks.add(look(row)));
              return looks;
            });
  }

  private static Look look(Row row) {
    var claim = Invites.claim(row);
    var token = Token.issue(
        claim.id(),
        claim.kind(),
        claim.conversation(),
        claim.customerRef(),
        Rows.time(row, "issued_at"),
        row.getBuffer("nonce").getBytes());
    return new Look(
        claim,
        row.getInteger("epoch"),
        new Sending(claim.channel(), row.getString("recipient"), claim.customerRef(), token),
        row.getInteger("looks"),
        row.getInteger("clean_looks"));
  }
}
