package io.fivefaces.store;

import io.fivefaces.domain.Candidate;
import io.fivefaces.domain.ConversationId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conversations as people look them up: with their invite, response and verdicts. */
public final class ConversationPages {

  /** One conversation, whole. Invite and response are null while there is none. */
  public record Page(
      ConversationId id,
      String sourceKind,
      String sourceName,
      Instant now,
      Instant endedAt,
      Candidate candidate,
      Invite invite,
      Response response,
      List<StoredVerdict> verdicts) {}

  /**
   * An invite.
   *
   * @param attempts how many hand-overs were begun
   * @param nextTryAt null unless it waits
   * @param receipt what the other side calls what it took, or null
   */
  public record Invite(
      String state,
      String channel,
      Instant createdAt,
      Instant dueAt,
      Instant sentAt,
      String recipient,
      String reason,
      int attempts,
      Instant nextTryAt,
      String receipt,
      String delivery,
      Instant deliveryAt,
      String deliveryDetail) {}

  public record Response(int score, String comment, Instant respondedAt) {}

  public record StoredVerdict(String gate, boolean open, String saw, Instant at) {}

  private final Database database;

  public ConversationPages(Database database) {
    this.database = database;
  }

  private static final String FIND = """
      select c.workspace_id, c.source_id, c.ref, s.kind, s.name, c.ended_at,
        i.state, i.channel, i.created_at, i.due_at, i.sent_at, i.recipient, i.reason, i.epoch, i.receipt,
        case when i.state = 'scheduled' then i.next_try_at end as next_try_at,
        case when i.complained_at is not null then 'complained' when i.bounced_at is not null then 'bounced'
          when i.delivered_at is not null then 'delivered' end as delivery,
        coalesce(i.complained_at, i.bounced_at, i.delivered_at) as delivery_at,
        case when i.complained_at is null then i.bounce_reason end as delivery_detail,
        r.score, r.comment, r.responded_at
      from sources s
      join conversations c on c.workspace_id = s.workspace_id and c.source_id = s.source_id and c.ref = $2::text
      left join survey_invites i
        on i.workspace_id = c.workspace_id and i.source_id = c.source_id and i.conversation_ref = c.ref
        and i.kind = 'csat'
      left join csat_responses r on r.workspace_id = i.workspace_id and r.invite_id = i.invite_id
      where s.workspace_id = $1::int and ($3::int is null or s.source_id = $3::int)
      order by c.state_at desc nulls last, c.created_at desc limit 1
      """;

  private static final String VERDICTS = """
      select gate, open, saw, at from verdicts
      where workspace_id = $1::int and source_id = $2::int and conversation_ref = $3::text limit 50
      """;

  /** The conversation that a source calls so; of several sources that do, the one that moved last. */
  public Future<Optional<Page>> find(int workspace, String ref, Integer source) {
    return database.run(FIND, Tuple.of(workspace, ref, source)).compose(rows -> {
      if (rows.size() == 0) {
        return Future.succeededFuture(Optional.empty());
      }
      var row = rows.iterator().next();
      var id = Conversations.id(row);
      var verdicts = database.run(VERDICTS, Tuple.of(workspace, id.source(), id.ref()));
      var look = Candidates.look(database, id);
      return Future.all(verdicts, look).map(both -> {
        var judged = look.result().getFirst();
        return Optional.of(new Page(
            id,
            row.getString("kind"),
            row.getString("name"),
            judged.now(),
            judged.endedAt(),
            judged.candidate(),
            row.getString("state") == null ? null : invite(row),
            row.getShort("score") == null
                ? null
                : new Response(
                    row.getShort("score"),
                    row.getString("comment"),
                    Rows.time(row, "responded_at")),
            verdicts(verdicts.result())));
      });
    });
  }

  private static Invite invite(Row row) {
    return new Invite(
        row.getString("state"),
        row.getString("channel"),
        Rows.time(row, "created_at"),
        Rows.time(row, "due_at"),
        Rows.time(row, "sent_at"),
        row.getString("recipient"),
        row.getString("reason"),
        row.getInteger("epoch"),
        Rows.time(row, "next_try_at"),
        row.getString("receipt"),
        row.getString("delivery"),
        Rows.time(row, "delivery_at"),
        row.getString("delivery_detail"));
  }

  private static List<StoredVerdict> verdicts(Iterable<Row> rows) {
    var verdicts = new ArrayList<StoredVerdict>();
    rows.forEach(row -> verdicts.add(new StoredVerdict(
        row.getString("gate"),
        row.getBoolean("open"),
        row.getString("saw"),
        Rows.time(row, "at"))));
    return verdicts;
  }
}
