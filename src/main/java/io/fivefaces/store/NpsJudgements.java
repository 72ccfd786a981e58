package io.fivefaces.store;

import io.fivefaces.domain.Decision;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Verdict;
import io.fivefaces.store.Customers.CustomerId;
import io.fivefaces.store.NpsQuarters.Held;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The gates' latest verdicts on each customer in a quarter, and when those are asked who may be. */
public final class NpsJudgements {

  /**
   * A judgement to keep.
   *
   * @param dueAfter how long after the quarter's start they are asked; null where a gate is shut
   * @param at when it was judged
   */
  public record Judgement(CustomerId id, Decision decision, Duration dueAfter, Instant at) {}

  /**
   * A reference that is judged no more, for another one comes first by which the same customer is known.
   *
   * @param invited whether the customer has an invite; then what knows of one is kept, unless it still waits
   */
  public record Forgotten(CustomerId id, boolean invited) {}

  // what is as it was is not written, nor locked: a walk over a million that changed nothing writes
  // nothing
  private static final String SAVE = """
      insert into nps_judgements (
        workspace_id, quarter, source_id, customer_ref, reason, gates, open, saw, at, due_after, waits)
      select $1::int, $2::text, new.source_id, new.ref, new.reason, new.gates, new.open, new.saw, new.at, new.due_after,
        new.due_after is not null
      from (
        select source_id, ref, reason, gates::text[], open::boolean[], saw::text[], at,
          due_after * interval '1 ms' as due_after
        from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::bigint[])
          as said (source_id, ref, reason, gates, open, saw, at, due_after)) as new
      left join lateral (
        select j.reason, j.gates, j.open, j.saw, j.due_after, j.waits from nps_judgements j
        where j.workspace_id = $1::int and j.quarter = $2::text and j.source_id = new.source_id
          and j.customer_ref = new.ref
        offset 0) as old on true
      where old.gates is null
        or (old.reason, old.gates, old.open, old.saw, old.due_after, old.waits)
          is distinct from (new.reason, new.gates, new.open, new.saw, new.due_after, new.due_after is not null)
      order by new.source_id, new.ref collate "C"
      on conflict (workspace_id, quarter, source_id, customer_ref) do update set
        reason = excluded.reason, gates = excluded.gates, open = excluded.open, saw = excluded.saw, at = excluded.at,
        due_after = excluded.due_after, waits = excluded.waits
      """;

  /** Keeps these where they say something new. The caller holds the quarter. */
  public Future<Void> save(Tx tx, Held held, Collection<Judgement> judgements) {
    if (judgements.isEmpty()) {
      return Future.succeededFuture();
    }
    var columns = new Rows<>(judgements)
        .number(row -> row.id().source())
        .text(row -> row.id().ref())
        .text(row -> row.decision().reason().orElse(null))
        .list(row -> row.decision().verdicts().stream().map(Verdict::gate).toList())
        .list(row -> row.decision().verdicts().stream().map(Verdict::open).toList())
        .list(row -> row.decision().verdicts().stream().map(Verdict::saw).toList())
        .time(Judgement::at)
        .bigNumber(row -> row.dueAfter() == null ? null : row.dueAfter().toMillis())
        .columns(held.workspace(), held.quarter().toString());
    return tx.run(SAVE, columns).mapEmpty();
  }

  private static final String FORGET = """
      delete from nps_judgements as j
      using unnest($3::int[], $4::text[], $5::boolean[]) as gone (source_id, ref, invited)
      where j.workspace_id = $1::int and j.quarter = $2::text and j.source_id = gone.source_id
        and j.customer_ref = gone.ref and (j.invite_id is null or j.waits or not gone.invited)
      """;

  /** Takes away what was kept of these. The caller holds the quarter. */
  public Future<Void> forget(Tx tx, Held held, Collection<Forgotten> others) {
    if (others.isEmpty()) {
      return Future.succeededFuture();
    }
    var columns = new Rows<>(others)
        .number(row -> row.id().source())
        .text(row -> row.id().ref())
        .flag(Forgotten::invited)
        .columns(held.workspace(), held.quarter().toString());
    return tx.run(FORGET, columns).mapEmpty();
  }

  private static final String DUE = """
      select source_id, customer_ref as ref from nps_judgements
      where workspace_id = $1::int and quarter = $2::text and waits and due_after <= moment() - $3::timestamptz
      order by due_after limit $4::int
      """;

  /** Those who are to be asked by now, the longest waiting first. */
  public Future<List<CustomerId>> due(Tx tx, Held held, int most) {
    var key =
        Tuple.of(held.workspace(), held.quarter().toString(), Rows.time(held.startedAt()), most);
    return tx.run(DUE, key).map(rows -> Customers.ids(held.workspace(), rows));
  }

  private static final String PROMOTED = """
      update nps_judgements as j set waits = false, invite_id = coalesce(asked.invite_id, j.invite_id)
      from unnest($3::int[], $4::text[], $5::bigint[]) as asked (source_id, ref, invite_id)
      where j.workspace_id = $1::int and j.quarter = $2::text and j.source_id = asked.source_id
        and j.customer_ref = asked.ref
      """;

  /** These wait no more: each has an invite, or none where its place was taken, until the next walk. */
  public Future<Void> promoted(
      Tx tx, Held held, Collection<CustomerId> ids, Map<CustomerId, InviteId> invites) {
    if (ids.isEmpty()) {
      return Future.succeededFuture();
    }
    var columns = new Rows<>(ids)
        .number(CustomerId::source)
        .text(CustomerId::ref)
        .bigNumber(id -> invites.containsKey(id) ? invites.get(id).number() : null)
        .columns(held.workspace(), held.quarter().toString());
    return tx.run(PROMOTED, columns).mapEmpty();
  }
}
