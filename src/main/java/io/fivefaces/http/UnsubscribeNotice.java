package io.fivefaces.http;

/** What the unsubscribe page says; its words are those of {@link io.fivefaces.domain.Wording}. */
enum UnsubscribeNotice {
  ASK(200, "✉️", "unsubscribe.ask", "unsubscribe"),
  DONE(200, "👋", "unsubscribe.done", "again"),
  ALREADY(200, "👍", "unsubscribe.already", "again"),
  /** Somebody else than the customer keeps mail from them. */
  SUPPRESSED(200, "👍", "unsubscribe.already", ""),
  RESUMED(200, "💚", "unsubscribe.resumed", "unsubscribe"),
  UNKNOWN(404, "🔍", "unsubscribe.unknown", ""),
  LATER(503, "⏳", "unsubscribe.later", ""),
  TEST(200, "🧪", "test", "");

  private final int status;
  private final String face;
  private final String key;
  private final String choice;

  UnsubscribeNotice(int status, String face, String key, String choice) {
    this.status = status;
    this.face = face;
    this.key = key;
    this.choice = choice;
  }

  int status() {
    return status;
  }

  String face() {
    return face;
  }

  /** What its texts are called. */
  String key() {
    return key;
  }

  /** What its button chooses, or empty where it has none. */
  String choice() {
    return choice;
  }
}
