package io.fivefaces.store;

import io.fivefaces.domain.Quarter;
import io.fivefaces.domain.Verdict;
import io.fivefaces.store.Customers.CustomerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** A quarter's customers as they were judged: who is asked, who is not, and why. */
public final class NpsCustomers {

  /**
   * A customer's judgement.
   *
   * @param reason the first shut gate; null where all are open
   * @param dueAt when they are asked; null unless they wait for it
   * @param invite the one that was made for them, or null
   */
  public record Asked(
      CustomerId id,
      String name,
      String email,
      String reason,
      List<Verdict> verdicts,
      Instant at,
      Instant dueAt,
      Invite invite) {}

  /** What became of an invite; the reason is null where it has none, sentAt until it is sent. */
  public record Invite(String state, Instant sentAt, String reason) {}

  private final Database database;

  public NpsCustomers(Database database) {
    this.database = database;
  }

  private static final String LIST = """
      select j.source_id, j.customer_ref, cu.name, cu.email, j.reason, j.gates, j.open, j.saw, j.at,
        case when j.waits then q.started_at + j.due_after end as due_at, i.state, i.sent_at, i.reason as invite_reason
      from nps_judgements j
      join nps_quarters q on q.workspace_id = j.workspace_id and q.quarter = j.quarter
      left join customers cu
        on cu.workspace_id = j.workspace_id and cu.source_id = j.source_id and cu.ref = j.customer_ref
      left join survey_invites i on i.workspace_id = j.workspace_id and i.invite_id = j.invite_id
      where j.workspace_id = $1::int and j.quarter = $2::text
        and (j.source_id, j.customer_ref) > ($3::int, $4::text)
      """;

  private static final String NEXT = " order by j.source_id, j.customer_ref limit $5::int";
  private static final String OPEN = " and j.reason is null";
  private static final String STOPPED = " and j.reason = $6::text";

  /** Which of them are asked for. */
  public sealed interface Wanted {
    /** All. */
    record Everybody() implements Wanted {}

    /** Those whom no gate stops. */
    record Open() implements Wanted {}

    /** Those whom this gate stops first. */
    record StoppedBy(String gate) implements Wanted {}
  }

  /** The customers after a place, by source and by what it calls them. */
  public Future<List<Asked>> after(
      int workspace, Quarter quarter, Wanted wanted, int source, String ref, int most) {
    var values = Tuple.of(workspace, quarter.toString(), source, ref, most);
    var only = switch (wanted) {
      case Wanted.Everybody everybody -> "";
      case Wanted.Open open -> OPEN;
      case Wanted.StoppedBy stopped -> {
        values.addString(stopped.gate());
        yield STOPPED;
      }
    };
    return database
        .run(LIST + only + NEXT, values)
        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
            .map(row -> asked(workspace, row))
            .toList());
  }

  private static Asked asked(int workspace, Row row) {
    var gates = row.getArrayOfStrings("gates");
    var open = row.getArrayOfBooleans("open");
    var saw = row.getArrayOfStrings("saw");
    var state = row.getString("state");
    return new Asked(
        new CustomerId(workspace, row.getInteger("source_id"), row.getString("customer_ref")),
        row.getString("name"),
        row.getString("email"),
        row.getString("reason"),
        IntStream.range(0, gates.length)
            .mapToObj(i -> new Verdict(gates[i], open[i], saw[i]))
            .toList(),
        Rows.time(row, "at"),
        Rows.time(row, "due_at"),
        state == null
            ? null
            : new Invite(state, Rows.time(row, "sent_at"), row.getString("invite_reason")));
  }
}
