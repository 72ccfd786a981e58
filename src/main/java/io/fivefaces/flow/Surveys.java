package io.fivefaces.flow;

import io.fivefaces.domain.Candidate;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.SlackApp;
import io.fivefaces.domain.Survey;
import io.fivefaces.store.Candidates.Judged;
import io.fivefaces.store.Invites.Sending;
import io.fivefaces.store.SlackApps;
import io.vertx.core.Future;

/** Tells the survey of a hand-over that was begun: when it is handed over, and whenever it is looked for later. */
public final class Surveys {

  private final Keyring keys;
  private final SlackApps slackApps;
  private final String baseUrl;

  public Surveys(Keyring keys, SlackApps slackApps, String baseUrl) {
    this.keys = keys;
    this.slackApps = slackApps;
    this.baseUrl = baseUrl;
  }

  Future<Survey> of(InviteId invite, int epoch, Sending sending, Judged judged) {
    var candidate = judged.candidate();
    var conversation = candidate.conversation();
    var assignee = conversation.assignee().value();
    return slackApp(judged.id(), sending.channel())
        .map(app -> new Survey(
            invite,
            sending.token().kind(),
            judged.id(),
            epoch,
            sending.channel(),
            judged.workspaceName(),
            candidate.settings(),
            language(candidate),
            EmailAddress.parse(sending.recipient()).orElse(null),
            candidate.addressee().customer().name().value(),
            conversation.subject().value(),
            assignee == null ? null : assignee.label(),
            baseUrl + "/s/" + sending.token().sign(keys),
            sending.channel() == ChannelName.SLACK ? conversation.slack().value() : null,
            app));
  }

  /** The app that a survey goes through in Slack; null on other channels. */
  private Future<SlackApp> slackApp(ConversationId conversation, ChannelName channel) {
    return channel == ChannelName.SLACK
        ? slackApps
            .of(conversation.workspace(), conversation.source())
            .map(found -> found.orElse(null))
        : Future.succeededFuture(null);
  }

  private static Language language(Candidate candidate) {
    return Language.chosen(
        candidate.addressee().customer().locale().value(),
        candidate.conversation().locale().value(),
        candidate.settings().locale());
  }
}
