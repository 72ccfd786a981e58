package io.fivefaces.source;

/**
 * One event of a webhook.
 *
 * @param id the key that deduplicates it within its source
 * @param payload its own bytes, from which {@link Source#read} tells it again
 * @param known whether its type means something to us
 */
public record SourceEvent(String id, byte[] payload, boolean known) {}
