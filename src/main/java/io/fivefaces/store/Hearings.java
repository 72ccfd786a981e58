package io.fivefaces.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Whether the webhooks of sources come, and whether they prove who sent them. */
public final class Hearings {

  /**
   * What was heard of a source.
   *
   * @param webhooks how many were taken
   * @param firstAt when the first was taken, or null
   * @param lastAt when the last was taken, or null
   * @param refused how many were refused for their signature
   * @param refusedAt when the last was refused, or null
   */
  public record Hearing(
      long webhooks, Instant firstAt, Instant lastAt, long refused, Instant refusedAt) {

    /** Of a source from which nothing came. */
    public static final Hearing NOTHING = new Hearing(0, null, null, 0, null);

    /** With one more webhook that was taken. */
    public Hearing heard(Instant now) {
      return new Hearing(webhooks + 1, firstAt == null ? now : firstAt, now, refused, refusedAt);
    }

    /** With one more webhook that was refused. */
    public Hearing refused(Instant now) {
      return new Hearing(webhooks, firstAt, lastAt, refused + 1, now);
    }
  }

  /** What was heard of one source since the last time. */
  public record News(int workspace, int source, Hearing hearing) {}

  private static final int MOST = 1000;

  private final Database database;

  public Hearings(Database database) {
    this.database = database;
  }

  private static final String ADD = """
      insert into source_hearings as kept (workspace_id, source_id, webhooks, first_at, last_at, refused, refused_at)
      select workspace_id, source_id, webhooks, first_at, last_at, refused, refused_at
      from unnest($1::int[], $2::int[], $3::bigint[], $4::timestamptz[], $5::timestamptz[], $6::bigint[], $7::timestamptz[])
        as news (workspace_id, source_id, webhooks, first_at, last_at, refused, refused_at)
      -- in key order, so that two nodes never wait for each other
      order by workspace_id, source_id
      on conflict (workspace_id, source_id) do update set
        webhooks = kept.webhooks + excluded.webhooks,
        first_at = least(kept.first_at, excluded.first_at),
        last_at = greatest(kept.last_at, excluded.last_at),
        refused = kept.refused + excluded.refused,
        refused_at = greatest(kept.refused_at, excluded.refused_at)
      """;

  /** Adds this to what was heard before. */
  public Future<Void> add(Collection<News> news) {
    var columns = new Rows<>(news)
        .number(News::workspace)
        .number(News::source)
        .bigNumber(row -> row.hearing().webhooks())
        .time(row -> row.hearing().firstAt())
        .time(row -> row.hearing().lastAt())
        .bigNumber(row -> row.hearing().refused())
        .time(row -> row.hearing().refusedAt())
        .columns();
    return database.run(ADD, columns).mapEmpty();
  }

  private static final String OF = """
      select source_id, webhooks, first_at, last_at, refused, refused_at from source_hearings
      where workspace_id = $1::int order by source_id limit $2::int
      """;

  /** What was heard of a workspace's sources, by their ids; of those that are absent, nothing. */
  public Future<Map<Integer, Hearing>> of(int workspace) {
    return database.run(OF, Tuple.of(workspace, MOST)).map(rows -> {
      var hearings = new HashMap<Integer, Hearing>();
      rows.forEach(row -> hearings.put(
          row.getInteger("source_id"),
          new Hearing(
              row.getLong("webhooks"),
              Rows.time(row, "first_at"),
              Rows.time(row, "last_at"),
              row.getLong("refused"),
              Rows.time(row, "refused_at"))));
      return hearings;
    });
  }
}
