package io.fivefaces.store;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.InviteState;
import io.fivefaces.domain.Message;
import io.fivefaces.domain.Window;
import io.fivefaces.store.Messages.MessageId;
import io.fivefaces.store.StaleDays.Day;
import io.fivefaces.store.Verdicts.Judgement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Writes a past that never was, as if it had come through the door; into demo workspaces only. */
public final class History {

  /**
   * A conversation that is over, with all that followed from it.
   *
   * @param invite null where none was made
   * @param answer null where none came
   * @param suppressed why its customer's address is suppressed, or null
   */
  public record Past(
      Conversations.Versioned conversation,
      Customers.Versioned customer,
      List<Message> messages,
      Judgement judgement,
      PastInvite invite,
      PastAnswer answer,
      String suppressed) {}

  /**
   * An invite at its end.
   *
   * @param reason null where it was sent
   * @param sentAt null where it was not
   */
  public record PastInvite(
      InviteState state,
      String reason,
      ChannelName channel,
      String recipient,
      Instant createdAt,
      Instant sentAt) {
    boolean handedOver() {
      return state != InviteState.CANCELLED;
    }
  }

  public record PastAnswer(int score, String comment, Instant at) {}

  private final Database database;
  private final Customers customers = new Customers();
  private final Conversations conversations = new Conversations();
  private final Messages messages = new Messages();
  private final Verdicts verdicts = new Verdicts();
  private final StaleDays staleDays = new StaleDays();

  public History(Database database) {
    this.database = database;
  }

  private static final String MISSING_DAYS = """
      select at::date as day
      from generate_series($3::date::timestamptz, $4::date::timestamptz, interval '1 day') as days (at)
      where not exists (
        select from conversations
        where workspace_id = $1::int and source_id = $2::int and ended_at >= at and ended_at < at + interval '1 day')
      order by day desc
      """;

  /** The days of a window on which no conversation of this source ended, the newest first. */
  public Future<List<LocalDate>> missingDays(int workspace, int source, Window window) {
    return database
        .run(MISSING_DAYS, Tuple.of(workspace, source, window.from(), window.to()))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
            .map(row -> row.getLocalDate("day"))
            .toList());
  }

  static final String UNTOLD = "select set_config('fivefaces.untold', 'past', true)";

  /** Writes all of these or none, and no webhook tells of them; fails where the workspace is no demo. */
  public Future<Void> append(int workspace, List<Past> past) {
    return past.isEmpty()
        ? Future.succeededFuture()
        : database.inTransaction(tx -> insistOnDemo(tx, workspace)
            .compose(demo -> tx.run(UNTOLD, Tuple.tuple()))
            .compose(untold -> project(tx, past))
            .compose(done -> ask(tx, past))
            .compose(done -> staleDays.mark(tx, days(past))));
  }

  private static final String DEMO =
      "select workspace_id from workspaces where workspace_id = $1::int and demo for share";

  private static Future<Void> insistOnDemo(Tx tx, int workspace) {
    return tx.run(DEMO, Tuple.of(workspace))
        .compose(rows -> rows.size() == 1
            ? Future.succeededFuture()
            : Future.failedFuture(
                new IllegalStateException("Workspace " + workspace + " is no demo")));
  }

  private Future<Void> project(Tx tx, List<Past> past) {
    return customers
        .save(tx, past.stream().map(Past::customer).toList())
        .compose(saved ->
            conversations.save(tx, past.stream().map(Past::conversation).toList()))
        .compose(saved -> messages.save(tx, messages(past)))
        .compose(saved -> verdicts.save(tx, past.stream().map(Past::judgement).toList()));
  }

  private static HashMap<MessageId, Message> messages(List<Past> past) {
    var messages = new HashMap<MessageId, Message>();
    past.forEach(one -> one.messages()
        .forEach(message ->
            messages.put(new MessageId(one.conversation().id(), message.ref()), message)));
    return messages;
  }

  private static final String SUPPRESS = """
      insert into suppressions (workspace_id, email, reason, detail, at)
      select distinct on (workspace_id, email) workspace_id, lower(email), 'refused', detail, at
      from unnest($1::int[], $2::text[], $3::text[], $4::timestamptz[]) as new (workspace_id, email, detail, at)
      on conflict do nothing
      """;

  private static final String INVITE = """
      insert into survey_invites (
        workspace_id, source_id, conversation_ref, channel, customer_ref, recipient, state, reason, epoch,
        created_at, due_at, next_try_at, issued_at, sent_at)
      select workspace_id, source_id, conversation_ref, channel, customer_ref, recipient, state, reason,
        case when handed_over then 1 else 0 end,
        created_at, created_at, created_at, case when handed_over then created_at end, sent_at
      from unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::bool[], $10::timestamptz[], $11::timestamptz[]) as new (
        workspace_id, source_id, conversation_ref, channel, customer_ref, recipient, state, reason, handed_over,
        created_at, sent_at)
      """;

  private static final String ANSWER = """
      insert into csat_responses (
        workspace_id, invite_id, source_id, conversation_ref, score, comment, responded_at)
      select i.workspace_id, i.invite_id, i.source_id, i.conversation_ref, new.score, new.comment, new.responded_at
      from unnest($1::int[], $2::int[], $3::text[], $4::int[], $5::text[], $6::timestamptz[]) as new (
        workspace_id, source_id, conversation_ref, score, comment, responded_at)
      join survey_invites i using (workspace_id, source_id, conversation_ref)
      where i.kind = 'csat'
      """;

  private static Future<Void> ask(Tx tx, List<Past> past) {
    var suppressed = past.stream().filter(one -> one.suppressed() != null).toList();
    var asked = past.stream().filter(one -> one.invite() != null).toList();
    var answered = past.stream().filter(one -> one.answer() != null).toList();
    return tx.run(SUPPRESS, suppressions(suppressed))
        .compose(done -> tx.run(INVITE, invites(asked)))
        .compose(done -> tx.run(ANSWER, answers(answered)))
        .mapEmpty();
  }

  private static Tuple suppressions(List<Past> past) {
    return new Rows<>(past)
        .number(one -> id(one).workspace())
        .text(one -> one.customer().value().email().value())
        .text(Past::suppressed)
        .time(one -> one.judgement().at())
        .columns();
  }

  private static Tuple invites(List<Past> past) {
    return keys(past)
        .text(one -> one.invite().channel())
        .text(one -> one.customer().id().ref())
        .text(one -> one.invite().recipient())
        .text(one -> one.invite().state())
        .text(one -> one.invite().reason())
        .flag(one -> one.invite().handedOver())
        .time(one -> one.invite().createdAt())
        .time(one -> one.invite().sentAt())
        .columns();
  }

  private static Tuple answers(List<Past> past) {
    return keys(past)
        .number(one -> one.answer().score())
        .text(one -> one.answer().comment())
        .time(one -> one.answer().at())
        .columns();
  }

  private static Rows<Past> keys(List<Past> past) {
    return new Rows<>(past)
        .number(one -> id(one).workspace())
        .number(one -> id(one).source())
        .text(one -> id(one).ref());
  }

  private static ConversationId id(Past past) {
    return past.conversation().id();
  }

  private static Collection<Day> days(List<Past> past) {
    return past.stream()
        .flatMap(one -> times(one).map(time -> Day.of(id(one).workspace(), time)))
        .collect(Collectors.toSet());
  }

  private static Stream<Instant> times(Past past) {
    return Stream.of(
            past.judgement().endedAt(),
            past.invite() == null ? null : past.invite().sentAt(),
            past.answer() == null ? null : past.answer().at())
        .filter(Objects::nonNull);
  }
}
