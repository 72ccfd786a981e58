package io.fivefaces.store;

import io.fivefaces.domain.Keyring;
import io.fivefaces.json.Json;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** Who did what, when, and what it was before and after. Most rows are written by the statements that do it. */
public final class AuditTrail {

  /**
   * One thing that somebody did.
   *
   * @param name what it was done to, by its name, address or URL, or null where it has none
   */
  public record Entry(
      long id, Instant at, String who, String what, String name, List<Change> changes) {}

  /** A field that is another after it; null where there was or is none. */
  public record Change(String field, Object before, Object after) {}

  private final Database database;

  public AuditTrail(Database database) {
    this.database = database;
  }

  private static final String PUT = """
      insert into audit (workspace_id, who, what, after) values ($1::int, $2::text, $3::text, $4::text::jsonb)
      """;

  /** Keeps that somebody did something by which nothing of the workspace changed, with its details. */
  public Future<Void> put(int workspace, String who, String what, Object details) {
    var json = new String(Json.write(details), StandardCharsets.UTF_8);
    return database.run(PUT, Tuple.of(workspace, who, what, json)).mapEmpty();
  }

  private static final String ENTRIES = """
      select audit_id, at, who, what, coalesce(
        after ->> 'name', before ->> 'name', after ->> 'email', before ->> 'email', after ->> 'url', before ->> 'url') as name, (
        select coalesce(jsonb_agg(jsonb_build_object('field', key, 'before', b.value, 'after', a.value) order by key), '[]')
        from jsonb_each(case when jsonb_typeof(before) = 'object' then before else '{}' end) b
        full join jsonb_each(case when jsonb_typeof(after) = 'object' then after else '{}' end) a using (key)
        where coalesce(b.value, 'null') <> coalesce(a.value, 'null'))::text as changes
      from audit where workspace_id = $1::int and audit_id < $2::bigint\s""";

  private static final String NEWEST = "order by audit_id desc limit $3::int";
  private static final String BY_WHOM = "and who = $4::text ";
  private static final String ABOUT = "and split_part(what, ' ', 1) = $4::text ";
  private static final String ABOUT_TOO = "and split_part(what, ' ', 1) = $5::text ";

  /**
   * What was done before an entry, newest first, each with the fields that it changed.
   *
   * @param who only what they did, or null for everybody
   * @param about the first word of what was done, or null for everything
   */
  public Future<List<Entry>> before(
      int workspace, long entry, String who, String about, int limit) {
    var values = Tuple.of(workspace, entry, limit);
    if (who != null) {
      values.addString(who);
    }
    if (about != null) {
      values.addString(about);
    }
    var only =
        who == null ? about == null ? "" : ABOUT : about == null ? BY_WHOM : BY_WHOM + ABOUT_TOO;
    return database
        .run(ENTRIES + only + NEWEST, values)
        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
            .map(AuditTrail::entry)
            .toList());
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getLong("audit_id"),
        Rows.time(row, "at"),
        row.getString("who"),
        row.getString("what"),
        row.getString("name"),
        List.of(Json.read(Keyring.utf8(row.getString("changes")), Change[].class)));
  }
}
