package io.fivefaces.store;

import io.fivefaces.domain.Quarter;
import io.fivefaces.store.Ratings.Place;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The customers' answers to NPS as people read them, newest first. */
public final class NpsRatings {

  /**
   * An answer in a list.
   *
   * @param customer the customer's name, null where nobody knows it
   * @param conversation the customer's last one when they were asked
   */
  public record Rated(
      long invite,
      Quarter quarter,
      String customer,
      String email,
      int score,
      String comment,
      Instant respondedAt,
      String conversation,
      int source) {}

  /**
   * Which answers are wanted.
   *
   * @param quarter those to the invites of this quarter; null for any
   * @param scores those with these scores; none for any
   */
  public record Wanted(Quarter quarter, Collection<Integer> scores) {}

  private final Database database;

  public NpsRatings(Database database) {
    this.database = database;
  }

  private static final String WALK = """
      select r.invite_id, r.source_id, r.conversation_ref, r.quarter, r.score, r.comment, r.responded_at
      from nps_responses r
      where r.workspace_id = $1::int and (r.responded_at, r.invite_id) < ($2::timestamptz, $3::bigint)%s%s
      order by r.responded_at desc, r.invite_id desc limit $4::int
      """;

  private static final String OF_QUARTER = " and r.quarter = $%d::text";

  // one walk for each score, so that no other score is passed on the way
  private static final String WALKS = """
      select r.* from unnest($5::smallint[]) as wanted (score)
      cross join lateral (
      %s) as r
      order by r.responded_at desc, r.invite_id desc limit $4::int
      """;

  // each looked up by its key: a plan for any limit would rather read all invites
  private static final String TOLD = """
      select r.*, cu.name as customer, i.email
      from (
      %s) as r
      cross join lateral (
        select customer_ref, coalesce(recipient, address) as email from survey_invites
        where workspace_id = $1::int and invite_id = r.invite_id
        offset 0) as i
      left join lateral (
        select name from customers
        where workspace_id = $1::int and source_id = r.source_id and ref = i.customer_ref
        offset 0) as cu on true
      order by r.responded_at desc, r.invite_id desc
      """;

  private static final String ANY = TOLD.formatted(WALK.formatted("", ""));
  private static final String IN_QUARTER =
      TOLD.formatted(WALK.formatted(OF_QUARTER.formatted(5), ""));
  private static final String SCORED =
      TOLD.formatted(WALKS.formatted(WALK.formatted("", " and r.score = wanted.score")));
  private static final String SCORED_IN_QUARTER = TOLD.formatted(
      WALKS.formatted(WALK.formatted(OF_QUARTER.formatted(6), " and r.score = wanted.score")));

  /** The newest of the wanted answers that come after a place in the list. */
  public Future<List<Rated>> newest(int workspace, Wanted wanted, Place before, int most) {
    var key = Tuple.of(workspace, Rows.time(before.respondedAt()), before.invite(), most);
    if (!wanted.scores().isEmpty()) {
      key.addValue(wanted.scores().stream().map(Integer::shortValue).toArray(Short[]::new));
    }
    if (wanted.quarter() != null) {
      key.addValue(wanted.quarter().toString());
    }
    return database.run(statement(wanted), key).map(NpsRatings::list);
  }

  private static String statement(Wanted wanted) {
    if (wanted.scores().isEmpty()) {
      return wanted.quarter() == null ? ANY : IN_QUARTER;
    }
    return wanted.quarter() == null ? SCORED : SCORED_IN_QUARTER;
  }

  private static List<Rated> list(Iterable<Row> rows) {
    var list = new ArrayList<Rated>();
    rows.forEach(row -> list.add(new Rated(
        row.getLong("invite_id"),
        Quarter.parse(row.getString("quarter")).orElseThrow(),
        row.getString("customer"),
        row.getString("email"),
        row.getShort("score"),
        row.getString("comment"),
        Rows.time(row, "responded_at"),
        row.getString("conversation_ref"),
        row.getInteger("source_id"))));
    return list;
  }
}
