package io.fivefaces.channel;

import io.fivefaces.domain.EmailAddress;
import java.util.Map;

/**
 * What a mail needs beside its contents.
 *
 * @param envelope who hears of a bounce
 * @param messageId with its angle brackets
 * @param unsubscribe the page that ends the surveys
 */
record Postage(
    EmailAddress from,
    EmailAddress envelope,
    String messageId,
    Map<String, String> headers,
    String unsubscribe) {}
