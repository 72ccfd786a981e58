package io.fivefaces.store;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was told to an endpoint and how it went, and what is told to it because a person wants it. */
public final class WebhookLog {

  /** One try; status is null where no answer came, and then the error says why. */
  public record Attempt(Instant at, int tookMs, Integer status, String error, boolean byHand) {}

  /**
   * One event for one endpoint.
   *
   * @param payload the body of every try, byte for byte
   * @param nextTryAt null where no try is to come, or not before the endpoint is resumed
   * @param attempts the newest first
   */
  public record Delivery(
      long id,
      String event,
      String type,
      String payload,
      String state,
      Instant createdAt,
      Instant settledAt,
      Instant nextTryAt,
      List<Attempt> attempts) {}

  /** What became of the wish to send something again. */
  public sealed interface Redelivery {
    record Queued(Delivery delivery) implements Redelivery {}

    /** A try is under way or about to be. */
    record UnderWay() implements Redelivery {}

    /** Enough of this endpoint's wait for a try that somebody asked for. */
    record Enough() implements Redelivery {}

    record Unknown() implements Redelivery {}
  }

  /** How many deliveries of an endpoint may wait for a try that somebody asked for. */
  public static final int MOST_ASKED = 100;

  private static final int MOST_ATTEMPTS = 30;

  private final Database database;

  public WebhookLog(Database database) {
    this.database = database;
  }

  private static final String DELIVERIES = """
      select d.delivery_id, d.event_id, v.type, v.payload, d.state, d.created_at, d.settled_at,
        case when d.asked_at is not null then d.asked_at
          when d.state = 'pending' and e.paused_at is null then d.next_try_at end as next_try_at,
        a.at, a.took_ms, a.status, a.error, a.by_hand
      from webhook_deliveries d
      join webhook_events v on v.workspace_id = d.workspace_id and v.event_id = d.event_id
      join webhook_endpoints e on e.workspace_id = d.workspace_id and e.endpoint_id = d.endpoint_id
      -- in the same statement, so that a state and its attempts are of one moment
      cross join lateral (
        select coalesce(array_agg(at order by attempt_id desc), '{}') as at,
          array_agg(took_ms order by attempt_id desc) as took_ms, array_agg(status order by attempt_id desc) as status,
          array_agg(error order by attempt_id desc) as error, array_agg(by_hand order by attempt_id desc) as by_hand
        from (
          select attempt_id, at, took_ms, status, error, by_hand from webhook_attempts
          where workspace_id = d.workspace_id and delivery_id = d.delivery_id
          order by attempt_id desc limit %d) as newest) as a
      """.formatted(MOST_ATTEMPTS);

  private static final String NEWEST = DELIVERIES + """
      where d.workspace_id = $1::int and d.endpoint_id = $2::int and d.delivery_id < $3::bigint
      order by d.delivery_id desc limit $4::int
      """;

  private static final String NEWEST_IN_STATE = DELIVERIES + """
      where d.workspace_id = $1::int and d.endpoint_id = $2::int and d.delivery_id < $3::bigint and d.state = $5::text
      order by d.delivery_id desc limit $4::int
      """;

  /** The newest deliveries below an id, in any state where it is null. */
  public Future<List<Delivery>> newest(
      int workspace, int endpoint, String state, long below, int most) {
    var parameters = Tuple.of(workspace, endpoint, below, most);
    return (state == null
            ? database.run(NEWEST, parameters)
            : database.run(NEWEST_IN_STATE, parameters.addValue(state)))
        .map(WebhookLog::list);
  }

  private static final String TEST = """
      with e as (
        select workspace_id, endpoint_id from webhook_endpoints
        where workspace_id = $1::int and endpoint_id = $2::int and removed_at is null
      ), v as (
        insert into webhook_events (workspace_id, event_id, type, payload)
        select workspace_id, $3::text, $4::text, $5::bytea from e
        returning workspace_id, event_id
      ), d as (
        insert into webhook_deliveries (workspace_id, endpoint_id, event_id, state, settled_at, asked_at)
        select e.workspace_id, e.endpoint_id, v.event_id, 'exhausted', moment(), moment() from e, v
        returning workspace_id, delivery_id
      ), noted as (
        insert into audit (workspace_id, who, what, after)
        select workspace_id, $6::text, 'webhook ' || $2::int, '{"test": "sent"}' from d)
      select delivery_id from d
      """;

  /** Queues an event for this endpoint alone, to be tried once; its delivery, or empty where there is no such endpoint. */
  public Future<Optional<Delivery>> test(
      int workspace, int endpoint, String event, String type, byte[] payload, String who) {
    return database
        .run(TEST, Tuple.of(workspace, endpoint, event, type, Buffer.buffer(payload), who))
        .compose(rows -> rows.size() == 0
            ? Future.succeededFuture(Optional.empty())
            : find(workspace, rows.iterator().next().getLong("delivery_id")));
  }

  private static final String REDELIVER = """
      with d as (
        select d.workspace_id, d.delivery_id, d.endpoint_id, d.event_id, d.state
        from webhook_deliveries d
        join webhook_endpoints e on e.workspace_id = d.workspace_id and e.endpoint_id = d.endpoint_id
        where d.workspace_id = $1::int and d.delivery_id = $2::bigint and ($3::int is null or d.endpoint_id = $3::int)
          and e.removed_at is null
        for update of d
      ), others as (
        select count(*)::int as asked from (
          select from d join webhook_deliveries o on o.workspace_id = d.workspace_id and o.endpoint_id = d.endpoint_id
          where o.asked_at is not null limit %1$d) as counted
      ), asked as (
        update webhook_deliveries as w set asked_at = moment() from d
        where w.workspace_id = d.workspace_id and w.delivery_id = d.delivery_id and w.asked_at is null
          and (w.lease_until is null or w.lease_until < moment()) and (select asked from others) < %1$d
        returning w.workspace_id, w.delivery_id, d.endpoint_id, d.event_id, d.state
      ), noted as (
        insert into audit (workspace_id, who, what, after)
        select workspace_id, $4::text, 'webhook ' || endpoint_id,
          jsonb_build_object('redelivered', delivery_id::text, 'event', event_id, 'was', state)
        from asked)
      select (select count(*) from asked) as asked, (select asked from others) >= %1$d as enough from d
      """.formatted(MOST_ASKED);

  /**
   * Asks for one more try of a delivery, whatever its state, audited.
   *
   * @param endpoint whose it must be, or null for anybody's
   */
  public Future<Redelivery> redeliver(int workspace, Integer endpoint, long delivery, String who) {
    return database.run(REDELIVER, Tuple.of(workspace, delivery, endpoint, who)).compose(rows -> {
      if (rows.size() == 0) {
        return Future.succeededFuture(new Redelivery.Unknown());
      }
      var row = rows.iterator().next();
      if (row.getLong("asked") > 0) {
        return find(workspace, delivery).map(found -> new Redelivery.Queued(found.orElseThrow()));
      }
      return Future.succeededFuture(
          row.getBoolean("enough") ? new Redelivery.Enough() : new Redelivery.UnderWay());
    });
  }

  private static final String FIND =
      DELIVERIES + "where d.workspace_id = $1::int and d.delivery_id = $2::bigint";

  private Future<Optional<Delivery>> find(int workspace, long delivery) {
    return database
        .run(FIND, Tuple.of(workspace, delivery))
        .map(rows -> list(rows).stream().findFirst());
  }

  private static List<Delivery> list(RowSet<Row> rows) {
    var list = new ArrayList<Delivery>();
    rows.forEach(row -> list.add(new Delivery(
        row.getLong("delivery_id"),
        row.getString("event_id"),
        row.getString("type"),
        row.getBuffer("payload").toString(StandardCharsets.UTF_8),
        row.getString("state"),
        Rows.time(row, "created_at"),
        Rows.time(row, "settled_at"),
        Rows.time(row, "next_try_at"),
        attempts(row))));
    return list;
  }

  private static List<Attempt> attempts(Row row) {
    var attempts = new ArrayList<Attempt>();
    var at = row.getArrayOfOffsetDateTimes("at");
    var tookMs = row.getArrayOfIntegers("took_ms");
    var status = row.getArrayOfIntegers("status");
    var error = row.getArrayOfStrings("error");
    var byHand = row.getArrayOfBooleans("by_hand");
    for (int i = 0; i < at.length; i++) {
      attempts.add(new Attempt(at[i].toInstant(), tookMs[i], status[i], error[i], byHand[i]));
    }
    return attempts;
  }
}
