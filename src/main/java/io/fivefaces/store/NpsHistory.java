package io.fivefaces.store;

import io.fivefaces.domain.Addressee.LastAsked;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.Customer;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Quarter;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.SuppressionReason;
import io.fivefaces.store.Customers.CustomerId;
import io.fivefaces.store.History.PastAnswer;
import io.fivefaces.store.NpsJudgements.Judgement;
import io.fivefaces.store.NpsQuarters.Held;
import io.fivefaces.store.StaleDays.Day;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Writes quarters of NPS that never were, once, as if the station had walked them; into demo workspaces only. */
public final class NpsHistory {

  /**
   * A conversation that is over, with whom it was.
   *
   * @param address lower case without blanks around it; null where unknown
   * @param language of the conversation, null where unknown
   * @param suppressed why the address is suppressed, or null; since when is suppressedAt
   * @param at when the conversation last changed its state
   * @param asked the CSAT survey that went out about it, or null
   */
  public record Contact(
      ConversationId conversation,
      CustomerId customer,
      String address,
      Customer who,
      String language,
      SuppressionReason suppressed,
      Instant suppressedAt,
      Instant at,
      LastAsked asked) {}

  /**
   * A quarter, and all who were judged in it.
   *
   * @param over whether it is not the running one
   */
  public record PastQuarter(
      Quarter quarter, Instant startedAt, boolean over, List<PastCustomer> customers) {}

  /**
   * A customer as a quarter left them.
   *
   * @param last their last conversation by then
   * @param sentAt when they were asked; null where they were not
   * @param answer null where none came
   */
  public record PastCustomer(
      Judgement judgement, Contact last, Instant sentAt, PastAnswer answer) {}

  private static final byte[] ASK = "{\"nps_enabled\": true}".getBytes(StandardCharsets.UTF_8);

  private final Database database;
  private final NpsJudgements judgements = new NpsJudgements();
  private final StaleDays staleDays = new StaleDays();

  public NpsHistory(Database database) {
    this.database = database;
  }

  private static final String NEVER_ASKED = """
      select w.workspace_id from workspaces w
      where w.workspace_id = $1::int and w.demo
        and not exists (select from nps_quarters q where q.workspace_id = w.workspace_id)
      for no key update of w
      """;

  /**
   * Where a demo never asked for NPS, switches it on and writes what is made up of the settings and of the conversations
   * of a source, the oldest first. All or nothing, and no webhook tells of it.
   */
  public Future<Void> append(
      int workspace,
      int source,
      String who,
      BiFunction<Settings, List<Contact>, List<PastQuarter>> made) {
    return database.inTransaction(tx -> tx.run(NEVER_ASKED, Tuple.of(workspace))
        .compose(never -> never.size() == 0
            ? Future.succeededFuture()
            : tx.run(History.UNTOLD, Tuple.tuple())
                .compose(untold -> Workspaces.change(tx, workspace, who, ASK))
                .compose(settings -> contacts(tx, workspace, source)
                    .map(contacts -> made.apply(settings.orElseThrow(), contacts)))
                .compose(quarters -> write(tx, workspace, quarters))));
  }

  private static final String CONTACTS = """
      select c.source_id, c.ref, c.customer_ref, c.locale as language, greatest(c.created_at, c.state_at) as at,
        cu.email, cu.email_at, cu.name, cu.name_at, cu.locale, cu.locale_at,
        nullif(lower(btrim(cu.email)), '') as address, s.reason as suppressed, s.at as suppressed_at,
        i.issued_at as asked_at
      from conversations c
      join customers cu
        on cu.workspace_id = c.workspace_id and cu.source_id = c.source_id and cu.ref = c.customer_ref
      left join suppressions s
        on s.workspace_id = c.workspace_id and s.email = lower(btrim(cu.email)) collate "C"
      left join survey_invites i
        on i.workspace_id = c.workspace_id and i.source_id = c.source_id and i.conversation_ref = c.ref
        and i.kind = 'csat' and i.state in ('sent', 'unknown')
      where c.workspace_id = $1::int and c.source_id = $2::int and c.ended_at > moment() - interval '100 days'
      order by at, c.ref limit 20000
      """;

  private static Future<List<Contact>> contacts(Tx tx, int workspace, int source) {
    return tx.run(CONTACTS, Tuple.of(workspace, source))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
            .map(row -> contact(workspace, row))
            .toList());
  }

  private static Contact contact(int workspace, Row row) {
    int source = row.getInteger("source_id");
    var suppressed = row.getString("suppressed");
    var asked = Rows.time(row, "asked_at");
    return new Contact(
        new ConversationId(workspace, source, row.getString("ref")),
        new CustomerId(workspace, source, row.getString("customer_ref")),
        row.getString("address"),
        Customers.customer(row),
        row.getString("language"),
        suppressed == null ? null : SuppressionReason.parse(suppressed),
        Rows.time(row, "suppressed_at"),
        Rows.time(row, "at"),
        asked == null ? null : new LastAsked(Kind.CSAT, asked));
  }

  private Future<Void> write(Tx tx, int workspace, List<PastQuarter> quarters) {
    Future<Void> written = Future.succeededFuture();
    for (var quarter : quarters) {
      written = written.compose(before -> write(tx, workspace, quarter));
    }
    return written.compose(all -> staleDays.mark(tx, days(workspace, quarters)));
  }

  private static final String QUARTER = """
      insert into nps_quarters (workspace_id, quarter, state, started_at)
      values ($1::int, $2::text, $3::text, $4::timestamptz)
      """;

  private Future<Void> write(Tx tx, int workspace, PastQuarter past) {
    var held = new Held(workspace, past.quarter(), past.startedAt(), null);
    var all = past.customers();
    var asked = only(all, one -> one.sentAt() != null);
    var answered = only(all, one -> one.answer() != null);
    var row = Tuple.of(
        workspace,
        past.quarter().toString(),
        past.over() ? "over" : "running",
        Rows.time(past.startedAt()));
    return tx.run(QUARTER, row)
        .compose(opened ->
            judgements.save(tx, held, all.stream().map(PastCustomer::judgement).toList()))
        .compose(judged -> invite(tx, held, asked))
        .compose(invites -> judgements
            .promoted(tx, held, invites.keySet(), invites)
            .compose(done -> answer(tx, workspace, answered, invites)));
  }

  private static final String INVITE = """
      insert into survey_invites (
        workspace_id, kind, quarter, source_id, conversation_ref, channel, customer_ref, address, recipient, state, epoch,
        created_at, due_at, next_try_at, issued_at, sent_at)
      select $1::int, 'nps', $2::text, source_id, conversation_ref, 'email', customer_ref, address, recipient, 'sent', 1,
        judged_at, judged_at, judged_at, judged_at, sent_at
      from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[]) as new (
        source_id, conversation_ref, customer_ref, address, recipient, judged_at, sent_at)
      returning invite_id, address
      """;

  /** The invites by those who are judged. */
  private static Future<Map<CustomerId, InviteId>> invite(
      Tx tx, Held held, List<PastCustomer> asked) {
    var columns = new Rows<>(asked)
        .number(one -> one.last().conversation().source())
        .text(one -> one.last().conversation().ref())
        .text(one -> one.last().customer().ref())
        .text(one -> one.last().address())
        .text(one -> one.last().who().email().value())
        .time(one -> one.judgement().at())
        .time(PastCustomer::sentAt)
        .columns(held.workspace(), held.quarter().toString());
    var ids = asked.stream()
        .collect(
            Collectors.toMap(one -> one.last().address(), one -> one.judgement().id()));
    return tx.run(INVITE, columns).map(rows -> {
      var invites = new HashMap<CustomerId, InviteId>();
      for (var row : rows) {
        invites.put(
            ids.get(row.getString("address")),
            new InviteId(held.workspace(), row.getLong("invite_id")));
      }
      return invites;
    });
  }

  private static final String ANSWER = """
      insert into nps_responses (
        workspace_id, invite_id, source_id, conversation_ref, score, comment, responded_at)
      select $1::int, invite_id, source_id, conversation_ref, score, comment, responded_at
      from unnest($2::bigint[], $3::int[], $4::text[], $5::int[], $6::text[], $7::timestamptz[]) as new (
        invite_id, source_id, conversation_ref, score, comment, responded_at)
      """;

  private static Future<Void> answer(
      Tx tx, int workspace, List<PastCustomer> answered, Map<CustomerId, InviteId> invites) {
    var columns = new Rows<>(answered)
        .bigNumber(one -> invites.get(one.judgement().id()).number())
        .number(one -> one.last().conversation().source())
        .text(one -> one.last().conversation().ref())
        .number(one -> one.answer().score())
        .text(one -> one.answer().comment())
        .time(one -> one.answer().at())
        .columns(workspace);
    return tx.run(ANSWER, columns).mapEmpty();
  }

  private static Collection<Day> days(int workspace, List<PastQuarter> quarters) {
    return quarters.stream()
        .flatMap(quarter -> quarter.customers().stream())
        .filter(one -> one.sentAt() != null)
        .flatMap(one -> one.answer() == null
            ? Stream.of(one.sentAt())
            : Stream.of(one.sentAt(), one.answer().at()))
        .map(time -> Day.of(workspace, time))
        .collect(Collectors.toSet());
  }

  private static List<PastCustomer> only(List<PastCustomer> all, Predicate<PastCustomer> wanted) {
    return all.stream().filter(wanted).toList();
  }
}
