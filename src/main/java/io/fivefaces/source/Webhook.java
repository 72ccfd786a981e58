package io.fivefaces.source;

import java.util.function.UnaryOperator;

/**
 * A webhook as it came.
 *
 * @param header the value of a header by its name in any case, or null
 * @param body the raw bytes
 */
public record Webhook(UnaryOperator<String> header, byte[] body) {}
