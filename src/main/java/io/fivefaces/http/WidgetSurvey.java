package io.fivefaces.http;

import io.fivefaces.domain.Color;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Rating;
import io.fivefaces.domain.Token;
import io.fivefaces.domain.Wording;
import io.fivefaces.store.ChatSurveys.ChatSurvey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that the widget needs to show a survey.
 *
 * @param direction of the language's script, {@code ltr} or {@code rtl}
 * @param color of the workspace
 * @param ink black or white, whichever reads better on that colour
 */
record WidgetSurvey(
    String token,
    Instant issuedAt,
    String language,
    String direction,
    String workspace,
    String color,
    String ink,
    List<Face> faces,
    Map<String, String> texts) {

  record Face(int score, String face, String word) {}

  private static final List<String> TEXTS = List.of(
      "question", "chosen", "comment", "send", "close", "thanks", "answered", "expired", "failed");

  static WidgetSurvey of(ChatSurvey survey, Keyring keys) {
    var language = survey.language();
    var wording = Wording.in(language);
    var texts = new LinkedHashMap<String, String>();
    TEXTS.forEach(name -> texts.put(name, wording.text("widget." + name)));
    var color = Color.parse(survey.settings().brandColor());
    return new WidgetSurvey(
        token(survey).sign(keys),
        survey.issuedAt(),
        language.tag(),
        language.direction(),
        survey.workspaceName(),
        color.toString(),
        color.ink().toString(),
        Rating.ALL.stream()
            .map(rating -> new Face(rating.score(), rating.face(), wording.word(rating)))
            .toList(),
        texts);
  }

  /** The one that was issued when the survey was sent. */
  private static Token token(ChatSurvey survey) {
    return Token.issue(
        survey.invite(),
        Kind.CSAT,
        survey.conversation(),
        survey.customerRef(),
        survey.issuedAt(),
        survey.nonce());
  }
}
