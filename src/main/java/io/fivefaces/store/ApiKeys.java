package io.fivefaces.store;

import io.fivefaces.domain.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The keys of machines. Of a key only its digest is kept; the text names its workspace: {@code ff_<workspace>_<random>}. */
public final class ApiKeys {

  /** A key that is good. */
  public record ApiKey(int workspace, int id, String name, Role role) {}

  /**
   * A key as its list shows it.
   *
   * @param prefix how its text begins
   * @param usedAt to the minute, or null
   * @param revokedAt null while it is good
   */
  public record Entry(
      int id,
      String name,
      Role role,
      String prefix,
      String createdBy,
      Instant createdAt,
      Instant usedAt,
      Instant revokedAt) {}

  /** What became of a wish to revoke a key. */
  public sealed interface Revocation {
    /** It is revoked, now or before. */
    record Done(Entry entry) implements Revocation {}

    /** Its role is above that of whoever wished it. */
    record Above() implements Revocation {}

    record Unknown() implements Revocation {}
  }

  /** How many keys of a workspace are good at a time. */
  public static final int MOST = 50;

  private static final int SHOWN = 6;
  private static final Pattern FORM = Pattern.compile("(ff_([1-9][0-9]{0,8})_)[A-Za-z0-9_-]{43}");

  private final Database database;
  /** The keys whose use is being noted, so that one writer at a time does. */
  private final Set<Integer> noting = ConcurrentHashMap.newKeySet();

  public ApiKeys(Database database) {
    this.database = database;
  }

  private static final String FIND = """
      select key_id, name, role, coalesce(used_at < moment() - interval '1 minute', true) as used_anew from api_keys
      where workspace_id = $1::int and key_hash = $2::bytea and revoked_at is null
      """;

  /** The key of this text; empty where it never was one, or is revoked. That it was used is noted, without waiting. */
  public Future<Optional<ApiKey>> find(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return Future.succeededFuture(Optional.empty());
    }
    int workspace = Integer.parseInt(form.group(2));
    return database.run(FIND, Tuple.of(workspace, Digest.of(text))).map(rows -> {
      if (rows.size() == 0) {
        return Optional.empty();
      }
      var row = rows.iterator().next();
      int id = row.getInteger("key_id");
      if (row.getBoolean("used_anew")) {
        noteUse(workspace, id);
      }
      return Optional.of(new ApiKey(workspace, id, row.getString("name"), role(row)));
    });
  }

  private static final String NOTE_USE = """
      update api_keys set used_at = moment()
      where workspace_id = $1::int and key_id = $2::int and coalesce(used_at < moment() - interval '1 minute', true)
      """;

  /** Nobody waits for it, and the next use notes what was lost. */
  private void noteUse(int workspace, int id) {
    if (noting.add(id)) {
      database.run(NOTE_USE, Tuple.of(workspace, id)).onComplete(done -> noting.remove(id));
    }
  }

  private static final String COLUMNS =
      "key_id, name, role, prefix, created_by, created_at, used_at, revoked_at";

  private static final String LIST = "select " + COLUMNS + """
       from api_keys
      where workspace_id = $1::int and (revoked_at is null, key_id) < ($2::bool, $3::int)
      order by (revoked_at is null) desc, key_id desc limit $4::int
      """;

  /** The good ones, newest first, and then the revoked ones: those that come after a good or a revoked one with this id. */
  public Future<List<Entry>> list(int workspace, boolean good, int below, int most) {
    return database
        .run(LIST, Tuple.of(workspace, good, below, most))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false).map(ApiKeys::entry).toList());
  }

  private static final String ADD = """
      with added as (
        insert into api_keys (workspace_id, name, role, prefix, key_hash, created_by)
        select $1::int, $2::text, $3::text, $4::text, $5::bytea, $6::text
        where (select count(*) from api_keys where workspace_id = $1::int and revoked_at is null) < $7::int
        returning\s""" + COLUMNS + """
      ), noted as (
        insert into audit (workspace_id, who, what, after)
        select $1::int, $6::text, 'api key ' || key_id, jsonb_build_object('name', name, 'role', role) from added)
      select * from added
      """;

  /**
   * Adds a key with this text, audited without it; empty where the workspace has as many as it may. Those who add at the
   * same time wait for each other, so that together they do not pass the bound.
   */
  public Future<Optional<Entry>> add(
      int workspace, String name, Role role, String text, String who) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not the form of a key");
    }
    var prefix = text.substring(0, form.end(1) + SHOWN);
    var row = Tuple.of(workspace, name, role.toString(), prefix, Digest.of(text))
        .addValue(who)
        .addValue(MOST);
    return database.inTransaction(tx ->
        Workspaces.lock(tx, workspace).compose(locked -> tx.run(ADD, row)).map(ApiKeys::first));
  }

  private static final String LOCK = "select " + COLUMNS + """
       from api_keys where workspace_id = $1::int and key_id = $2::int for no key update
      """;

  private static final String REVOKE = """
      with revoked as (
        update api_keys set revoked_at = moment() where workspace_id = $1::int and key_id = $2::int
        returning\s""" + COLUMNS + """
      ), noted as (
        insert into audit (workspace_id, who, what, before)
        select $1::int, $3::text, 'api key ' || key_id, jsonb_build_object('name', name, 'role', role) from revoked)
      select * from revoked
      """;

  /** Makes a key good for nothing from now on; its row stays. Whoever does is at least what the key is. */
  public Future<Revocation> revoke(int workspace, int id, Role by, String who) {
    return database.inTransaction(tx -> tx.run(LOCK, Tuple.of(workspace, id))
        .map(ApiKeys::first)
        .compose(found -> {
          if (found.isEmpty()) {
            return Future.succeededFuture(new Revocation.Unknown());
          }
          if (!by.reaches(found.get().role())) {
            return Future.succeededFuture(new Revocation.Above());
          }
          return found.get().revokedAt() != null
              ? Future.succeededFuture(new Revocation.Done(found.get()))
              : tx.run(REVOKE, Tuple.of(workspace, id, who))
                  .map(rows -> new Revocation.Done(first(rows).orElseThrow()));
        }));
  }

  private static Optional<Entry> first(RowSet<Row> rows) {
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(entry(rows.iterator().next()));
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getInteger("key_id"),
        row.getString("name"),
        role(row),
        row.getString("prefix"),
        row.getString("created_by"),
        Rows.time(row, "created_at"),
        Rows.time(row, "used_at"),
        Rows.time(row, "revoked_at"));
  }

  private static Role role(Row row) {
    return Role.named(row.getString("role")).orElseThrow();
  }
}
