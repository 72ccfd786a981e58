package io.fivefaces.bench;

/**
 * Where the events of one source are sent.
 *
 * @param key the end of its URL
 * @param secret begins with whsec_
 */
record Door(String key, int workspace, int source, String secret) {}
