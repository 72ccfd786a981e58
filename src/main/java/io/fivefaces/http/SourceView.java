package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.Trigger;
import io.fivefaces.store.Hearings.Hearing;
import java.time.Instant;
import java.util.List;

/** A source as the API shows it: without its secrets. */
record SourceView(
    String id,
    String kind,
    String name,
    String key,
    String url,
    Trigger trigger,
    boolean acceptUnsigned,
    Integer autoResolveMinutes,
    Integer rateLimit,
    boolean hasBotToken,
    String displayName,
    String iconUrl,
    List<String> allowedSites,
    Instant previousSecretUntil,
    Hearing heard,
    List<String> warnings) {

  static SourceView of(ConnectedSource source, String url, Hearing heard, Instant now) {
    var settings = source.settings();
    return new SourceView(
        Integer.toString(source.id()),
        source.kind(),
        source.name(),
        source.key(),
        url,
        source.trigger(),
        settings.acceptUnsigned(),
        settings.autoResolveMinutes(),
        settings.rateLimit(),
        source.hasBotToken(),
        settings.displayName(),
        settings.iconUrl(),
        settings.allowedSites(),
        source.hasPrevious(now) ? source.previousUntil() : null,
        heard,
        SourceWarnings.of(source));
  }
}
