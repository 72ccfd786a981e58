package io.fivefaces.domain;

import io.fivefaces.domain.ConversationEvent.SlackThread;

/**
 * One survey about to be handed over to a channel: everything it shows, decided at the last moment.
 *
 * @param conversation what it asks about; for NPS the customer's last one
 * @param epoch counts the hand-overs begun, so that each has a Message-ID of its own
 * @param recipient where a mail goes; null where the channel needs none
 * @param customerName null where unknown
 * @param subject of the conversation, null where unknown
 * @param operator who was assigned, null where nobody
 * @param link the survey's page, to which {@code ?score=n} may be added
 * @param thread where in Slack it goes; null on other channels
 * @param slackApp what it goes through in Slack; null on other channels
 */
public record Survey(
    InviteId invite,
    Kind kind,
    ConversationId conversation,
    int epoch,
    ChannelName channel,
    String workspaceName,
    Settings settings,
    Language language,
    EmailAddress recipient,
    String customerName,
    String subject,
    String operator,
    String link,
    SlackThread thread,
    SlackApp slackApp) {}
