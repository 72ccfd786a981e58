package io.fivefaces.support;

/** A connected source of a test. */
public record TestSource(String workspace, String id, String url, String secret) {}
