package io.fivefaces.domain;

import java.time.Instant;

/**
 * One request for a survey's page, remembered for a while.
 *
 * @param head whether only the head was asked for
 * @param score what its link chose, null for nothing
 * @param view the id of the {@link PageView} that the page carried; null for none
 */
public record Look(Instant at, boolean head, Integer score, String view, UserAgent agent) {}
