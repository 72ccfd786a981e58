package io.fivefaces.store;

import io.fivefaces.domain.Candidate.EarlierInvite;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.NpsCandidate;
import io.fivefaces.domain.Quarter;
import io.fivefaces.domain.Settings;
import io.fivefaces.store.Customers.CustomerId;
import io.fivefaces.store.Invites.Claim;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the gates of NPS look at, read together. One address is one customer, whatever their sources call them. */
public final class NpsCandidates {

  /**
   * A customer before the gates.
   *
   * @param id by which they were looked for
   * @param first whether it is the first of the references that their address is known by
   * @param address lower case without blanks around it; null where unknown
   * @param conversation their last one; null for none
   * @param asked what that conversation's source calls them; null where there is none
   * @param conversationLocale its language, null where unknown
   * @param invite the one they already have in the quarter, by their address, by any of their references or by what one of
   *     these was judged for; null for none. One that is in the way of another comes first
   * @param now the database's clock
   */
  public record NpsJudged(
      CustomerId id,
      boolean first,
      String address,
      ConversationId conversation,
      String asked,
      String conversationLocale,
      InviteId invite,
      NpsCandidate candidate,
      Instant now,
      String workspaceName) {}

  // a customer is known by twenty references at most; of each the newest twenty conversations are
  // looked at. What could be looked up by several indexes is asked for so that only the right one
  // fits, and no exists, whose whole table a plan may read once instead
  static final String READ = """
      with one as (
        select cu.source_id, cu.ref, cu.email, cu.email_at, cu.name, cu.name_at, cu.locale, cu.locale_at,
          nullif(lower(btrim(cu.email)), '') collate "C" as address
        from unnest($3::int[], $4::text[]) as wanted (source_id, ref)
        cross join lateral (
          select c.source_id, c.ref, c.email, c.email_at, c.name, c.name_at, c.locale, c.locale_at from customers c
          where c.workspace_id = $1::int and c.source_id = wanted.source_id and c.ref = wanted.ref
          offset 0) as cu)
      select moment() as now, w.name as workspace_name, w.settings::text as settings, $1::int as workspace_id,
        one.source_id, one.ref, one.email, one.email_at, one.name, one.name_at, one.locale as customer_locale,
        one.locale_at as customer_locale_at, one.address,
        (one.source_id, one.ref) = (known.sources[1], known.refs[1]) as first,
        talk.source_id as talk_source, talk.ref as talk_ref, talk.customer_ref as talk_customer,
        talk.locale as talk_locale, talk.at as talk_at,
        i.invite_id, i.state as invite_state, i.epoch as invite_epoch, i.invite_id = $5::bigint as invite_own,
        i.epoch > 0 and (i.delivered_at is not null or (
          select true from nps_responses r where r.workspace_id = i.workspace_id and r.invite_id = i.invite_id limit 1)
          is not null) as invite_arrived,
        sup.reason as suppressed, asked.kind as asked_kind, asked.at as asked_at
      from one
      join workspaces w on w.workspace_id = $1::int
      cross join lateral (
        select array_agg(source_id) as sources, array_agg(ref) as refs
        from (
          select o.source_id, o.ref from customers o
          where o.workspace_id = $1::int and o.email is not null
            and lower(btrim(o.email)) collate "C" = one.address
          order by o.source_id, o.ref limit 20) as known_by_address) as by_address
      cross join lateral (
        select coalesce(by_address.sources, array[one.source_id]) as sources,
          coalesce(by_address.refs, array[one.ref]) as refs) as known
      left join lateral (
        select t.source_id, t.ref, t.customer_ref, t.locale, t.at
        from unnest(known.sources, known.refs) as k (source_id, ref)
        cross join lateral (
          select c.source_id, c.ref, c.customer_ref, c.locale, greatest(c.created_at, c.state_at) as at
          from conversations c
          where c.workspace_id = $1::int and c.source_id = k.source_id and c.customer_ref = k.ref
          order by c.created_at desc limit 20) as t
        order by t.at desc, t.source_id, t.ref limit 1) as talk on true
      left join lateral (
        select x.state, x.epoch, x.invite_id, x.workspace_id, x.delivered_at
        from (
          select i.* from survey_invites i
          where i.workspace_id = $1::int and i.quarter = $2::text and i.address = one.address
            and (i.state <> 'cancelled' or i.epoch > 0)
          union all
          select i.* from unnest(known.sources, known.refs) as k (source_id, ref)
          cross join lateral (
            select i.* from survey_invites i
            where i.workspace_id = $1::int and i.quarter = $2::text and i.source_id = k.source_id
              and i.customer_ref = k.ref
            offset 0) as i
          union all
          select i.* from unnest(known.sources, known.refs) as k (source_id, ref)
          cross join lateral (
            select j.invite_id from nps_judgements j
            where j.workspace_id = $1::int and j.quarter = $2::text and j.source_id = k.source_id
              and j.customer_ref = k.ref
            offset 0) as j
          cross join lateral (
            select i.* from survey_invites i where i.workspace_id = $1::int and i.invite_id = j.invite_id
            offset 0) as i) as x
        order by x.state = 'cancelled' and x.epoch = 0, x.invite_id = $5::bigint,
          (x.source_id, x.customer_ref) is distinct from (talk.source_id, talk.customer_ref), x.invite_id limit 1)
        as i on true
      left join suppressions sup on sup.workspace_id = $1::int and sup.email = one.address
      left join lateral (
        select a.kind, a.at
        from unnest(known.sources, known.refs) as k (source_id, ref)
        cross join lateral last_asked($1::int, k.source_id, k.ref, one.address, coalesce($5::bigint, i.invite_id)) as a
        order by a.at is not null, a.at desc limit 1) as asked on true
      """;

  /** Locks the settings, then the person, and reads the candidate for its own invite's hand-over. */
  public Future<NpsJudged> lock(Tx tx, Claim claim) {
    int workspace = claim.id().workspace();
    return Candidates.lockSettings(tx, workspace)
        .compose(locked -> PersonLock.take(tx, claim.customer()))
        .compose(
            locked -> read(tx, workspace, claim.quarter(), List.of(claim.customer()), claim.id()))
        .map(List::getFirst);
  }

  private static final String HALT = """
      select state from nps_quarters
      where workspace_id = $1::int and quarter = $2::text and state in ('paused', 'stopped')
      """;

  /** Why nothing of the invite's quarter may begin, paused or stopped, once it is locked; empty while it may. */
  public Future<Optional<String>> halt(Tx tx, Claim claim) {
    return tx.run(HALT, Tuple.of(claim.id().workspace(), claim.quarter().toString()))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(rows.iterator().next().getString("state")));
  }

  /** Whom an NPS invite asks, without a lock. */
  public static Future<NpsJudged> look(Database database, Claim claim) {
    return look(database, claim.id().workspace(), claim.quarter(), List.of(claim.customer()))
        .map(List::getFirst);
  }

  /**
   * These customers as the gates see them in a quarter.
   *
   * @param own the invite that is judged, null where there is none yet
   */
  public Future<List<NpsJudged>> read(
      Tx tx, int workspace, Quarter quarter, Collection<CustomerId> ids, InviteId own) {
    return tx.run(READ, key(workspace, quarter, ids, own)).map(rows -> judged(quarter, rows));
  }

  /** As {@link #read}, without a transaction and of nobody who is asked. */
  public static Future<List<NpsJudged>> look(
      Database database, int workspace, Quarter quarter, Collection<CustomerId> ids) {
    return database
        .run(READ, key(workspace, quarter, ids, null))
        .map(rows -> judged(quarter, rows));
  }

  private static Tuple key(
      int workspace, Quarter quarter, Collection<CustomerId> ids, InviteId own) {
    return Tuple.of(
        workspace,
        quarter.toString(),
        ids.stream().map(CustomerId::source).toArray(Integer[]::new),
        ids.stream().map(CustomerId::ref).toArray(String[]::new),
        own == null ? null : own.number());
  }

  private static List<NpsJudged> judged(Quarter quarter, Iterable<Row> rows) {
    Map<String, Settings> parsed = new HashMap<>();
    var judged = new ArrayList<NpsJudged>();
    for (var row : rows) {
      var settings = parsed.computeIfAbsent(row.getString("settings"), Workspaces::settings);
      judged.add(judged(row, settings, quarter));
    }
    return judged;
  }

  private static NpsJudged judged(Row row, Settings settings, Quarter quarter) {
    int workspace = row.getInteger("workspace_id");
    var now = Rows.time(row, "now");
    var talk = row.getString("talk_ref");
    return new NpsJudged(
        new CustomerId(workspace, row.getInteger("source_id"), row.getString("ref")),
        row.getBoolean("first"),
        row.getString("address"),
        talk == null ? null : new ConversationId(workspace, row.getInteger("talk_source"), talk),
        row.getString("talk_customer"),
        row.getString("talk_locale"),
        row.getLong("invite_id") == null ? null : new InviteId(workspace, row.getLong("invite_id")),
        new NpsCandidate(
            settings,
            quarter,
            now,
            Rows.time(row, "talk_at"),
            Candidates.addressee(row),
            earlier(row)),
        now,
        row.getString("workspace_name"));
  }

  private static EarlierInvite earlier(Row row) {
    if (row.getString("invite_state") == null) {
      return null;
    }
    return new EarlierInvite(
        Candidates.state(row.getString("invite_state")),
        Boolean.TRUE.equals(row.getBoolean("invite_own")),
        row.getInteger("invite_epoch") > 0,
        row.getBoolean("invite_arrived"));
  }
}
