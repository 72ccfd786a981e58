package io.fivefaces.store;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Keyring.Purpose;
import io.fivefaces.json.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Who is told of what happens in a workspace. Their secrets are sealed by the master key and never read here. */
public final class WebhookEndpoints {

  /**
   * An endpoint.
   *
   * @param failingSince the first failure since its last success, null where there is none
   * @param pausedAt null unless it is paused
   * @param waiting how many deliveries wait, counted up to 1000
   * @param previousUntil until when the secret before signs too, null where none does
   */
  public record Endpoint(
      int id,
      String url,
      List<String> events,
      Instant failingSince,
      Instant pausedAt,
      String pausedReason,
      int waiting,
      Instant previousUntil,
      Instant createdAt) {
    public boolean isPaused() {
      return pausedAt != null;
    }
  }

  /** What a person chooses of an endpoint. */
  public record Choice(String url, List<String> events, boolean paused) {}

  /** An endpoint that was paused because it took nothing. */
  public record Fallen(int id, String url, Instant pausedAt) {}

  /** How many endpoints a workspace may have. */
  public static final int MOST = 20;

  private static final int MOST_FALLEN = 200;
  private static final int COUNTED = 1000;
  private static final int AT_ONCE = 10_000;
  private static final Interval PREVIOUS_IS_GOOD_FOR = Interval.of().hours(24);

  private final Database database;
  private final Keyring keys;

  public WebhookEndpoints(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  private static final String COLUMNS = """
      e.endpoint_id, e.url, e.events, e.failing_since, e.paused_at, e.paused_reason, e.created_at,
      case when e.previous_until > moment() then e.previous_until end as previous_until
      """;

  private static final String WAITING = """
      (select count(*)::int from (
        select from webhook_deliveries d
        where d.workspace_id = e.workspace_id and d.endpoint_id = e.endpoint_id and d.state = 'pending'
        limit %d) as counted) as waiting
      """.formatted(COUNTED);

  private static final String OF_WORKSPACE = "select " + COLUMNS + ", " + WAITING + """
      from webhook_endpoints e
      where e.workspace_id = $1::int and e.removed_at is null order by e.endpoint_id limit $2::int
      """;

  /** The endpoints of a workspace, oldest first. */
  public Future<List<Endpoint>> of(int workspace) {
    return database
        .run(OF_WORKSPACE, Tuple.of(workspace, MOST))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
            .map(WebhookEndpoints::endpoint)
            .toList());
  }

  private static final String FIND = "select " + COLUMNS + ", " + WAITING + """
      from webhook_endpoints e
      where e.workspace_id = $1::int and e.endpoint_id = $2::int and e.removed_at is null
      """;

  /** One endpoint, unless it was removed. */
  public Future<Optional<Endpoint>> find(int workspace, int endpoint) {
    return database.run(FIND, Tuple.of(workspace, endpoint)).map(WebhookEndpoints::first);
  }

  private static final String FALLEN = """
      select workspace_id, endpoint_id, url, paused_at from webhook_endpoints
      where workspace_id = any($1::int[]) and paused_at is not null and paused_reason <> 'person' and removed_at is null
      order by paused_at desc limit $2::int
      """;

  /** The endpoints of these workspaces that were paused because they took nothing, by their workspace. */
  public Future<Map<Integer, List<Fallen>>> fallen(Collection<Integer> workspaces) {
    return database
        .run(FALLEN, Tuple.of(workspaces.toArray(Integer[]::new), MOST_FALLEN))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
            .collect(Collectors.groupingBy(
                row -> row.getInteger("workspace_id"),
                Collectors.mapping(
                    row -> new Fallen(
                        row.getInteger("endpoint_id"),
                        row.getString("url"),
                        Rows.time(row, "paused_at")),
                    Collectors.toList()))));
  }

  private static final String ADD = """
      with e as (
        insert into webhook_endpoints (workspace_id, url, events, secret)
        select $1::int, $2::text, $3::text[], $4::bytea
        where (select count(*) from webhook_endpoints where workspace_id = $1::int and removed_at is null) < $6::int
        returning *
      ), noted as (
        insert into audit (workspace_id, who, what, after)
        select workspace_id, $5::text, 'webhook ' || endpoint_id, jsonb_build_object('url', url, 'events', events)
        from e)
      select\s""" + COLUMNS + ", 0 as waiting from e";

  /** A new endpoint with this secret, audited; empty where the workspace has as many as it may. */
  public Future<Optional<Endpoint>> add(
      int workspace, String url, List<String> events, String secret, String who) {
    var row = Tuple.of(workspace, url, events.toArray(String[]::new), sealed(secret), who, MOST);
    // one at a time, so that the count is true
    return database.inTransaction(tx -> Workspaces.lock(tx, workspace)
        .compose(locked -> tx.run(ADD, row))
        .map(WebhookEndpoints::first));
  }

  private static final String LOCK = "select " + COLUMNS + ", " + WAITING + """
      from webhook_endpoints e
      where e.workspace_id = $1::int and e.endpoint_id = $2::int and e.removed_at is null for no key update
      """;

  private static final String CHANGE = """
      with e as (
        update webhook_endpoints
        set url = $3::text, events = $4::text[],
          paused_at = case when $5::bool then coalesce(paused_at, moment()) end,
          paused_reason = case when $5::bool then coalesce(paused_reason, 'person') end,
          failing_since = case when $6::bool then null else failing_since end
        where workspace_id = $1::int and endpoint_id = $2::int
        returning *
      ), noted as (
        insert into audit (workspace_id, who, what, before, after)
        values ($1::int, $7::text, 'webhook ' || $2::int, $8::text::jsonb, $9::text::jsonb))
      select\s""" + COLUMNS + ", " + WAITING + " from e";

  /**
   * Those that are due first; more of them come by their own schedule. A little apart, so that nobody is flooded. One
   * that is under way is due when its lease ends, and not sooner.
   */
  private static final String WAKE = """
      update webhook_deliveries set next_try_at = moment() + random() * interval '10 s'
      where workspace_id = $1::int and delivery_id in (
        select delivery_id from webhook_deliveries
        where workspace_id = $1::int and endpoint_id = $2::int and state = 'pending' and next_try_at > moment()
          and (lease_until is null or lease_until <= moment())
        order by next_try_at limit $3::int)
      """;

  /**
   * Changes what a person chooses of an endpoint, made from what it is, audited; empty where there is none. One that is
   * resumed, or has another URL, counts as working, and what waits for it is due.
   */
  public Future<Optional<Endpoint>> change(
      int workspace, int endpoint, UnaryOperator<Choice> change, String who) {
    return database.inTransaction(tx -> tx.run(LOCK, Tuple.of(workspace, endpoint))
        .map(WebhookEndpoints::first)
        .compose(found -> found.isEmpty()
            ? Future.succeededFuture(found)
            : apply(tx, workspace, endpoint, chosen(found.get()), change, who)));
  }

  private Future<Optional<Endpoint>> apply(
      Tx tx, int workspace, int endpoint, Choice before, UnaryOperator<Choice> change, String who) {
    var after = change.apply(before);
    boolean afresh = before.paused() && !after.paused() || !before.url().equals(after.url());
    var row = Tuple.of(
        workspace,
        endpoint,
        after.url(),
        after.events().toArray(String[]::new),
        after.paused(),
        afresh,
        who,
        json(before),
        json(after));
    return tx.run(CHANGE, row)
        .map(WebhookEndpoints::first)
        .compose(changed -> afresh
            ? tx.run(WAKE, Tuple.of(workspace, endpoint, AT_ONCE)).map(changed)
            : Future.succeededFuture(changed));
  }

  private static final String CHANGE_SECRET = """
      with e as (
        update webhook_endpoints
        set secret = $3::bytea, previous_secret = secret, previous_until = moment() + $4::interval
        where workspace_id = $1::int and endpoint_id = $2::int and removed_at is null
        returning *
      ), noted as (
        insert into audit (workspace_id, who, what, after)
        select workspace_id, $5::text, 'webhook ' || endpoint_id, '{"secret": "changed"}' from e)
      select\s""" + COLUMNS + ", 0 as waiting from e";

  /**
   * Gives an endpoint another secret; the one before signs too for 24 hours, and the one before that no longer. Audited;
   * empty where there is no such endpoint.
   */
  public Future<Optional<Endpoint>> changeSecret(
      int workspace, int endpoint, String secret, String who) {
    return database
        .run(
            CHANGE_SECRET, Tuple.of(workspace, endpoint, sealed(secret), PREVIOUS_IS_GOOD_FOR, who))
        .map(WebhookEndpoints::first);
  }

  private static final String REMOVE = """
      with e as (
        update webhook_endpoints set removed_at = moment(), previous_secret = null, previous_until = null
        where workspace_id = $1::int and endpoint_id = $2::int and removed_at is null
        returning *
      ), unasked as (
        update webhook_deliveries d set asked_at = null from e
        where d.workspace_id = e.workspace_id and d.endpoint_id = e.endpoint_id and d.asked_at is not null
          and d.state <> 'pending'
      ), given_up as (
        update webhook_deliveries set state = 'exhausted', settled_at = moment(), asked_at = null
        where workspace_id = $1::int and delivery_id in (
          select d.delivery_id from webhook_deliveries d
          join e on e.workspace_id = d.workspace_id and e.endpoint_id = d.endpoint_id
          where d.state = 'pending' order by d.next_try_at limit $4::int)
      ), noted as (
        insert into audit (workspace_id, who, what, before)
        select workspace_id, $3::text, 'webhook ' || endpoint_id, jsonb_build_object('url', url, 'events', events)
        from e)
      select\s""" + COLUMNS + ", " + WAITING + " from e";

  /** Takes an endpoint away and gives up what waits for it, audited; what it was, or empty where there was none. */
  public Future<Optional<Endpoint>> remove(int workspace, int endpoint, String who) {
    return database
        .run(REMOVE, Tuple.of(workspace, endpoint, who, AT_ONCE))
        .map(WebhookEndpoints::first);
  }

  private Buffer sealed(String secret) {
    return Buffer.buffer(keys.seal(Purpose.WEBHOOK_SECRET, secret));
  }

  private static Choice chosen(Endpoint endpoint) {
    return new Choice(endpoint.url(), endpoint.events(), endpoint.isPaused());
  }

  private static Optional<Endpoint> first(RowSet<Row> rows) {
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(endpoint(rows.iterator().next()));
  }

  private static Endpoint endpoint(Row row) {
    return new Endpoint(
        row.getInteger("endpoint_id"),
        row.getString("url"),
        Arrays.asList(row.getArrayOfStrings("events")),
        Rows.time(row, "failing_since"),
        Rows.time(row, "paused_at"),
        row.getString("paused_reason"),
        row.getInteger("waiting"),
        Rows.time(row, "previous_until"),
        Rows.time(row, "created_at"));
  }

  private static String json(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }
}
