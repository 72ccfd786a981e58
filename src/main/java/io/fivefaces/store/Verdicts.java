package io.fivefaces.store;

import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.Decision;
import io.fivefaces.domain.Verdict;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;

/** The gates' latest verdicts on each conversation, and the reason that follows from them. */
public final class Verdicts {

  /**
   * A judgement to keep.
   *
   * @param endedAt the end that was judged
   * @param at when it was judged
   */
  public record Judgement(ConversationId id, Instant endedAt, Instant at, Decision decision) {}

  private record Line(Judgement judgement, Verdict verdict) {}

  private static final String SAVE_VERDICTS = """
      insert into verdicts (workspace_id, source_id, conversation_ref, gate, open, saw, at)
      select workspace_id, source_id, conversation_ref, gate, open, saw, at
      from unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::bool[], $6::text[], $7::timestamptz[]) as new (
        workspace_id, source_id, conversation_ref, gate, open, saw, at)
      order by workspace_id, source_id, conversation_ref collate "C", gate collate "C"
      on conflict (workspace_id, source_id, conversation_ref, gate) do update set
        open = excluded.open, saw = excluded.saw, at = excluded.at
      """;

  private static final String SAVE_REASONS = """
      update conversations as c set to_judge = false, ended_at = judged.ended_at, reason = judged.reason
      from unnest($1::int[], $2::int[], $3::text[], $4::timestamptz[], $5::text[]) as judged (
        workspace_id, source_id, ref, ended_at, reason)
      where c.workspace_id = judged.workspace_id and c.source_id = judged.source_id and c.ref = judged.ref
      """;

  /** Keeps these judgements; the caller holds the locks of their conversations. */
  public Future<Void> save(Tx tx, Collection<Judgement> judgements) {
    if (judgements.isEmpty()) {
      return Future.succeededFuture();
    }
    var lines = judgements.stream()
        .flatMap(one -> one.decision().verdicts().stream().map(verdict -> new Line(one, verdict)))
        .toList();
    var verdicts = new Rows<>(lines)
        .number(line -> line.judgement().id().workspace())
        .number(line -> line.judgement().id().source())
        .text(line -> line.judgement().id().ref())
        .text(line -> line.verdict().gate())
        .flag(line -> line.verdict().open())
        .text(line -> line.verdict().saw())
        .time(line -> line.judgement().at())
        .columns();
    var reasons = new Rows<>(judgements)
        .number(one -> one.id().workspace())
        .number(one -> one.id().source())
        .text(one -> one.id().ref())
        .time(Judgement::endedAt)
        .text(one -> one.decision().reason().orElse(null))
        .columns();
    return tx.run(SAVE_VERDICTS, verdicts)
        .compose(saved -> tx.run(SAVE_REASONS, reasons))
        .mapEmpty();
  }

  private static final String LEAVE = """
      update conversations as c set to_judge = false
      from unnest($1::int[], $2::int[], $3::text[]) as looked (workspace_id, source_id, ref)
      where c.workspace_id = looked.workspace_id and c.source_id = looked.source_id and c.ref = looked.ref
      """;

  /** Takes these conversations off the gates' list as they are. */
  public Future<Void> leave(Tx tx, Collection<ConversationId> ids) {
    return ids.isEmpty()
        ? Future.succeededFuture()
        : tx.run(LEAVE, Conversations.keys(ids)).mapEmpty();
  }
}
