package io.fivefaces.flow;

import io.fivefaces.store.Candidates;
import io.fivefaces.store.Database;
import io.fivefaces.store.Invites.Claim;
import io.fivefaces.store.NpsCandidates;
import io.fivefaces.store.NpsVerdicts;
import io.fivefaces.store.StaleDays;
import io.fivefaces.store.Tx;
import io.fivefaces.store.Verdicts;
import io.vertx.core.Future;
import java.util.Optional;

/** Reads whom an invite asks and about what, each kind of survey from its own tables. */
public final class Subjects {

  private final Database database;
  private final StaleDays staleDays;
  private final Candidates candidates = new Candidates();
  private final Verdicts verdicts = new Verdicts();
  private final NpsCandidates npsCandidates = new NpsCandidates();
  private final NpsVerdicts npsVerdicts = new NpsVerdicts();

  public Subjects(Database database, StaleDays staleDays) {
    this.database = database;
    this.staleDays = staleDays;
  }

  /** Locks what the gates of the invite's kind look at, the settings first, and reads it. */
  Future<Subject> lock(Tx tx, Claim claim) {
    return switch (claim.kind()) {
      case CSAT ->
        candidates.lock(tx, claim).map(judged -> new CsatSubject(judged, verdicts, staleDays));
      case NPS ->
        npsCandidates
            .lock(tx, claim)
            .compose(judged -> npsCandidates
                .halt(tx, claim)
                .map(halt -> new NpsSubject(claim, judged, halt, npsVerdicts)));
    };
  }

  /** The same without a lock. */
  Future<Subject> look(Claim claim) {
    return switch (claim.kind()) {
      case CSAT ->
        Candidates.look(database, claim.conversation())
            .map(judged -> new CsatSubject(judged.getFirst(), verdicts, staleDays));
      case NPS ->
        NpsCandidates.look(database, claim)
            .map(judged -> new NpsSubject(claim, judged, Optional.empty(), npsVerdicts));
    };
  }
}
