package io.fivefaces.domain;

/**
 * One survey about to be handed over to a channel: everything it shows, decided at the last moment.
 *
 * @param epoch counts the hand-overs begun, so that each has a Message-ID of its own
 * @param recipient where a mail goes; null where the channel needs none
 * @param customerName null where unknown
 * @param subject of the conversation, null where unknown
 * @param operator who was assigned, null where nobody
 * @param link the survey's page, to which {@code ?score=n} may be added
 */
public record Survey(
    InviteId invite,
    int epoch,
    ChannelName channel,
    String workspaceName,
    Settings settings,
    EmailAddress recipient,
    String customerName,
    String subject,
    String operator,
    String link) {}
