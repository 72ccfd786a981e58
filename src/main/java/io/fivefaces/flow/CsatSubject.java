package io.fivefaces.flow;

import io.fivefaces.domain.Addressee;
import io.fivefaces.domain.Candidate;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Conversation;
import io.fivefaces.domain.ConversationEvent.SlackThread;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.Decision;
import io.fivefaces.domain.Gates;
import io.fivefaces.domain.Settings;
import io.fivefaces.store.Candidates.Judged;
import io.fivefaces.store.StaleDays;
import io.fivefaces.store.StaleDays.Day;
import io.fivefaces.store.Tx;
import io.fivefaces.store.Verdicts;
import io.fivefaces.store.Verdicts.Judgement;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A conversation, and its customer. */
record CsatSubject(Judged judged, Verdicts verdicts, StaleDays staleDays) implements Subject {

  @Override
  public Optional<String> halt() {
    return Optional.empty();
  }

  @Override
  public Decision judge() {
    return Gates.judge(Gates.CSAT, candidate());
  }

  @Override
  public Future<Void> keep(Tx tx, Decision decision) {
    var endedAt = talk().endedAt(candidate().ending());
    var judgement = new Judgement(
        judged.id(), endedAt == null ? judged.endedAt() : endedAt, judged.now(), decision);
    int workspace = judged.id().workspace();
    return verdicts
        .save(tx, List.of(judgement))
        .compose(saved -> staleDays.mark(
            tx,
            List.of(Day.of(workspace, judgement.endedAt()), Day.of(workspace, judged.endedAt()))));
  }

  @Override
  public ConversationId conversation() {
    return judged.id();
  }

  @Override
  public String customerRef() {
    return Objects.requireNonNullElse(talk().customer().value(), "");
  }

  @Override
  public Addressee addressee() {
    return candidate().addressee();
  }

  @Override
  public ChannelName route() {
    return candidate().route();
  }

  @Override
  public Settings settings() {
    return candidate().settings();
  }

  @Override
  public String workspaceName() {
    return judged.workspaceName();
  }

  @Override
  public String locale() {
    return talk().locale().value();
  }

  @Override
  public String title() {
    return talk().subject().value();
  }

  @Override
  public String operator() {
    var assignee = talk().assignee().value();
    return assignee == null ? null : assignee.label();
  }

  @Override
  public SlackThread thread() {
    return talk().slack().value();
  }

  private Candidate candidate() {
    return judged.candidate();
  }

  private Conversation talk() {
    return candidate().conversation();
  }
}
