package io.fivefaces.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The list of conversations. A question costs the same however many there are: it walks along one index, looks at so
 * many at most, and says how far it came.
 */
public final class ConversationSearch {

  /** Where a conversation stands in the order of a list. */
  public record Place(Instant at, int source, String ref) {}

  /** A conversation in a list, with what became of asking about it. Without an invite or an answer those are null. */
  public record Item(
      Place place,
      String subject,
      String customer,
      String channel,
      String state,
      Instant createdAt,
      Instant endedAt,
      String agent,
      String reason,
      String saw,
      String invite,
      String delivery,
      String inviteReason,
      Integer score,
      Instant respondedAt) {}

  /**
   * What was found.
   *
   * @param next how far it was looked; null when there is nothing beyond
   */
  public record Found(List<Item> items, Place next) {}

  /** How many conversations one question looks at. */
  static final int MOST_LOOKED_AT = 10_000;

  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private final Database database;

  public ConversationSearch(Database database) {
    this.database = database;
  }

  // the planner does not know how far the walk goes, and would rather sort what it believes is
  // little
  static final String ALONG_INDEXES = """
      select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
        set_config('plan_cache_mode', 'force_custom_plan', true)
      """;

  private static final String MATCHING = """
      , matching as (
        select l.*, i.state as invite, i.reason as invite_reason, i.delivery, r.score, r.responded_at
        from looked l
        left join lateral (
          select state, reason, invite_id,
            case when bounced_at is not null and complained_at is null then 'bounced' end as delivery
          from survey_invites
          where workspace_id = $1::int and source_id = l.source_id and conversation_ref = l.ref and kind = 'csat'
          offset 0) as i on true
        left join lateral (
          select score, responded_at from csat_responses
          where workspace_id = $1::int and invite_id = i.invite_id
          offset 0) as r on true
        where ($9::text is null or l.state = $9::text or ($9::text = 'ended' and l.ended_at is not null))
          and ($10::text is null or l.channel = $10::text)
          and ($11::text is null or coalesce(l.reason, 'none') = $11::text)
          and ($12::text[] is null or coalesce(i.state, 'none') = any ($12::text[]))
          and ($13::bool is null or (r.score is not null) = $13::bool)
          and ($14::int[] is null or r.score = any ($14::int[]))
          and ($15::text is null or coalesce(l.resolver, $18::text) = $15::text)
          and ($16::int is null or l.source_id = $16::int)
          and ($17::text[] is null or not exists (
            select from unnest($17::text[]) as word where position(word in lower(coalesce(l.subject, ''))) = 0))
        order by l.at desc, l.source_id desc, l.ref desc limit $8::int
      ), furthest as (
        select at, source_id, ref, (select count(*)::int from looked) as looked
        from looked order by at, source_id, ref limit 1)
      select m.*, f.looked, f.at as furthest_at, f.source_id as furthest_source, f.ref as furthest_ref,
        coalesce(cu.name, cu.email) as customer, v.saw
      from furthest f
      left join matching m on true
      left join lateral (
        select name, email from customers
        where workspace_id = $1::int and source_id = m.source_id and ref = m.customer_ref
        offset 0) as cu on true
      left join lateral (
        select saw from verdicts
        where workspace_id = $1::int and source_id = m.source_id and conversation_ref = m.ref and gate = m.reason
        offset 0) as v on true
      order by m.at desc, m.source_id desc, m.ref desc
      """;

  static String statement(ConversationFilter wanted) {
    var shelf = Shelf.of(wanted);
    var looked = wanted.beginning() == null ? shelf.walk() : shelf.lookUp();
    return "with looked as materialized (\n" + looked + ")\n" + MATCHING;
  }

  /** Those of a workspace that are wanted and stand after a place, newest first. */
  public Future<Found> find(int workspace, ConversationFilter wanted, Place after, int most) {
    return database
        .inTransaction(tx -> tx.run(ALONG_INDEXES, Tuple.tuple())
            .compose(told -> tx.run(statement(wanted), parameters(workspace, wanted, after, most))))
        .map(rows -> found(rows, wanted, most));
  }

  static Tuple parameters(int workspace, ConversationFilter wanted, Place after, int most) {
    var parameters = Tuple.tuple(Arrays.asList(
        workspace,
        Rows.time(wanted.from()),
        Rows.time(wanted.until()),
        Rows.time(after.at()),
        after.source(),
        after.ref(),
        looksAt(wanted, most),
        most + 1,
        wanted.state(),
        wanted.channel(),
        wanted.reason(),
        array(wanted.invites()),
        wanted.answered(),
        wanted.scores() == null ? null : wanted.scores().toArray(Integer[]::new),
        wanted.agent(),
        wanted.source(),
        array(wanted.words()),
        Days.UNATTRIBUTED));
    var beginning = wanted.beginning();
    if (beginning != null) {
      var lower = beginning.toLowerCase(Locale.ROOT);
      Stream.of(beginning, beginning + LAST, lower, lower + LAST).forEach(parameters::addValue);
    }
    return parameters;
  }

  private static int looksAt(ConversationFilter wanted, int most) {
    return Shelf.of(wanted).isExactly(wanted) ? most + 1 : MOST_LOOKED_AT;
  }

  private static Found found(RowSet<Row> rows, ConversationFilter wanted, int most) {
    var items = new ArrayList<Item>();
    Place furthest = null;
    for (var row : rows) {
      if (wanted.beginning() == null && row.getInteger("looked") >= looksAt(wanted, most)) {
        furthest = new Place(
            Rows.time(row, "furthest_at"),
            row.getInteger("furthest_source"),
            row.getString("furthest_ref"));
      }
      if (row.getString("ref") != null) {
        items.add(item(row));
      }
    }
    return items.size() > most
        ? new Found(items.subList(0, most), items.get(most - 1).place())
        : new Found(items, furthest);
  }

  private static Item item(Row row) {
    return new Item(
        new Place(Rows.time(row, "at"), row.getInteger("source_id"), row.getString("ref")),
        row.getString("subject"),
        row.getString("customer"),
        row.getString("channel"),
        row.getString("state"),
        Rows.time(row, "created_at"),
        Rows.time(row, "ended_at"),
        row.getString("resolver"),
        row.getString("reason"),
        row.getString("saw"),
        row.getString("invite"),
        row.getString("delivery"),
        row.getString("invite_reason"),
        row.getInteger("score"),
        Rows.time(row, "responded_at"));
  }

  private static String[] array(List<String> texts) {
    return texts == null ? null : texts.toArray(String[]::new);
  }
}
