package io.fivefaces.domain;

/**
 * What one gate said, and the input it said it on.
 *
 * @param gate the gate's name
 * @param saw the input in words, such as {@code 1 inbound, 0 others}
 */
public record Verdict(String gate, boolean open, String saw) {}
