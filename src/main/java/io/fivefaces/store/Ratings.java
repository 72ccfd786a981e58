package io.fivefaces.store;

import io.fivefaces.domain.Scores;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The customers' answers as people read them: newest first, each with its conversation. */
public final class Ratings {

  /** A rating in a list; the assignee is today's. */
  public record Rated(
      long invite,
      String conversation,
      int source,
      String subject,
      String customer,
      int score,
      String comment,
      Instant respondedAt,
      String assignee,
      String agent) {}

  /** Where an answer stands in the order of a list. */
  public record Place(Instant respondedAt, long invite) {

    /** Where the answers before this moment begin. */
    public static Place before(Instant moment) {
      return new Place(moment, Long.MIN_VALUE);
    }
  }

  private final Database database;

  public Ratings(Database database) {
    this.database = database;
  }

  private static final String SINCE = """
      select r.invite_id, r.conversation_ref, r.source_id, c.subject, cu.name as customer, r.score, r.comment,
        r.responded_at, coalesce(c.assignee_name, c.assignee_email, c.assignee_ref) as assignee, c.resolver
      from csat_responses r
      join conversations c
        on c.workspace_id = r.workspace_id and c.source_id = r.source_id and c.ref = r.conversation_ref
      left join customers cu
        on cu.workspace_id = c.workspace_id and cu.source_id = c.source_id and cu.ref = c.customer_ref
      where r.workspace_id = $1::int and (r.responded_at, r.invite_id) < ($2::timestamptz, $3::bigint)
        and r.responded_at >= $4::timestamptz
      """;

  private static final String NEWEST = """
      order by r.responded_at desc, r.invite_id desc limit $5::int
      """;

  private static final String ANY = SINCE + NEWEST;
  private static final String LOW = SINCE + "and r.score <= 2\n" + NEWEST;
  private static final String ONLY = SINCE + "and r.score = $6::smallint\n" + NEWEST;

  /** The newest answers with these scores between a moment and a place. */
  public Future<List<Rated>> newest(
      int workspace, Scores scores, Instant from, Place before, int most) {
    var key = Tuple.of(
        workspace, Rows.time(before.respondedAt()), before.invite(), Rows.time(from), most);
    return switch (scores) {
      case Scores.Any any -> database.run(ANY, key).map(Ratings::list);
      case Scores.Low low -> database.run(LOW, key).map(Ratings::list);
      case Scores.Only only ->
        database.run(ONLY, key.addShort((short) only.rating().score())).map(Ratings::list);
    };
  }

  private static List<Rated> list(Iterable<Row> rows) {
    var list = new ArrayList<Rated>();
    rows.forEach(row -> list.add(new Rated(
        row.getLong("invite_id"),
        row.getString("conversation_ref"),
        row.getInteger("source_id"),
        row.getString("subject"),
        row.getString("customer"),
        row.getShort("score"),
        row.getString("comment"),
        Rows.time(row, "responded_at"),
        row.getString("assignee"),
        row.getString("resolver"))));
    return list;
  }
}
