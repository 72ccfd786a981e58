package io.fivefaces.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The webhooks on their way out. They get here by the triggers of migration V11. */
public final class WebhookQueue {

  /** An endpoint by its workspace and number. */
  public record EndpointId(int workspace, int number) {}

  /** How many calls of ours an endpoint has at the moment. */
  public record Busy(EndpointId endpoint, int calls) {}

  /**
   * A delivery that one worker holds until the lease ends.
   *
   * @param byHand whether a person asked for it, so that the schedule does not count it
   * @param attempts that the schedule counted so far
   * @param secrets sealed, today's first
   * @param waited since it was due
   */
  public record Claim(
      EndpointId endpoint,
      long delivery,
      UUID token,
      boolean byHand,
      int attempts,
      String event,
      byte[] payload,
      String url,
      List<byte[]> secrets,
      Duration waited) {}

  /**
   * What an attempt ended in.
   *
   * @param status null where no answer came
   * @param error null where it went well
   * @param delivered whether it was taken
   * @param pause until the next attempt; null: there is none
   * @param gone whether the endpoint says that it is gone for good
   */
  public record End(
      Duration took,
      Integer status,
      String error,
      boolean delivered,
      Duration pause,
      boolean gone) {}

  /** What was written: whether the claim still held, and why the endpoint is paused by this, or empty. */
  public record Written(boolean held, Optional<String> paused) {}

  /** How many calls an endpoint may have at a time; one that fails has one, so that many such leave room for others. */
  public static final int CALLS = 4;

  private static final int KEPT_DAYS = 30;
  private static final int FAILING_DAYS = 5;
  private static final int FORGOTTEN = 500;

  private final Database database;

  public WebhookQueue(Database database) {
    this.database = database;
  }

  private static final String TAKE = """
      update webhook_deliveries as d
      set claim_token = gen_random_uuid(), lease_until = moment() + $2::bigint * interval '1 ms',
        next_try_at = greatest(d.next_try_at, moment() + $2::bigint * interval '1 ms')
      from due
      join webhook_endpoints e on e.workspace_id = due.workspace_id and e.endpoint_id = due.endpoint_id
      join webhook_events v on v.workspace_id = due.workspace_id and v.event_id = due.event_id
      where d.workspace_id = due.workspace_id and d.delivery_id = due.delivery_id
      returning d.workspace_id, d.endpoint_id, d.delivery_id, d.claim_token, d.attempts, d.event_id, v.payload, e.url,
        e.secret, case when e.previous_until > moment() then e.previous_secret end as previous_secret,
        due.since, moment() as now
      """;

  /**
   * Steps from endpoint to endpoint through the index, so it costs by the endpoints and not by what waits for them. Those
   * that fail come last, so that many dead ones with an old backlog do not take every place.
   */
  static final String CLAIM = """
      with recursive waiting as (
        (select workspace_id, endpoint_id from webhook_deliveries
          where state = 'pending' order by workspace_id, endpoint_id limit 1)
        union all
        select following.workspace_id, following.endpoint_id
        from waiting
        cross join lateral (
          select d.workspace_id, d.endpoint_id from webhook_deliveries d
          where d.state = 'pending' and (d.workspace_id, d.endpoint_id) > (waiting.workspace_id, waiting.endpoint_id)
          order by d.workspace_id, d.endpoint_id limit 1) as following
      ), due as (
        select oldest.*
        from waiting
        join webhook_endpoints e on e.workspace_id = waiting.workspace_id and e.endpoint_id = waiting.endpoint_id
        left join unnest($3::int[], $4::int[], $5::int[]) as busy (workspace_id, endpoint_id, calls)
          on busy.workspace_id = waiting.workspace_id and busy.endpoint_id = waiting.endpoint_id
        cross join lateral (
          select d.workspace_id, d.delivery_id, d.endpoint_id, d.event_id, d.next_try_at as since
          from webhook_deliveries d
          where d.state = 'pending' and d.workspace_id = waiting.workspace_id and d.endpoint_id = waiting.endpoint_id
            and d.next_try_at <= moment()
          order by d.next_try_at
          limit greatest(0, case when e.failing_since is null then %d else 1 end - coalesce(busy.calls, 0))
          for update skip locked) as oldest
        where e.paused_at is null and e.removed_at is null
        order by e.failing_since is not null, oldest.since limit $1::int
      )
      """.formatted(CALLS) + TAKE;

  /** Claims what is due, of each endpoint no more than it may have beside these calls; none of one that is paused. */
  public Future<List<Claim>> claimDue(int most, Duration lease, Collection<Busy> busy) {
    return claim(CLAIM, most, lease, busy, false);
  }

  private static final String CLAIM_ASKED = """
      with due as (
        select d.workspace_id, d.delivery_id, d.endpoint_id, d.event_id, d.asked_at as since
        from webhook_deliveries d
        join webhook_endpoints e on e.workspace_id = d.workspace_id and e.endpoint_id = d.endpoint_id
        where d.asked_at <= moment() and (d.lease_until is null or d.lease_until <= moment()) and e.removed_at is null
          and not exists (
            select from unnest($3::int[], $4::int[], $5::int[]) as busy (workspace_id, endpoint_id, calls)
            where busy.workspace_id = d.workspace_id and busy.endpoint_id = d.endpoint_id and busy.calls >= %d)
        order by d.asked_at limit least($1::int, %d) for update of d skip locked
      )
      """.formatted(CALLS, CALLS) + TAKE;

  /** Claims what people asked for, a few at a time, whether or not the endpoint is paused. */
  public Future<List<Claim>> claimAsked(int most, Duration lease, Collection<Busy> busy) {
    return claim(CLAIM_ASKED, most, lease, busy, true);
  }

  private Future<List<Claim>> claim(
      String sql, int most, Duration lease, Collection<Busy> busy, boolean byHand) {
    var calls = new Rows<>(busy)
        .number(one -> one.endpoint().workspace())
        .number(one -> one.endpoint().number())
        .number(Busy::calls)
        .columns();
    var parameters =
        Tuple.of(most, lease.toMillis(), calls.getValue(0), calls.getValue(1), calls.getValue(2));
    return database.run(sql, parameters).map(rows -> {
      var claims = new ArrayList<Claim>();
      rows.forEach(row -> claims.add(claim(row, byHand)));
      return claims;
    });
  }

  private static final String FINISH = """
      with mine as (
        select workspace_id, delivery_id, endpoint_id from webhook_deliveries
        where workspace_id = $1::int and delivery_id = $2::bigint and claim_token = $3::uuid for update
      ), tried as (
        insert into webhook_attempts (workspace_id, delivery_id, at, took_ms, status, error, by_hand)
        select workspace_id, delivery_id, moment() - $4::int * interval '1 ms', $4::int, $5::int, $6::text, $7::bool from mine
      ), moved as (
        update webhook_deliveries d
        set claim_token = null, lease_until = null,
          attempts = d.attempts + case when $7::bool then 0 else 1 end,
          asked_at = case when not $7::bool then d.asked_at end,
          state = case when $8::bool then 'delivered' when $7::bool or $9::bigint is not null then d.state else 'exhausted' end,
          settled_at = case when $8::bool then moment() when $7::bool or $9::bigint is not null then d.settled_at
            else moment() end,
          next_try_at = case when $7::bool or $9::bigint is null then d.next_try_at
            else moment() + $9::bigint * interval '1 ms' end
        from mine where d.workspace_id = mine.workspace_id and d.delivery_id = mine.delivery_id
      ), judged as (
        select e.workspace_id, e.endpoint_id,
          case when $8::bool then null when $10::bool then 'gone'
            when not $7::bool and e.failing_since < moment() - interval '%d days' then 'failing' end as reason
        from mine
        join webhook_endpoints e on e.workspace_id = mine.workspace_id and e.endpoint_id = mine.endpoint_id
        where e.url = $11::text
      ), told as (
        update webhook_endpoints e
        set failing_since = case when $8::bool then null else coalesce(e.failing_since, moment()) end
        from judged
        where e.workspace_id = judged.workspace_id and e.endpoint_id = judged.endpoint_id and judged.reason is null
          and (e.failing_since is null) <> $8::bool and not ($7::bool and not $8::bool)
      ), paused as (
        update webhook_endpoints e
        set paused_at = moment(), paused_reason = judged.reason, failing_since = coalesce(e.failing_since, moment())
        from judged
        where e.workspace_id = judged.workspace_id and e.endpoint_id = judged.endpoint_id and judged.reason is not null
          and e.paused_at is null and e.removed_at is null
        returning e.workspace_id, e.endpoint_id, e.url, e.events, e.paused_reason
      ), noted as (
        insert into audit (workspace_id, who, what, before, after)
        select workspace_id, 'fivefaces', 'webhook ' || endpoint_id,
          jsonb_build_object('url', url, 'events', events, 'paused', false),
          jsonb_build_object('url', url, 'events', events, 'paused', true, 'reason', paused_reason)
        from paused)
      select (select count(*) from mine)::int as held, (select paused_reason from paused) as paused
      """.formatted(FAILING_DAYS);

  /**
   * Writes what an attempt ended in, unless the claim is lost. An endpoint of which every attempt failed for five days,
   * or which says that it is gone, is paused; one that got another URL meanwhile is not judged by the old one.
   */
  public Future<Written> finish(Claim claim, End end) {
    var parameters = Tuple.of(
        claim.endpoint().workspace(),
        claim.delivery(),
        claim.token(),
        Math.toIntExact(end.took().toMillis()),
        end.status(),
        end.error(),
        claim.byHand(),
        end.delivered(),
        end.pause() == null ? null : end.pause().toMillis(),
        end.gone(),
        claim.url());
    return database.run(FINISH, parameters).map(rows -> {
      var row = rows.iterator().next();
      return new Written(row.getInteger("held") > 0, Optional.ofNullable(row.getString("paused")));
    });
  }

  private static final String FORGET = """
      with old as (
        select workspace_id, event_id from webhook_events
        where created_at < moment() - interval '%d days' order by created_at limit %d for update skip locked
      ), theirs as (
        select d.workspace_id, d.delivery_id from old
        join webhook_deliveries d on d.workspace_id = old.workspace_id and d.event_id = old.event_id
      ), attempts as (
        delete from webhook_attempts a using theirs
        where a.workspace_id = theirs.workspace_id and a.delivery_id = theirs.delivery_id
      ), deliveries as (
        delete from webhook_deliveries d using theirs
        where d.workspace_id = theirs.workspace_id and d.delivery_id = theirs.delivery_id
      )
      delete from webhook_events v using old where v.workspace_id = old.workspace_id and v.event_id = old.event_id
      """.formatted(KEPT_DAYS, FORGOTTEN);

  /** Forgets some events of over 30 days ago with all that came of them; says whether there may be more. */
  public Future<Boolean> forgetOld() {
    return database.run(FORGET, Tuple.tuple()).map(rows -> rows.rowCount() == FORGOTTEN);
  }

  private static Claim claim(Row row, boolean byHand) {
    var secrets = new ArrayList<byte[]>();
    secrets.add(row.getBuffer("secret").getBytes());
    if (row.getBuffer("previous_secret") != null) {
      secrets.add(row.getBuffer("previous_secret").getBytes());
    }
    Instant now = Rows.time(row, "now");
    return new Claim(
        new EndpointId(row.getInteger("workspace_id"), row.getInteger("endpoint_id")),
        row.getLong("delivery_id"),
        row.getUUID("claim_token"),
        byHand,
        row.getInteger("attempts"),
        row.getString("event_id"),
        row.getBuffer("payload").getBytes(),
        row.getString("url"),
        secrets,
        Duration.between(Rows.time(row, "since"), now));
  }
}
