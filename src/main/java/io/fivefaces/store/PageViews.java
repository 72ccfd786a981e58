package io.fivefaces.store;

import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Look;
import io.fivefaces.domain.UserAgent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The newest looks at each survey's page, kept for two days: by them a machine is told from a person. */
public final class PageViews {

  /**
   * A survey's page as it was seen until now.
   *
   * @param now by the clock that the looks have their times from
   * @param looks the newest, oldest first
   * @param answeredBy the view that the counted answer came from; null for none
   */
  public record Seen(Instant now, List<Look> looks, boolean answered, String answeredBy) {}

  /** As many as are kept of one survey. */
  public static final int MOST = 50;

  private final Database database;

  public PageViews(Database database) {
    this.database = database;
  }

  // each look takes away what is too much of its survey, and some of what is too old anywhere in
  // its workspace
  private static final String ADD = """
      with too_many as (
        delete from survey_views where workspace_id = $1::int and invite_id = $2::bigint and look_id <= (
          select look_id from survey_views where workspace_id = $1::int and invite_id = $2::bigint
          order by look_id desc offset $8::int limit 1)
      ), too_old as (
        delete from survey_views where workspace_id = $1::int and (invite_id, look_id) in (
          select invite_id, look_id from survey_views
          where workspace_id = $1::int and at < moment() - interval '2 days'
          order by at limit 20 for update skip locked))
      insert into survey_views (workspace_id, invite_id, head, score, view, print, agent)
      select workspace_id, invite_id, $3::bool, $4::smallint, $5::text, $6::text, $7::text from survey_invites
      where workspace_id = $1::int and invite_id = $2::bigint and epoch > 0
      """;

  /**
   * Remembers a look at an invite that went out.
   *
   * @param score what its link chose, null for nothing
   * @param view the view that its page carries, null for none
   */
  public Future<Void> add(
      InviteId invite, boolean head, Integer score, String view, UserAgent agent) {
    return database
        .run(
            ADD,
            Tuple.of(
                invite.workspace(),
                invite.number(),
                head,
                score == null ? null : score.shortValue(),
                view,
                agent.print(),
                agent.kind().name().toLowerCase(Locale.ROOT),
                MOST - 1))
        .mapEmpty();
  }

  private static final OfEachKind SEEN = new OfEachKind("""
      select moment() as now, r.invite_id is not null as answered, r.view as answered_by,
        looks.at, looks.head, looks.score, looks.view, looks.print, looks.agent
      from survey_invites i
      left join {responses} r on r.workspace_id = i.workspace_id and r.invite_id = i.invite_id
      left join lateral (
        select look_id, at, head, score, view, print, agent from survey_views v
        where v.workspace_id = i.workspace_id and v.invite_id = i.invite_id
        order by look_id desc limit $3::int) as looks on true
      where i.workspace_id = $1::int and i.invite_id = $2::bigint
      order by looks.at, looks.look_id
      """);

  /** What was seen of an invite of this kind until now. */
  public Future<Seen> seen(InviteId invite, Kind kind) {
    return database
        .run(SEEN.of(kind), Tuple.of(invite.workspace(), invite.number(), MOST))
        .map(PageViews::seen);
  }

  private static Seen seen(RowSet<Row> rows) {
    var looks = new ArrayList<Look>();
    Row last = null;
    for (var row : rows) {
      if (row.getString("print") != null) {
        looks.add(look(row));
      }
      last = row;
    }
    return last == null
        ? new Seen(Instant.EPOCH, List.of(), false, null)
        : new Seen(
            Rows.time(last, "now"),
            looks,
            last.getBoolean("answered"),
            last.getString("answered_by"));
  }

  private static Look look(Row row) {
    var agent = UserAgent.Kind.valueOf(row.getString("agent").toUpperCase(Locale.ROOT));
    var score = row.getShort("score");
    return new Look(
        Rows.time(row, "at"),
        row.getBoolean("head"),
        score == null ? null : score.intValue(),
        row.getString("view"),
        new UserAgent(row.getString("print"), agent));
  }
}
