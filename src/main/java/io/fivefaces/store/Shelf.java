package io.fivefaces.store;

import java.util.List;

/**
 * An order in which conversations stand, newest first, and the index along which it is walked. Its statement takes the
 * workspace, the span, the place to go on from and how many to take.
 */
enum Shelf {
  /** Those that ended by their end, those that are open by their beginning. */
  ALL(
      """
      select * from ((%s) union all (%s)) as c
      """.formatted(Walk.ENDED_AND_NOT_OPEN, Walk.NOT_ENDED_OR_OPEN) + Walk.NEWEST,
      "case when c.state <> 'open' and c.ended_at is not null then c.ended_at else c.created_at end"),

  /** Those that are open, or have not ended in the sense of their trigger. */
  OPEN(Walk.NOT_ENDED_OR_OPEN, "c.created_at"),

  /** Those that ever ended, by the last end. */
  ENDED(Walk.of("conversations", "c.ended_at", "true"), "c.ended_at"),

  /** Those that a gate stopped, by their end. */
  REFUSED(Walk.of("conversations", "c.ended_at", "c.reason = $11::text"), "c.ended_at"),

  /** Those that were answered, by the answer. */
  ANSWERED(Walk.answers("true"), Walk.ANSWERED_AT),

  /** Those that were answered with one of the two lowest scores, by the answer. */
  LOW(Walk.answers("r.score <= 2"), Walk.ANSWERED_AT);

  private static final List<Integer> LOWEST = List.of(1, 2);

  private final String walk;
  private final String at;

  Shelf(String walk, String at) {
    this.walk = walk;
    this.at = at;
  }

  /** The shelf on which all that is wanted stands and the least else. */
  static Shelf of(ConversationFilter wanted) {
    if (wanted.asksForAnswers()) {
      return wanted.scores() != null && LOWEST.containsAll(wanted.scores()) ? LOW : ANSWERED;
    }
    if (wanted.asksForGate()) {
      return REFUSED;
    }
    if (wanted.asksForEnded()) {
      return ENDED;
    }
    return "open".equals(wanted.state()) ? OPEN : ALL;
  }

  /** Whether nothing else stands on it than what is wanted. */
  boolean isExactly(ConversationFilter wanted) {
    return switch (this) {
      case ALL -> wanted.narrowings() == 0;
      case OPEN -> false;
      case ENDED -> wanted.narrowings() == 1 && wanted.state() != null;
      case REFUSED -> wanted.narrowings() == 1;
      case ANSWERED -> wanted.narrowings() == 1 && wanted.scores() == null;
      case LOW -> wanted.narrowings() == 1 && wanted.scores().containsAll(LOWEST);
    };
  }

  /** Takes the next ones along the index. */
  String walk() {
    return walk;
  }

  /** Takes those of them whose reference, or whose customer's address or name, begins as is asked. */
  String lookUp() {
    return LOOK_UP.formatted(at, Walk.COLUMNS);
  }

  // a customer has many conversations at most, and a beginning many customers; the newest of each
  // are enough to choose
  // from
  private static final String LOOK_UP = """
      select * from (
        select %s as at, %s
        from (
          select s.source_id, one.ref
          from sources s
          cross join lateral (
            select named.ref from conversations named
            where named.workspace_id = s.workspace_id and named.source_id = s.source_id
              and named.ref >= $19::text collate "C" and named.ref < $20::text collate "C"
            order by named.ref limit 100) as one
          where s.workspace_id = $1::int
          union
          select customer.source_id, one.ref
          from (
            (select source_id, ref from customers
            where workspace_id = $1::int and lower(btrim(email)) collate "C" >= $21::text
              and lower(btrim(email)) collate "C" < $22::text
            limit 100)
            union
            (select source_id, ref from customers
            where workspace_id = $1::int and lower(name) >= $21::text collate "C" and lower(name) < $22::text collate "C"
            limit 100)) as customer
          cross join lateral (
            select theirs.ref from conversations theirs
            where theirs.workspace_id = $1::int and theirs.source_id = customer.source_id
              and theirs.customer_ref = customer.ref
            order by theirs.created_at desc limit 200) as one
          limit $7::int) as found
        cross join lateral (
          select * from conversations
          where workspace_id = $1::int and source_id = found.source_id and ref = found.ref
          offset 0) as c) as c
      where c.at >= $2::timestamptz and c.at < $3::timestamptz
        and (c.at, c.source_id, c.ref) < ($4::timestamptz, $5::int, $6::text collate "C")
      """;

  /** The walks; apart, for an enum's values cannot use what stands below them. */
  private static final class Walk {
    static final String COLUMNS = """
        c.workspace_id, c.source_id, c.ref, c.subject, c.channel, c.state, c.created_at, c.ended_at, c.reason,
        c.resolver, c.customer_ref
        """;

    static final String NEWEST = "order by c.at desc, c.source_id desc, c.ref desc limit $7::int\n";

    static final String ANSWERED_AT = """
        (
          select r.responded_at from csat_responses r
          where r.workspace_id = c.workspace_id and r.source_id = c.source_id and r.conversation_ref = c.ref
          order by r.responded_at limit 1)
        """;

    static final String ENDED_AND_NOT_OPEN = of("conversations", "c.ended_at", "c.state <> 'open'");
    static final String NOT_ENDED_OR_OPEN =
        of("conversations", "c.created_at", "(c.ended_at is null or c.state = 'open')");

    static String of(String table, String at, String which) {
      return """
          select %2$s as at, %4$s
          from %1$s c
          where c.workspace_id = $1::int and %3$s
            and %2$s >= $2::timestamptz and %2$s < $3::timestamptz
            and (%2$s, c.source_id, c.ref) < ($4::timestamptz, $5::int, $6::text collate "C")
          order by %2$s desc, c.source_id desc, c.ref desc limit $7::int
          """.formatted(table, at, which, COLUMNS);
    }

    static String answers(String which) {
      return """
          select r.responded_at as at, %2$s
          from (
            select r.responded_at, r.source_id, r.conversation_ref
            from csat_responses r
            where r.workspace_id = $1::int and %1$s
              and r.responded_at >= $2::timestamptz and r.responded_at < $3::timestamptz
              and (r.responded_at, r.source_id, r.conversation_ref)
                < ($4::timestamptz, $5::int, $6::text collate "C")
            order by r.responded_at desc, r.source_id desc, r.conversation_ref desc limit $7::int) as r
          cross join lateral (
            select * from conversations
            where workspace_id = $1::int and source_id = r.source_id and ref = r.conversation_ref
            offset 0) as c
          """.formatted(which, COLUMNS);
    }
  }
}
