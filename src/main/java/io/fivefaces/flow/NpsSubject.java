package io.fivefaces.flow;

import io.fivefaces.domain.Addressee;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationEvent.SlackThread;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.Decision;
import io.fivefaces.domain.Gates;
import io.fivefaces.domain.Settings;
import io.fivefaces.store.Invites.Claim;
import io.fivefaces.store.NpsCandidates.NpsJudged;
import io.fivefaces.store.NpsVerdicts;
import io.fivefaces.store.Tx;
import io.vertx.core.Future;
import java.util.Optional;

/** A customer in a quarter: they are asked of the company, so no conversation is named. */
record NpsSubject(Claim claim, NpsJudged judged, Optional<String> halt, NpsVerdicts verdicts)
    implements Subject {

  @Override
  public Decision judge() {
    return Gates.judge(Gates.NPS, judged.candidate());
  }

  @Override
  public Future<Void> keep(Tx tx, Decision decision) {
    return verdicts.save(tx, claim.id(), judged.now(), decision);
  }

  @Override
  public ConversationId conversation() {
    return claim.conversation();
  }

  @Override
  public String customerRef() {
    return claim.customerRef();
  }

  @Override
  public Addressee addressee() {
    return judged.candidate().addressee();
  }

  @Override
  public ChannelName route() {
    return ChannelName.EMAIL;
  }

  @Override
  public Settings settings() {
    return judged.candidate().settings();
  }

  @Override
  public String workspaceName() {
    return judged.workspaceName();
  }

  @Override
  public String locale() {
    return judged.conversationLocale();
  }

  @Override
  public String title() {
    return null;
  }

  @Override
  public String operator() {
    return null;
  }

  @Override
  public SlackThread thread() {
    return null;
  }
}
