package io.fivefaces.domain;

/**
 * Which end of a conversation counts.
 *
 * @param oneEnd whether the source's system knows but one end, reported as resolved, which then stands for the
 *     trigger's
 */
public record Ending(Trigger trigger, boolean oneEnd) {}
