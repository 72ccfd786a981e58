package io.fivefaces.http;

import io.fivefaces.domain.Comment;
import io.fivefaces.domain.Rating;
import io.vertx.ext.web.RoutingContext;

/**
 * What a customer sent.
 *
 * @param comment without a browser's line ends, empty for none
 * @param view the proof of a page view that the form carried; null for none
 * @param decoy whether the field was filled that nobody sees
 * @param problem a text's key; null where it can be recorded
 */
record SurveyChoice(int score, String comment, String view, boolean decoy, String problem) {

  /** The form's field that only a machine fills. */
  static final String DECOY = "more";

  private record JsonAnswer(Integer score, String comment, String view) {}

  /** Reads a form or JSON. */
  static SurveyChoice of(RoutingContext context) {
    if (Body.isJson(context)) {
      var answer = Body.json(context, JsonAnswer.class);
      return of(
          answer.score() == null ? 0 : answer.score(), answer.comment(), answer.view(), false);
    }
    var form = Form.of(Body.bytes(context));
    var decoy = form.get(DECOY);
    return of(
        score(form.get("score")),
        form.get("comment"),
        form.get("view"),
        decoy != null && !decoy.isEmpty());
  }

  /** A face that was chosen by a link, and nothing else. */
  static SurveyChoice byLink(RoutingContext context) {
    return new SurveyChoice(score(context.request().getParam("score")), "", null, false, null);
  }

  /** The comment as it is stored: null for none. */
  String commentOrNull() {
    return comment.isBlank() ? null : comment;
  }

  private static SurveyChoice of(int score, String given, String view, boolean decoy) {
    var comment = Comment.clean(given);
    boolean isScore = Rating.of(score).isPresent();
    return new SurveyChoice(
        isScore ? score : 0, comment, view, decoy, problem(isScore, comment.length()));
  }

  private static String problem(boolean isScore, int length) {
    if (!isScore) {
      return "page.problem.score";
    }
    return length > Comment.LONGEST ? "page.problem.comment" : null;
  }

  private static int score(String text) {
    return text != null && text.matches("[1-5]") ? Integer.parseInt(text) : 0;
  }
}
