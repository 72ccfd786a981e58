package io.fivefaces.http;

import io.fivefaces.domain.Wording;
import java.util.Locale;

/** What the survey page says when there is nothing to choose (any more). */
public enum SurveyNotice {
  THANKS(201, "💚"),
  ANSWERED(409, "👍"),
  EXPIRED(410, "⌛"),
  NOT_A_SURVEY(404, "🔍"),
  LATER(503, "⏳");

  private final int status;
  private final String face;

  SurveyNotice(int status, String face) {
    this.status = status;
    this.face = face;
  }

  /** The HTTP status that goes with it. */
  public int status() {
    return status;
  }

  public String face() {
    return face;
  }

  public String title(Wording wording) {
    return wording.text(key() + ".title");
  }

  public String text(Wording wording) {
    return wording.text(key() + ".text");
  }

  private String key() {
    return "notice." + name().toLowerCase(Locale.ROOT);
  }
}
