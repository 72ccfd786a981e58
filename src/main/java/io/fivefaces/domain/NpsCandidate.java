package io.fivefaces.domain;

import io.fivefaces.domain.Candidate.EarlierInvite;
import java.time.Instant;

/**
 * All that the gates of NPS may look at: the settings and the facts of one moment.
 *
 * @param quarter the one that the customer would be asked in
 * @param now the moment
 * @param lastConversationAt when the customer's last conversation began or last changed its state; null for none
 * @param earlierInvite the invite that this customer already has in the quarter, by any of their references or by their
 *     address; or null
 */
public record NpsCandidate(
    Settings settings,
    Quarter quarter,
    Instant now,
    Instant lastConversationAt,
    Addressee addressee,
    EarlierInvite earlierInvite) {}
