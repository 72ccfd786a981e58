package io.fivefaces.store;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Keyring.Purpose;
import io.fivefaces.domain.Trigger;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The connected chat systems. Their secrets are sealed by the master key. */
public final class ConnectedSources {

  private static final int KEY_BYTES = 18;
  private static final int MOST = 200;

  private final Database database;
  private final Keyring keys;

  public ConnectedSources(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  private static final String CONNECT = """
      insert into sources (workspace_id, kind, name, key, secret)
      values ($1::int, $2::text, $3::text, $4::text, $5::bytea)
      returning workspace_id, source_id, kind, name, key, secret, trigger
      """;

  /** A new source with an unguessable URL of its own. */
  public Future<ConnectedSource> connect(int workspace, String kind, String name, String secret) {
    var key = workspace + "-" + Base64.getUrlEncoder().encodeToString(keys.random(KEY_BYTES));
    var sealed = Buffer.buffer(keys.seal(Purpose.SOURCE_SECRET, secret));
    return database
        .run(CONNECT, Tuple.of(workspace, kind, name, key, sealed))
        .map(rows -> first(rows).orElseThrow());
  }

  private static final String BY_KEY = """
      select workspace_id, source_id, kind, name, key, secret, trigger
      from sources where workspace_id = $1::int and key = $2::text
      """;

  /** The source whose URL ends in this key. */
  public Future<Optional<ConnectedSource>> byKey(String key) {
    var workspace = key.split("-", 2)[0];
    if (!workspace.matches("[1-9][0-9]{0,8}")) {
      return Future.succeededFuture(Optional.empty());
    }
    return database.run(BY_KEY, Tuple.of(Integer.parseInt(workspace), key)).map(this::first);
  }

  private static final String OF_WORKSPACE = """
      select workspace_id, source_id, kind, name, key, secret, trigger
      from sources where workspace_id = $1::int order by source_id limit $2::int
      """;

  /** The sources of a workspace, oldest first. */
  public Future<List<ConnectedSource>> of(int workspace) {
    return database
        .run(OF_WORKSPACE, Tuple.of(workspace, MOST))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false).map(this::source).toList());
  }

  // the update joins what was locked, or it would run first and leave nothing to lock
  private static final String CHANGE = """
      with before as (
        select workspace_id, source_id, name, trigger from sources
        where workspace_id = $1::int and source_id = $2::int for no key update
      ), changed as (
        update sources as s
        set name = coalesce($3::text, s.name), trigger = coalesce($4::text, s.trigger)
        from before
        where s.workspace_id = before.workspace_id and s.source_id = before.source_id
        returning s.workspace_id, s.source_id, s.kind, s.name, s.key, s.secret, s.trigger,
          before.name as name_before, before.trigger as trigger_before
      ), audited as (
        insert into audit (workspace_id, who, what, before, after)
        select workspace_id, $5::text, 'source ' || source_id,
          jsonb_build_object('name', name_before, 'trigger', trigger_before),
          jsonb_build_object('name', name, 'trigger', trigger)
        from changed)
      select workspace_id, source_id, kind, name, key, secret, trigger from changed
      """;

  /** The source with another name or trigger; null keeps what it has. Empty where there is no such source. */
  public Future<Optional<ConnectedSource>> change(
      int workspace, int source, String name, Trigger trigger, String who) {
    var text = trigger == null ? null : trigger.toString();
    return database.run(CHANGE, Tuple.of(workspace, source, name, text, who)).map(this::first);
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
        keys.open(Purpose.SOURCE_SECRET, row.getBuffer("secret").getBytes()),
        trigger(row.getString("trigger")));
  }
}
