package io.fivefaces.store;

import io.fivefaces.domain.Addressee;
import io.fivefaces.domain.Addressee.LastAsked;
import io.fivefaces.domain.Candidate;
import io.fivefaces.domain.Candidate.EarlierInvite;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.Ending;
import io.fivefaces.domain.InviteState;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.SuppressionReason;
import io.fivefaces.domain.Trigger;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the gates look at, read together. */
public final class Candidates {

  /**
   * A conversation before the gates.
   *
   * @param now the database's clock
   * @param endedAt the end it was judged on before, or null
   * @param workspaceName the workspace's name
   */
  public record Judged(
      ConversationId id, Candidate candidate, Instant now, Instant endedAt, String workspaceName) {}

  private static final String TAKE = """
      select workspace_id, source_id, ref from conversations
      where to_judge order by workspace_id, source_id, ref limit $1::int for update skip locked
      """;

  /** Locks some conversations that wait for judgement and reads them by a fresh look after the locks. */
  public Future<List<Judged>> take(Tx tx, int most) {
    return tx.run(TAKE, Tuple.of(most)).compose(rows -> {
      var ids = new ArrayList<ConversationId>();
      rows.forEach(row -> ids.add(Conversations.id(row)));
      return ids.isEmpty() ? Future.succeededFuture(List.of()) : read(tx, ids, false);
    });
  }

  private static final String LOCK_SETTINGS =
      "select workspace_id from workspaces where workspace_id = $1::int for share";

  /** Holds the settings of a workspace as they are; many may at once. */
  static Future<?> lockSettings(Tx tx, int workspace) {
    return tx.run(LOCK_SETTINGS, Tuple.of(workspace));
  }

  private static final String LOCK_CONVERSATION = """
      select ref from conversations
      where workspace_id = $1::int and source_id = $2::int and ref = $3::text for update
      """;

  /** Locks the settings, then the conversation, and reads the candidate for its own invite's hand-over. */
  public Future<Judged> lock(Tx tx, ConversationId id) {
    return lockSettings(tx, id.workspace())
        .compose(
            locked -> tx.run(LOCK_CONVERSATION, Tuple.of(id.workspace(), id.source(), id.ref())))
        .compose(locked -> read(tx, List.of(id), true))
        .map(List::getFirst);
  }

  private static final String READ =
      "select moment() as now, c.ended_at, " + Conversations.COLUMNS + """
      , w.name as workspace_name, w.settings::text as settings, s.trigger, s.one_end,
        cu.email, cu.email_at, cu.name, cu.name_at, cu.locale as customer_locale,
        cu.locale_at as customer_locale_at, m.inbound, m.outbound, m.agent_replies,
        i.state as invite_state, i.epoch as invite_epoch, sup.reason as suppressed,
        asked.kind as asked_kind, asked.at as asked_at,
        i.epoch > 0 and (i.delivered_at is not null or exists (
          select from csat_responses r where r.workspace_id = i.workspace_id and r.invite_id = i.invite_id))
          as invite_arrived,
        coalesce(i.slack_trouble, case when c.channel = 'slack' and not exists (
          select from sources app where app.workspace_id = c.workspace_id and app.bot_token is not null)
          then 'no Slack source has a bot token' end) as slack_trouble
      from unnest($1::int[], $2::int[], $3::text[]) as wanted (workspace_id, source_id, ref)
      join conversations c using (workspace_id, source_id, ref)
      join workspaces w on w.workspace_id = c.workspace_id
      join sources s on s.workspace_id = c.workspace_id and s.source_id = c.source_id
      left join customers cu
        on cu.workspace_id = c.workspace_id and cu.source_id = c.source_id and cu.ref = c.customer_ref
      cross join lateral (
        select count(*) filter (where direction = 'in')::int as inbound,
          count(*) filter (where direction = 'out')::int as outbound,
          count(*) filter (where direction = 'out' and author = 'agent')::int as agent_replies
        from (
          select direction, author from messages
          where workspace_id = c.workspace_id and source_id = c.source_id and conversation_ref = c.ref
            and author <> 'system'
          limit 1000) as counted) as m
      left join survey_invites i
        on i.workspace_id = c.workspace_id and i.source_id = c.source_id and i.conversation_ref = c.ref
        and i.kind = 'csat'
      left join suppressions sup on sup.workspace_id = c.workspace_id and sup.email = lower(btrim(cu.email))
      left join lateral last_asked(c.workspace_id, c.source_id, c.customer_ref, cu.email, i.invite_id) as asked
        on (w.settings ->> 'contact_gap_for_csat')::boolean
      """;

  private Future<List<Judged>> read(Tx tx, List<ConversationId> ids, boolean own) {
    return tx.run(READ, Conversations.keys(ids)).map(rows -> judged(rows, own));
  }

  /** One conversation as the gates would see it now, without a lock; empty where there is none. */
  public static Future<List<Judged>> look(Database database, ConversationId id) {
    return database.run(READ, Conversations.keys(List.of(id))).map(rows -> judged(rows, false));
  }

  private static List<Judged> judged(RowSet<Row> rows, boolean own) {
    // a batch has many conversations of few workspaces
    Map<String, Settings> parsed = new HashMap<>();
    var judged = new ArrayList<Judged>();
    for (var row : rows) {
      var settings = parsed.computeIfAbsent(row.getString("settings"), Workspaces::settings);
      judged.add(new Judged(
          Conversations.id(row),
          candidate(row, settings, own),
          Rows.time(row, "now"),
          Rows.time(row, "ended_at"),
          row.getString("workspace_name")));
    }
    return judged;
  }

  private static Candidate candidate(Row row, Settings settings, boolean own) {
    Trigger trigger = ConnectedSources.trigger(row.getString("trigger"));
    return new Candidate(
        settings,
        new Ending(trigger == null ? settings.trigger() : trigger, row.getBoolean("one_end")),
        Conversations.conversation(row),
        row.getInteger("inbound"),
        row.getInteger("outbound"),
        row.getInteger("agent_replies"),
        earlier(row, own),
        row.getString("slack_trouble"),
        addressee(row),
        Rows.time(row, "now"));
  }

  static Addressee addressee(Row row) {
    var suppressed = row.getString("suppressed");
    var asked = row.getString("asked_kind");
    return new Addressee(
        Customers.customer(row, "customer_locale"),
        suppressed == null ? null : SuppressionReason.parse(suppressed),
        asked == null
            ? null
            : new LastAsked(Kind.parse(asked).orElseThrow(), Rows.time(row, "asked_at")));
  }

  private static EarlierInvite earlier(Row row, boolean own) {
    if (row.getString("invite_state") == null) {
      return null;
    }
    var state = state(row.getString("invite_state"));
    boolean pending = state == InviteState.SCHEDULED || state == InviteState.CLAIMED;
    return new EarlierInvite(
        state,
        own || pending,
        row.getInteger("invite_epoch") > 0,
        row.getBoolean("invite_arrived"));
  }

  static InviteState state(String name) {
    return InviteState.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
