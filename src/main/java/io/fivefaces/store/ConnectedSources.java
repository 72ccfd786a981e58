package io.fivefaces.store;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Keyring.Purpose;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.domain.Trigger;
import io.fivefaces.json.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** The connected chat systems. Their secrets are sealed by the master key. */
public final class ConnectedSources {

  private static final int KEY_BYTES = 18;
  private static final Interval PREVIOUS_IS_GOOD_FOR = Interval.of().hours(24);
  private static final String DEFAULT_JSON =
      "{\"rate_limit\": null, \"accept_unsigned\": false, \"auto_resolve_minutes\": null}";

  private final Database database;
  private final Keyring keys;

  public ConnectedSources(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  private static final String COLUMNS = """
      workspace_id, source_id, kind, name, key, trigger, settings::text as settings, secret, previous_secret,
      previous_until, bot_token is not null as has_bot_token, slack_team
      """;

  /**
   * A source to be.
   *
   * @param oneEnd whether its system knows but one end of a conversation
   * @param trigger its own trigger, or null for the workspace's
   * @param secret null while its owner has not brought one
   */
  public record NewSource(
      String kind, String name, boolean oneEnd, Trigger trigger, String secret) {}

  private static final String CONNECT = """
      with connected as (
        insert into sources (workspace_id, kind, name, key, one_end, trigger, secret)
        values ($1::int, $2::text, $3::text, $4::text, $5::bool, $6::text, $7::bytea)
        returning *
      ), noted as (
        insert into audit (workspace_id, who, what, after)
        select workspace_id, $8::text, 'source ' || source_id || ' connected',
          jsonb_build_object('kind', kind, 'name', name, 'trigger', trigger)
        from connected)
      select\s""" + COLUMNS + "from connected";

  /** A new source with an unguessable URL of its own. Audited, without its secret. */
  public Future<ConnectedSource> connect(int workspace, NewSource source, String who) {
    var key = workspace + "-" + Base64.getUrlEncoder().encodeToString(keys.random(KEY_BYTES));
    return database
        .run(
            CONNECT,
            Tuple.of(
                workspace,
                source.kind(),
                source.name(),
                key,
                source.oneEnd(),
                text(source.trigger()),
                sealed(source.secret()),
                who))
        .map(rows -> first(rows).orElseThrow());
  }

  private static final String BY_KEY = "select " + COLUMNS + """
      from sources where workspace_id = $1::int and key = $2::text and removed_at is null
      """;

  /** The source whose URL ends in this key. */
  public Future<Optional<ConnectedSource>> byKey(String key) {
    var workspace = key.split("-", 2)[0];
    if (!workspace.matches("[1-9][0-9]{0,8}")) {
      return Future.succeededFuture(Optional.empty());
    }
    return database.run(BY_KEY, Tuple.of(Integer.parseInt(workspace), key)).map(this::first);
  }

  private static final String OF_WORKSPACE = "select " + COLUMNS + """
      from sources where workspace_id = $1::int and source_id > $2::int and removed_at is null
      order by source_id limit $3::int
      """;

  /** The sources of a workspace after this one, oldest first. */
  public Future<List<ConnectedSource>> of(int workspace, int after, int most) {
    return database
        .run(OF_WORKSPACE, Tuple.of(workspace, after, most))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false).map(this::source).toList());
  }

  private static final String LOCK = "select " + COLUMNS + """
      from sources where workspace_id = $1::int and source_id = $2::int and removed_at is null for no key update
      """;

  private static final String CHANGE = """
      update sources set name = $3::text, trigger = $4::text, settings = $5::text::jsonb
      where workspace_id = $1::int and source_id = $2::int
      """;

  /** Writes a source anew, made from the one that is there; empty where there is none. Audited. */
  public Future<Optional<ConnectedSource>> change(
      int workspace, int source, UnaryOperator<ConnectedSource> change, String who) {
    return database.inTransaction(tx -> tx.run(LOCK, Tuple.of(workspace, source))
        .map(this::first)
        .compose(found -> found.isEmpty()
            ? Future.succeededFuture(found)
            : change(tx, found.get(), change.apply(found.get()), who).map(Optional::of)));
  }

  private Future<ConnectedSource> change(
      Tx tx, ConnectedSource before, ConnectedSource after, String who) {
    var row = Tuple.of(
        after.workspace(), after.id(), after.name(), text(after.trigger()), json(after.settings()));
    return tx.run(CHANGE, row)
        .compose(done -> audit(tx, after, json(Audited.of(before)), json(Audited.of(after)), who))
        .map(done -> after);
  }

  private record Audited(
      String name,
      Trigger trigger,
      boolean acceptUnsigned,
      Integer autoResolveMinutes,
      Integer rateLimit,
      String displayName,
      String iconUrl,
      List<String> allowedSites) {
    static Audited of(ConnectedSource source) {
      return new Audited(
          source.name(),
          source.trigger(),
          source.settings().acceptUnsigned(),
          source.settings().autoResolveMinutes(),
          source.settings().rateLimit(),
          source.settings().displayName(),
          source.settings().iconUrl(),
          source.settings().allowedSites());
    }
  }

  private static final String CHANGE_SECRET = """
      update sources
      set secret = $3::bytea, previous_secret = secret, previous_until = moment() + $4::interval
      where workspace_id = $1::int and source_id = $2::int and removed_at is null
      returning\s""" + COLUMNS;

  /**
   * Gives a source another secret; the one before is good for 24 hours more, and the one before that no longer. Empty
   * where there is no such source. Audited, without the secrets.
   */
  public Future<Optional<ConnectedSource>> changeSecret(
      int workspace, int source, String secret, String who) {
    return database.inTransaction(tx -> tx.run(
            CHANGE_SECRET, Tuple.of(workspace, source, sealed(secret), PREVIOUS_IS_GOOD_FOR))
        .map(this::first)
        .compose(changed -> changed.isEmpty()
            ? Future.succeededFuture(changed)
            : audit(tx, changed.get(), null, "{\"secret\": \"changed\"}", who)
                .map(done -> changed)));
  }

  private static final String REMOVE = """
      with removed as (
        update sources set removed_at = moment(), secret = null, previous_secret = null, bot_token = null
        where workspace_id = $1::int and source_id = $2::int and removed_at is null
        returning workspace_id, source_id, kind, name, trigger)
      insert into audit (workspace_id, who, what, before)
      select workspace_id, $3::text, 'source ' || source_id || ' removed',
        jsonb_build_object('kind', kind, 'name', name, 'trigger', trigger)
      from removed
      """;

  /**
   * Takes no webhook of a source any more and forgets its secrets; its conversations, and what their customers answered,
   * stay. Whether it was there. Audited.
   */
  public Future<Boolean> remove(int workspace, int source, String who) {
    return database.run(REMOVE, Tuple.of(workspace, source, who)).map(rows -> rows.rowCount() > 0);
  }

  private static final String AUDIT = """
      insert into audit (workspace_id, who, what, before, after)
      values ($1::int, $2::text, $3::text, $4::text::jsonb, $5::text::jsonb)
      """;

  private static Future<Void> audit(
      Tx tx, ConnectedSource source, String before, String after, String who) {
    return tx.run(AUDIT, Tuple.of(source.workspace(), who, "source " + source.id(), before, after))
        .mapEmpty();
  }

  private static final String BY_ID = "select " + COLUMNS + """
      from sources where workspace_id = $1::int and source_id = $2::int and removed_at is null
      """;

  /** One source of a workspace. */
  public Future<Optional<ConnectedSource>> byId(int workspace, int source) {
    return database.run(BY_ID, Tuple.of(workspace, source)).map(this::first);
  }

  static SourceSettings settings(String json) {
    return DEFAULT_JSON.equals(json)
        ? SourceSettings.DEFAULT
        : Json.merge(SourceSettings.DEFAULT, Keyring.utf8(json), SourceSettings.class);
  }

  static Trigger trigger(String text) {
    return Arrays.stream(Trigger.values())
        .filter(trigger -> trigger.toString().equals(text))
        .findFirst()
        .orElse(null);
  }

  private Optional<ConnectedSource> first(RowSet<Row> rows) {
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(source(rows.iterator().next()));
  }

  private ConnectedSource source(Row row) {
    return new ConnectedSource(
        row.getInteger("workspace_id"),
        row.getInteger("source_id"),
        row.getString("kind"),
        row.getString("name"),
        row.getString("key"),
        trigger(row.getString("trigger")),
        settings(row.getString("settings")),
        open(row.getBuffer("secret")),
        open(row.getBuffer("previous_secret")),
        Rows.time(row, "previous_until"),
        row.getBoolean("has_bot_token"),
        row.getString("slack_team"));
  }

  private Buffer sealed(String secret) {
    return secret == null ? null : Buffer.buffer(keys.seal(Purpose.SOURCE_SECRET, secret));
  }

  private String open(Buffer sealed) {
    return sealed == null ? null : keys.open(Purpose.SOURCE_SECRET, sealed.getBytes());
  }

  private static String text(Trigger trigger) {
    return trigger == null ? null : trigger.toString();
  }

  private static String json(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }
}
