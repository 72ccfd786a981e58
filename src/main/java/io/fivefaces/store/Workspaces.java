package io.fivefaces.store;

import io.fivefaces.domain.Settings;
import io.fivefaces.domain.Workspace;
import io.fivefaces.json.Json;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The workspaces and their settings. */
public final class Workspaces {

  private final Database database;

  public Workspaces(Database database) {
    this.database = database;
  }

  private static final String LOCK =
      "select workspace_id from workspaces where workspace_id = $1::int for no key update";

  /**
   * Waits for the hand-overs of a workspace that are about to begin; until the transaction ends none begins, and nobody
   * else who locks it, or changes its settings, comes in between.
   */
  static Future<Void> lock(Tx tx, int workspace) {
    return tx.run(LOCK, Tuple.of(workspace)).mapEmpty();
  }

  private static final String CREATE = """
      with made as (
        insert into workspaces (slug, name, demo, settings)
        values ($1::text, $2::text, $3::boolean, $4::text::jsonb)
        on conflict (slug) do nothing
        returning workspace_id, slug, name, demo, settings::text, created_at
      ), owned as (
        insert into members (workspace_id, account_id, role)
        select workspace_id, $6::int, 'owner' from made where $6::int is not null
      ), noted as (
        insert into audit (workspace_id, who, what, after)
        select workspace_id, $5::text, 'workspace', jsonb_build_object('name', name, 'slug', slug) from made)
      select workspace_id, slug, name, demo, settings, created_at from made
      """;

  /** A new workspace, or empty where the slug is taken. Audited. */
  public Future<Optional<Workspace>> create(
      String slug, String name, boolean demo, Settings settings, String who) {
    return database
        .run(CREATE, Tuple.of(slug, name, demo, text(settings), who, null))
        .map(Workspaces::first);
  }

  /** A new workspace with everything off; the person who made it, if any, is its owner. Empty where the slug is taken. */
  public Future<Optional<Workspace>> create(
      String slug, String name, String who, Optional<Integer> owner) {
    return database.run(CREATE, row(slug, name, who, owner)).map(Workspaces::first);
  }

  /** As {@link #create(String, String, String, Optional)}, together with what else is written. */
  static Future<Optional<Workspace>> create(
      Tx tx, String slug, String name, String who, Optional<Integer> owner) {
    return tx.run(CREATE, row(slug, name, who, owner)).map(Workspaces::first);
  }

  private static Tuple row(String slug, String name, String who, Optional<Integer> owner) {
    return Tuple.of(slug, name, false, text(Settings.DEFAULT), who, owner.orElse(null));
  }

  private static final String RENAME = """
      with before as (
        select workspace_id, name from workspaces where workspace_id = $1::int for no key update
      ), after as (
        update workspaces as w set name = $2::text from before where w.workspace_id = before.workspace_id
        returning w.workspace_id, w.slug, w.name, w.demo, w.settings::text, w.created_at
      ), noted as (
        insert into audit (workspace_id, who, what, before, after)
        select workspace_id, $3::text, 'workspace', jsonb_build_object('name', name), jsonb_build_object('name', $2::text)
        from before)
      select workspace_id, slug, name, demo, settings, created_at from after
      """;

  /** The workspace under another name; empty where there is none. Audited. */
  public Future<Optional<Workspace>> rename(int workspace, String name, String who) {
    return database.run(RENAME, Tuple.of(workspace, name, who)).map(Workspaces::first);
  }

  private static final String FIND = """
      select workspace_id, slug, name, demo, settings::text, created_at
      from workspaces where workspace_id = $1::int
      """;

  public Future<Optional<Workspace>> find(int workspace) {
    return database.run(FIND, Tuple.of(workspace)).map(Workspaces::first);
  }

  private static final String FIND_BY_SLUG = """
      select workspace_id, slug, name, demo, settings::text, created_at
      from workspaces where slug = $1::text
      """;

  public Future<Optional<Workspace>> findBySlug(String slug) {
    return database.run(FIND_BY_SLUG, Tuple.of(slug)).map(Workspaces::first);
  }

  private static final String AFTER = """
      select workspace_id, slug, name, demo, settings::text, created_at
      from workspaces where workspace_id > $1::int order by workspace_id limit $2::int
      """;

  /** The workspaces after this one, oldest first. */
  public Future<List<Workspace>> after(int workspace, int most) {
    return database
        .run(AFTER, Tuple.of(workspace, most))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
            .map(Workspaces::workspace)
            .toList());
  }

  private static final String LOCK_TO_CHANGE = """
      select workspace_id, slug, name, demo, settings::text, created_at
      from workspaces where workspace_id = $1::int for no key update
      """;

  private static final String CHANGE = """
      with changed as (
        update workspaces set settings = $4::text::jsonb where workspace_id = $1::int
        returning workspace_id)
      insert into audit (workspace_id, who, what, before, after)
      select workspace_id, $2::text, 'settings', $3::text::jsonb, $4::text::jsonb from changed
      """;

  /**
   * The settings after a patch, kept with who changed them, before and after; empty where there is no such workspace.
   * The row's lock waits for hand-overs that are about to begin, so none begins by the old settings once this answered.
   */
  public Future<Optional<Settings>> change(int workspace, String who, byte[] patch) {
    return database.inTransaction(tx -> change(tx, workspace, who, patch));
  }

  /** As {@link #change(int, String, byte[])}, together with what else is written. */
  static Future<Optional<Settings>> change(Tx tx, int workspace, String who, byte[] patch) {
    return tx.run(LOCK_TO_CHANGE, Tuple.of(workspace)).compose(rows -> {
      var found = first(rows);
      if (found.isEmpty()) {
        return Future.succeededFuture(Optional.empty());
      }
      var before = found.get().settings();
      var after = Json.merge(before, patch, Settings.class);
      return tx.run(CHANGE, Tuple.of(workspace, who, text(before), text(after)))
          .map(Optional.of(after));
    });
  }

  static Settings settings(String json) {
    return Json.merge(Settings.DEFAULT, json.getBytes(StandardCharsets.UTF_8), Settings.class);
  }

  private static String text(Settings settings) {
    return new String(Json.write(settings), StandardCharsets.UTF_8);
  }

  private static Optional<Workspace> first(RowSet<Row> rows) {
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(workspace(rows.iterator().next()));
  }

  static Workspace workspace(Row row) {
    return new Workspace(
        row.getInteger("workspace_id"),
        row.getString("slug"),
        row.getString("name"),
        row.getBoolean("demo"),
        settings(row.getString("settings")),
        Rows.time(row, "created_at"));
  }
}
