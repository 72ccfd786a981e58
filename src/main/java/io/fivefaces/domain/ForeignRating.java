package io.fivefaces.domain;

/**
 * A customer's answer to the chat system's own survey. It is shown beside the conversation and never counted: nobody
 * was asked by us.
 *
 * @param score 1 to 5
 * @param comment null where there is none
 */
public record ForeignRating(int score, String comment) {}
