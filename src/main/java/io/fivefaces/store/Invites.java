package io.fivefaces.store;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Quarter;
import io.fivefaces.domain.Token;
import io.fivefaces.store.Customers.CustomerId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The invites on their way: made, cancelled, claimed, begun, and what that ended in. Those whose worker was lost are
 * {@link LostInvites}, and an operator's second try is {@link Resends}. The database refuses every transition but these:
 *
 * <pre>
 * scheduled -> claimed -> sending -> sent | failed | unknown      cancelled -> scheduled (never was sending)
 * scheduled, claimed -> cancelled      claimed -> scheduled (lease expired)
 * sending -> scheduled (provably not with the customer)      unknown -> sent (evidence) | scheduled (operator)
 * </pre>
 */
public final class Invites {

  /** An invite to be made, or made anew from a cancelled one. */
  public record NewInvite(
      ConversationId conversation, ChannelName channel, String customerRef, Instant dueAt) {}

  /**
   * An invite that one worker holds until the lease ends; the token fences it off from every other.
   *
   * @param customerRef what the conversation's source calls its customer
   * @param quarter the one an NPS invite is for; null for CSAT
   */
  public record Claim(
      InviteId id,
      Kind kind,
      ConversationId conversation,
      String customerRef,
      Quarter quarter,
      ChannelName channel,
      UUID token) {

    CustomerId customer() {
      return new CustomerId(conversation.workspace(), conversation.source(), customerRef);
    }
  }

  /**
   * What a hand-over needs to be told again after a crash.
   *
   * @param recipient null where the channel needs none
   * @param token what its link carries
   */
  public record Sending(ChannelName channel, String recipient, String customerRef, Token token) {}

  /** What a hand-over ended in, as the row shall say it. */
  public sealed interface Outcome {
    /** It is sent; the receipt is null where the other side gave none. */
    record Sent(String receipt) implements Outcome {}

    /** It may be tried again after a wait, unless it is overdue by then. */
    record Later(String reason, Duration pause, boolean refused) implements Outcome {}

    /** Its Slack thread is of no use, so another channel is chosen at once, unless it is overdue by now. */
    record Elsewhere(String slackTrouble) implements Outcome {}

    /** Nobody knows yet, and the other side is asked after a pause; clean where it just said that it has nothing. */
    record Doubtful(String reason, Duration pause, boolean clean) implements Outcome {}

    /** It will never be sent. */
    record Failed(String reason, boolean suppress) implements Outcome {}

    /** Nobody knows. */
    record Unknown(String reason) implements Outcome {}
  }

  private final Database database;
  private final StaleDays staleDays;

  public Invites(Database database, StaleDays staleDays) {
    this.database = database;
    this.staleDays = staleDays;
  }

  private static final String SCHEDULE = """
      insert into survey_invites (
        workspace_id, source_id, conversation_ref, channel, customer_ref, state, due_at, next_try_at)
      select workspace_id, source_id, conversation_ref, channel, customer_ref, 'scheduled', due_at, due_at
      from unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::text[], $6::timestamptz[]) as new (
        workspace_id, source_id, conversation_ref, channel, customer_ref, due_at)
      order by workspace_id, source_id, conversation_ref collate "C"
      on conflict (workspace_id, source_id, conversation_ref, quarter) do update set
        channel = excluded.channel, customer_ref = excluded.customer_ref, state = 'scheduled', reason = null,
        due_at = excluded.due_at, next_try_at = excluded.due_at
      where survey_invites.state = 'cancelled' and survey_invites.epoch = 0
      """;

  /** Takes the slot of each conversation, where it is free or was cancelled before any hand-over. */
  public Future<Void> schedule(Tx tx, Collection<NewInvite> invites) {
    return invites.isEmpty()
        ? Future.succeededFuture()
        : tx.run(SCHEDULE, columns(invites)).mapEmpty();
  }

  private static final String DELAY = """
      update survey_invites as i
      set state = 'scheduled', channel = later.channel, customer_ref = later.customer_ref, reason = null,
        due_at = later.due_at, next_try_at = later.due_at, claim_token = null, lease_until = null
      from unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::text[], $6::timestamptz[]) as later (
        workspace_id, source_id, ref, channel, customer_ref, due_at)
      where i.workspace_id = later.workspace_id and i.source_id = later.source_id and i.conversation_ref = later.ref
        and i.kind = 'csat' and i.state in ('scheduled', 'claimed') and i.epoch = 0
      """;

  /** Has these wait anew that were pending and never begun. */
  public Future<Void> delay(Tx tx, Collection<NewInvite> invites) {
    return invites.isEmpty()
        ? Future.succeededFuture()
        : tx.run(DELAY, columns(invites)).mapEmpty();
  }

  private static Tuple columns(Collection<NewInvite> invites) {
    return new Rows<>(invites)
        .number(row -> row.conversation().workspace())
        .number(row -> row.conversation().source())
        .text(row -> row.conversation().ref())
        .text(NewInvite::channel)
        .text(NewInvite::customerRef)
        .time(NewInvite::dueAt)
        .columns();
  }

  private static final String CANCEL = """
      update survey_invites as i set state = 'cancelled', reason = $4::text, claim_token = null, lease_until = null
      from unnest($1::int[], $2::int[], $3::text[]) as wanted (workspace_id, source_id, ref)
      where i.workspace_id = wanted.workspace_id and i.source_id = wanted.source_id
        and i.conversation_ref = wanted.ref and i.kind = 'csat' and i.state in ('scheduled', 'claimed')
      """;

  /** Cancels the CSAT invites that these conversations have pending. */
  public Future<Void> cancel(Tx tx, Collection<ConversationId> conversations, String reason) {
    return conversations.isEmpty()
        ? Future.succeededFuture()
        : tx.run(CANCEL, Conversations.keys(conversations).addValue(reason)).mapEmpty();
  }

  private static final String CANCEL_ONE = """
      update survey_invites set state = 'cancelled', reason = $4::text, claim_token = null, lease_until = null
      where workspace_id = $1::int and invite_id = $2::bigint and state = 'claimed' and claim_token = $3::uuid
      """;

  /** Cancels a claimed invite; says whether the claim was not lost meanwhile. */
  public Future<Boolean> cancel(Tx tx, Claim claim, String reason) {
    return tx.run(
            CANCEL_ONE,
            Tuple.of(claim.id().workspace(), claim.id().number(), claim.token(), reason))
        .map(rows -> rows.rowCount() > 0);
  }

  // what is asked once a quarter has the places that what was asked of a conversation leaves
  private static final String CLAIM = """
      with csat as (
        select workspace_id, invite_id from survey_invites
        where state = 'scheduled' and kind = 'csat' and next_try_at <= moment() and channel <> all($3::text[])
        order by next_try_at limit $1::int for update skip locked
      ), nps as (
        select workspace_id, invite_id from survey_invites
        where state = 'scheduled' and kind = 'nps' and next_try_at <= moment() and channel <> all($3::text[])
        order by next_try_at limit $1::int - (select count(*) from csat) for update skip locked)
      update survey_invites as i
      set state = 'claimed', claim_token = gen_random_uuid(), lease_until = moment() + $2::bigint * interval '1 ms'
      from (select * from csat union all select * from nps) as due
      where i.workspace_id = due.workspace_id and i.invite_id = due.invite_id
      returning i.workspace_id, i.invite_id, i.kind, i.source_id, i.conversation_ref as ref, i.customer_ref, i.quarter,
        i.channel, i.claim_token
      """;

  /** Claims invites that are due, CSAT's before NPS's and the longest waiting first, but none of channels that rest. */
  public Future<List<Claim>> claimDue(int most, Duration lease, Collection<ChannelName> resting) {
    return database.run(CLAIM, Tuple.of(most, lease.toMillis(), names(resting))).map(rows -> {
      var claims = new ArrayList<Claim>();
      rows.forEach(row -> claims.add(claim(row)));
      return claims;
    });
  }

  private static final String START = """
      update survey_invites
      set state = 'sending', epoch = epoch + 1, reason = null, receipt = null, looks = 0, clean_looks = 0,
        channel = $4::text, recipient = $5::text, customer_ref = $6::text,
        address = case kind when 'nps' then lower(btrim($5::text)) end,
        nonce = $7::bytea, issued_at = $8::timestamptz, lease_until = moment() + $9::bigint * interval '1 ms'
      where workspace_id = $1::int and invite_id = $2::bigint and state = 'claimed' and claim_token = $3::uuid
        and lease_until > moment()
      returning epoch
      """;

  /**
   * Moves a claimed invite to sending: after this commits, and only then, may a byte leave. The hand-over's number, or
   * 0 where the claim is lost. Fails where another NPS invite of the quarter goes to that address.
   */
  public Future<Integer> start(Tx tx, Claim claim, Sending sending, Duration lease) {
    var parameters = Tuple.of(
        claim.id().workspace(),
        claim.id().number(),
        claim.token(),
        sending.channel().toString(),
        sending.recipient(),
        sending.customerRef(),
        Buffer.buffer(sending.token().nonce()),
        Rows.time(sending.token().issuedAt()),
        lease.toMillis());
    return tx.run(START, parameters)
        .map(rows -> rows.size() == 0 ? 0 : rows.iterator().next().getInteger("epoch"));
  }

  // also where an answer was faster than this, or this is told twice
  private static final String SENT = """
      update survey_invites
      set state = 'sent', reason = null, sent_at = coalesce(sent_at, moment()), lease_until = null, receipt = $4::text
      where workspace_id = $1::int and invite_id = $2::bigint and claim_token = $3::uuid
        and state in ('sending', 'unknown', 'sent')
      returning state
      """;

  private static final String LATER = """
      update survey_invites
      set (state, reason) = (
          select case when overdue then 'failed' else 'scheduled' end,
            case when overdue then 'given up after 72 hours: ' else '' end || $4::text
          from (select moment() + $5::bigint * interval '1 ms' > due_at + interval '72 hours' as overdue) as judged),
        refusals = refusals + $6::int, next_try_at = moment() + $5::bigint * interval '1 ms',
        slack_trouble = coalesce($7::text, slack_trouble), claim_token = null, lease_until = null
      where workspace_id = $1::int and invite_id = $2::bigint and claim_token = $3::uuid and state = 'sending'
      returning state
      """;

  private static final String DOUBTFUL = """
      update survey_invites
      set reason = $4::text, lease_until = moment() + $5::bigint * interval '1 ms',
        clean_looks = clean_looks + $6::int
      where workspace_id = $1::int and invite_id = $2::bigint and claim_token = $3::uuid and state = 'sending'
      returning state
      """;

  private static final String ENDED = """
      with ended as (
        update survey_invites set state = $4::text, reason = $5::text, lease_until = null
        where workspace_id = $1::int and invite_id = $2::bigint and claim_token = $3::uuid and state = 'sending'
        returning workspace_id, invite_id, state, recipient
      ), suppressed as (
        insert into suppressions (workspace_id, email, reason, detail, invite_id)
        select workspace_id, lower(recipient), 'refused', $5::text, invite_id from ended where $6::boolean and recipient is not null
        on conflict do nothing)
      select state from ended
      """;

  /** Writes what a hand-over ended in; the new state's name, or empty text where the claim was lost. */
  public Future<String> finish(Claim claim, Outcome outcome) {
    return database.inTransaction(tx -> write(tx, claim, outcome).compose(rows -> {
      var state = rows.size() == 0 ? "" : rows.iterator().next().getString("state");
      return staleDays
          .markInvite(tx, claim.id().workspace(), claim.id().number())
          .map(state);
    }));
  }

  private static Future<RowSet<Row>> write(Tx tx, Claim claim, Outcome outcome) {
    var key = Tuple.of(claim.id().workspace(), claim.id().number(), claim.token());
    return switch (outcome) {
      case Outcome.Sent sent -> tx.run(SENT, key.addValue(sent.receipt()));
      case Outcome.Later later ->
        tx.run(LATER, wait(key, later.reason(), later.pause(), later.refused()).addValue(null));
      case Outcome.Elsewhere elsewhere -> {
        var trouble = elsewhere.slackTrouble();
        yield tx.run(LATER, wait(key, trouble, Duration.ZERO, false).addValue(trouble));
      }
      case Outcome.Doubtful doubtful ->
        tx.run(DOUBTFUL, wait(key, doubtful.reason(), doubtful.pause(), doubtful.clean()));
      case Outcome.Failed failed ->
        tx.run(ENDED, key.addValue("failed").addValue(failed.reason()).addValue(failed.suppress()));
      case Outcome.Unknown unknown ->
        tx.run(ENDED, key.addValue("unknown").addValue(unknown.reason()).addValue(false));
    };
  }

  private static final String REFUSALS =
      "select refusals from survey_invites where workspace_id = $1::int and invite_id = $2::bigint";

  /** How often the other side refused this invite for the time being. */
  public Future<Integer> refusals(InviteId invite) {
    return database
        .run(REFUSALS, Tuple.of(invite.workspace(), invite.number()))
        .map(rows -> rows.size() == 0 ? 0 : rows.iterator().next().getInteger("refusals"));
  }

  static Claim claim(Row row) {
    return new Claim(
        new InviteId(row.getInteger("workspace_id"), row.getLong("invite_id")),
        Kind.parse(row.getString("kind")).orElseThrow(),
        Conversations.id(row),
        row.getString("customer_ref"),
        Quarter.parse(row.getString("quarter")).orElse(null),
        Conversations.channel(row.getString("channel")),
        row.getUUID("claim_token"));
  }

  static String[] names(Collection<ChannelName> channels) {
    return channels.stream().map(ChannelName::toString).toArray(String[]::new);
  }

  private static Tuple wait(Tuple key, String reason, Duration pause, boolean counts) {
    return key.addValue(reason).addValue(pause.toMillis()).addValue(counts ? 1 : 0);
  }
}
