package io.fivefaces.flow;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.SlackApp;
import io.fivefaces.domain.Survey;
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

  Future<Survey> of(InviteId invite, int epoch, Sending sending, Subject subject) {
    return slackApp(subject.conversation(), sending.channel())
        .map(app -> new Survey(
            invite,
            sending.token().kind(),
            subject.conversation(),
            epoch,
            sending.channel(),
            subject.workspaceName(),
            subject.settings(),
            language(subject),
            EmailAddress.parse(sending.recipient()).orElse(null),
            subject.addressee().customer().name().value(),
            subject.title(),
            subject.operator(),
            baseUrl + "/s/" + sending.token().sign(keys),
            sending.channel() == ChannelName.SLACK ? subject.thread() : null,
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

  private static Language language(Subject subject) {
    return Language.chosen(
        subject.addressee().customer().locale().value(),
        subject.locale(),
        subject.settings().locale());
  }
}
