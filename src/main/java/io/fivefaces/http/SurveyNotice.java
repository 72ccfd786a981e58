package io.fivefaces.http;

/** What the survey page says when there is nothing to choose (any more). */
public enum SurveyNotice {
  THANKS(201, "💚", "Thank you!", "Your answer has arrived. You can close this page."),
  ANSWERED(
      409,
      "👍",
      "Your answer is already in",
      "This survey has been answered, and the first answer counts. Thank you for taking the time."),
  EXPIRED(
      410,
      "⌛",
      "This survey has closed",
      "It was open for 30 days. If there is something you would like to tell us, simply reply to our last message."),
  NOT_A_SURVEY(
      404,
      "🔍",
      "There is no survey here",
      "The link may have been cut off on its way. Please open it again from the message you received."),
  LATER(
      503,
      "⏳",
      "Please try again in a moment",
      "Your answer could not be stored just now, and we would not want to lose it. Go back and send it once more.");

  private final int status;
  private final String face;
  private final String title;
  private final String text;

  SurveyNotice(int status, String face, String title, String text) {
    this.status = status;
    this.face = face;
    this.title = title;
    this.text = text;
  }

  /** The HTTP status that goes with it. */
  public int status() {
    return status;
  }

  public String face() {
    return face;
  }

  public String title() {
    return title;
  }

  public String text() {
    return text;
  }
}
