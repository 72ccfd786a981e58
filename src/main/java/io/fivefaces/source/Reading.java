package io.fivefaces.source;

import io.fivefaces.domain.ConversationEvent;
import java.util.List;

/** What kept bytes tell. */
public sealed interface Reading {

  /** Facts about one or more conversations; none where the event is known and means nothing to us. */
  record Told(List<ConversationEvent> events) implements Reading {}

  /** An event of a type that this source does not know. */
  record UnknownType(String type) implements Reading {
    private static final int LONGEST = 100;

    /** The name is somebody's text: cleaned, and cut to 100 characters. */
    public UnknownType {
      var line = Texts.line(type);
      type = line == null
          ? "?"
          : line.substring(0, Math.min(LONGEST, line.length())).strip();
    }
  }

  /** A known event that means nothing to us, such as a private note. */
  static Reading nothing() {
    return new Told(List.of());
  }
}
