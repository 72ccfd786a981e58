package io.fivefaces.domain;

/** One invite of a workspace. */
public record InviteId(int workspace, long number) {}
