package io.fivefaces.support;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What all tables hold at a moment, as a digest of each; when a key or a session was last used, or a
 * source was heard, does not count: that is written later.
 */
public final class Snapshot {

  private static final String TABLES = """
      select relname from pg_class
      where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
        and relname <> 'source_hearings'
      """;
  private static final String DIGEST = """
      select '%1$s' as name,
        md5(string_agg(row, ',' order by row)) as digest
      from (select (to_jsonb(t) - 'used_at' - 'seen_at')::text as row from "%1$s" t) rows
      """;

  private final Map<String, String> digests;

  private Snapshot(Map<String, String> digests) {
    this.digests = digests;
  }

  /** What is there now. */
  public static Snapshot of(TestDatabase database) {
    var sql = database.rows(TABLES).stream()
        .map(row -> DIGEST.formatted(row.get("relname")))
        .collect(Collectors.joining(" union all "));
    var digests = new TreeMap<String, String>();
    database
        .rows(sql)
        .forEach(row -> digests.put(row.get("name"), String.valueOf(row.get("digest"))));
    return new Snapshot(digests);
  }

  /** The tables that hold something else than they did. */
  public Set<String> changedSince(Snapshot before) {
    var changed = new TreeSet<>(digests.keySet());
    changed.removeIf(table -> digests.get(table).equals(before.digests.get(table)));
    return changed;
  }
}
