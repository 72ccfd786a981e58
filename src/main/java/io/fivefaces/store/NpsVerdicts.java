package io.fivefaces.store;

import io.fivefaces.domain.Decision;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Verdict;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** What the gates of NPS said last when an invite was about to go out. */
public final class NpsVerdicts {

  // who may not be asked any more has no moment for it
  private static final String SAVE = """
      update nps_judgements
      set reason = $4::text, gates = $5::text[], open = $6::boolean[], saw = $7::text[], at = $3::timestamptz,
        due_after = case when $4::text is null then due_after end, waits = false
      where workspace_id = $1::int and invite_id = $2::bigint
      """;

  /** Keeps what they said in the judgement that the invite was made of. */
  public Future<Void> save(Tx tx, InviteId invite, Instant at, Decision decision) {
    var verdicts = decision.verdicts();
    return tx.run(
            SAVE,
            Tuple.of(
                invite.workspace(),
                invite.number(),
                Rows.time(at),
                decision.reason().orElse(null),
                verdicts.stream().map(Verdict::gate).toArray(String[]::new),
                verdicts.stream().map(Verdict::open).toArray(Boolean[]::new),
                verdicts.stream().map(Verdict::saw).toArray(String[]::new)))
        .mapEmpty();
  }
}
