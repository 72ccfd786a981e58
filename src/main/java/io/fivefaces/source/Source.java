package io.fivefaces.source;

import io.fivefaces.domain.ConversationEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How one kind of chat system talks. Everything here is a pure function of its arguments. */
public interface Source {

  /** Its name in the API, the tables and the metrics. */
  String kind();

  /** Whether these bytes were signed with one of the secrets, now. */
  boolean isAuthentic(Webhook webhook, List<String> secrets, Instant now);

  /**
   * The events of a webhook, each with the key that deduplicates it and the bytes to keep.
   *
   * @throws io.fivefaces.json.JsonException when one of them cannot be read; then none is taken
   */
  List<SourceEvent> events(Webhook webhook);

  /** What kept bytes tell; empty for a type of event that means nothing to us. */
  Optional<ConversationEvent> read(byte[] payload);
}
