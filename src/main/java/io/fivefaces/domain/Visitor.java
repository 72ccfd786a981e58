package io.fivefaces.domain;

/** Somebody on a customer's site, by the id that the source's chats have for them. */
public record Visitor(int workspace, int source, String id) {}
