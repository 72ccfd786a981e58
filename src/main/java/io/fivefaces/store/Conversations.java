package io.fivefaces.store;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Conversation;
import io.fivefaces.domain.Conversation.Resolver;
import io.fivefaces.domain.Conversation.State;
import io.fivefaces.domain.Conversation.Transition;
import io.fivefaces.domain.ConversationEvent.SlackThread;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.ForeignRating;
import io.fivefaces.domain.Latest;
import io.fivefaces.domain.Person;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The conversations as projected from their events. */
public final class Conversations {

  /**
   * A conversation as read, or as it shall be written.
   *
   * @param version how often it was written; 0 while it has no row
   * @param toJudge whether the gates must look at it
   */
  public record Versioned(ConversationId id, int version, Conversation value, boolean toJudge) {}

  /** Somebody else wrote one of the rows in between; the transaction must be done again. */
  public static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overtaken() {
      super("overtaken by another projection", null, false, false);
    }
  }

  /** What a select must list for {@link #conversation}. */
  static final String COLUMNS = """
      c.workspace_id, c.source_id, c.ref, c.version, c.created_at, c.channel, c.channel_at, c.subject, c.subject_at,
      c.tags, c.tags_at, c.locale, c.locale_at, c.slack_channel, c.slack_thread, c.slack_at, c.visitor, c.visitor_at,
      c.customer_ref, c.customer_at, c.assignee_ref, c.assignee_name, c.assignee_email, c.assignee_at,
      c.state, c.state_at, c.state_automatic, c.resolved_at, c.closed_at, c.resolver, c.resolver_at, c.resolver_closed,
      c.foreign_score, c.foreign_comment, c.foreign_at
      """;

  // lateral, so that each is looked up by its key, however few rows the planner believes there are
  private static final String LOAD = "select " + COLUMNS + """
      from unnest($1::int[], $2::int[], $3::text[]) as wanted (workspace_id, source_id, ref)
      cross join lateral (
        select * from conversations as one
        where one.workspace_id = wanted.workspace_id and one.source_id = wanted.source_id and one.ref = wanted.ref
        offset 0) as c
      """;

  /** Those of these conversations that have a row; not locked, for {@link #save} notices who was faster. */
  public Future<Map<ConversationId, Versioned>> load(Tx tx, Collection<ConversationId> ids) {
    return tx.run(LOAD, keys(ids)).map(rows -> {
      var found = new HashMap<ConversationId, Versioned>();
      rows.forEach(row -> {
        var id = id(row);
        found.put(id, new Versioned(id, row.getInteger("version"), conversation(row), false));
      });
      return found;
    });
  }

  private static final String SAVE = """
      insert into conversations (
        workspace_id, source_id, ref, version, to_judge, created_at, channel, channel_at, subject, subject_at,
        tags, tags_at, locale, locale_at, slack_channel, slack_thread, slack_at, visitor, visitor_at,
        customer_ref, customer_at, assignee_ref, assignee_name, assignee_email, assignee_at,
        state, state_at, state_automatic, resolved_at, closed_at, resolver, resolver_at, resolver_closed,
        foreign_score, foreign_comment, foreign_at)
      select
        workspace_id, source_id, ref, version, to_judge, created_at, channel, channel_at, subject, subject_at,
        string_to_array(tags, chr(10)), tags_at, locale, locale_at, slack_channel, slack_thread, slack_at,
        visitor, visitor_at, customer_ref, customer_at, assignee_ref, assignee_name, assignee_email, assignee_at,
        state, state_at, state_automatic, resolved_at, closed_at, resolver, resolver_at, resolver_closed,
        foreign_score, foreign_comment, foreign_at
      from unnest(
        $1::int[], $2::int[], $3::text[], $4::int[], $5::bool[], $6::timestamptz[], $7::text[], $8::timestamptz[],
        $9::text[], $10::timestamptz[], $11::text[], $12::timestamptz[], $13::text[], $14::timestamptz[],
        $15::text[], $16::text[], $17::timestamptz[], $18::text[], $19::timestamptz[], $20::text[],
        $21::timestamptz[], $22::text[], $23::text[], $24::text[], $25::timestamptz[], $26::text[],
        $27::timestamptz[], $28::bool[], $29::timestamptz[], $30::timestamptz[], $31::text[], $32::timestamptz[],
        $33::bool[], $34::int[], $35::text[], $36::timestamptz[]) as new (
        workspace_id, source_id, ref, version, to_judge, created_at, channel, channel_at, subject, subject_at,
        tags, tags_at, locale, locale_at, slack_channel, slack_thread, slack_at, visitor, visitor_at,
        customer_ref, customer_at, assignee_ref, assignee_name, assignee_email, assignee_at,
        state, state_at, state_automatic, resolved_at, closed_at, resolver, resolver_at, resolver_closed,
        foreign_score, foreign_comment, foreign_at)
      order by workspace_id, source_id, ref collate "C"
      on conflict (workspace_id, source_id, ref) do update set
        version = excluded.version, to_judge = conversations.to_judge or excluded.to_judge,
        created_at = excluded.created_at, channel = excluded.channel, channel_at = excluded.channel_at,
        subject = excluded.subject, subject_at = excluded.subject_at, tags = excluded.tags, tags_at = excluded.tags_at,
        locale = excluded.locale, locale_at = excluded.locale_at, slack_channel = excluded.slack_channel,
        slack_thread = excluded.slack_thread, slack_at = excluded.slack_at, visitor = excluded.visitor,
        visitor_at = excluded.visitor_at, customer_ref = excluded.customer_ref, customer_at = excluded.customer_at,
        assignee_ref = excluded.assignee_ref, assignee_name = excluded.assignee_name,
        assignee_email = excluded.assignee_email, assignee_at = excluded.assignee_at, state = excluded.state,
        state_at = excluded.state_at, state_automatic = excluded.state_automatic, resolved_at = excluded.resolved_at,
        closed_at = excluded.closed_at, resolver = excluded.resolver, resolver_at = excluded.resolver_at,
        resolver_closed = excluded.resolver_closed, foreign_score = excluded.foreign_score,
        foreign_comment = excluded.foreign_comment, foreign_at = excluded.foreign_at
      where conversations.version = excluded.version - 1
      """;

  /** Writes these conversations; fails with {@link Overtaken} when one was written since it was read. */
  public Future<Void> save(Tx tx, Collection<Versioned> conversations) {
    if (conversations.isEmpty()) {
      return Future.succeededFuture();
    }
    var columns = new Rows<>(conversations)
        .number(row -> row.id().workspace())
        .number(row -> row.id().source())
        .text(row -> row.id().ref())
        .number(row -> row.version() + 1)
        .flag(Versioned::toJudge)
        .time(row -> row.value().createdAt())
        .text(of(Conversation::channel))
        .time(at(Conversation::channel))
        .text(of(Conversation::subject))
        .time(at(Conversation::subject))
        .text(row -> joined(row.value().tags().value()))
        .time(at(Conversation::tags))
        .text(of(Conversation::locale))
        .time(at(Conversation::locale))
        .text(row -> slack(row) == null ? null : slack(row).channel())
        .text(row -> slack(row) == null ? null : slack(row).thread())
        .time(at(Conversation::slack))
        .text(of(Conversation::visitor))
        .time(at(Conversation::visitor))
        .text(of(Conversation::customer))
        .time(at(Conversation::customer))
        .text(row -> assignee(row) == null ? null : assignee(row).ref())
        .text(row -> assignee(row) == null ? null : assignee(row).name())
        .text(row -> assignee(row) == null ? null : assignee(row).email())
        .time(at(Conversation::assignee))
        .text(row -> row.value().state())
        .time(row -> row.value().last().at())
        .flag(row -> row.value().last().automatic())
        .time(row -> row.value().resolvedAt())
        .time(row -> row.value().closedAt())
        .text(row -> resolver(row) == null ? null : resolver(row).agent())
        .time(row -> resolver(row) == null ? null : resolver(row).at())
        .flag(row -> resolver(row) != null && resolver(row).byClosing())
        .number(row -> foreign(row) == null ? null : foreign(row).score())
        .text(row -> foreign(row) == null ? null : foreign(row).comment())
        .time(at(Conversation::foreignRating))
        .columns();
    return tx.run(SAVE, columns)
        .compose(rows -> rows.rowCount() == conversations.size()
            ? Future.succeededFuture()
            : Future.failedFuture(new Overtaken()));
  }

  private static final String ASK_TO_JUDGE = """
      update conversations as c set to_judge = true
      from unnest($1::int[], $2::int[], $3::text[]) as wanted (workspace_id, source_id, ref)
      where c.workspace_id = wanted.workspace_id and c.source_id = wanted.source_id and c.ref = wanted.ref
      """;

  /** Has the gates look at these conversations again. */
  public Future<Void> askToJudge(Tx tx, Collection<ConversationId> ids) {
    return ids.isEmpty()
        ? Future.succeededFuture()
        : tx.run(ASK_TO_JUDGE, keys(ids)).mapEmpty();
  }

  static Tuple keys(Collection<ConversationId> ids) {
    return new Rows<>(ids)
        .number(ConversationId::workspace)
        .number(ConversationId::source)
        .text(ConversationId::ref)
        .columns();
  }

  static ConversationId id(Row row) {
    return new ConversationId(
        row.getInteger("workspace_id"), row.getInteger("source_id"), row.getString("ref"));
  }

  static Conversation conversation(Row row) {
    var resolverAt = Rows.time(row, "resolver_at");
    return new Conversation(
        Rows.time(row, "created_at"),
        latest(
            row,
            "channel",
            row.getString("channel") == null ? null : channel(row.getString("channel"))),
        latest(row, "subject", row.getString("subject")),
        latest(
            row,
            "tags",
            row.getArrayOfStrings("tags") == null ? null : List.of(row.getArrayOfStrings("tags"))),
        latest(row, "locale", row.getString("locale")),
        latest(
            row,
            "slack",
            row.getString("slack_channel") == null
                ? null
                : new SlackThread(row.getString("slack_channel"), row.getString("slack_thread"))),
        latest(row, "visitor", row.getString("visitor")),
        latest(row, "customer", row.getString("customer_ref")),
        latest(row, "assignee", person(row)),
        new Transition(
            State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
            Rows.time(row, "state_at"),
            row.getBoolean("state_automatic")),
        Rows.time(row, "resolved_at"),
        Rows.time(row, "closed_at"),
        resolverAt == null
            ? null
            : new Resolver(
                row.getString("resolver"), resolverAt, row.getBoolean("resolver_closed")),
        latest(
            row,
            "foreign",
            row.getInteger("foreign_score") == null
                ? null
                : new ForeignRating(
                    row.getInteger("foreign_score"), row.getString("foreign_comment"))));
  }

  static ChannelName channel(String name) {
    return Arrays.stream(ChannelName.values())
        .filter(channel -> channel.toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static <T> Latest<T> latest(Row row, String column, T value) {
    return new Latest<>(value, Rows.time(row, column + "_at"));
  }

  private static Person person(Row row) {
    var ref = row.getString("assignee_ref");
    var name = row.getString("assignee_name");
    var email = row.getString("assignee_email");
    return ref == null && name == null && email == null ? null : new Person(ref, name, email);
  }

  private static Function<Versioned, Object> of(
      Function<Conversation, ? extends Latest<?>> column) {
    return row -> column.apply(row.value()).value();
  }

  private static Function<Versioned, Instant> at(
      Function<Conversation, ? extends Latest<?>> column) {
    return row -> column.apply(row.value()).at();
  }

  private static String joined(List<String> tags) {
    return tags == null ? null : String.join("\n", tags);
  }

  private static SlackThread slack(Versioned row) {
    return row.value().slack().value();
  }

  private static Person assignee(Versioned row) {
    return row.value().assignee().value();
  }

  private static ForeignRating foreign(Versioned row) {
    return row.value().foreignRating().value();
  }

  private static Resolver resolver(Versioned row) {
    return row.value().resolver();
  }
}
