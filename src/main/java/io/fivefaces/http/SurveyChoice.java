package io.fivefaces.http;

import io.fivefaces.domain.Comment;
import io.fivefaces.domain.Kind;
import io.vertx.ext.web.RoutingContext;

/**
 * What a customer sent.
 *
 * @param score null where none of the survey's scale was chosen
 * @param comment without a browser's line ends, empty for none
 * @param view the proof of a page view that the form carried; null for none
 * @param decoy whether the field was filled that nobody sees
 * @param problem a text's key; null where it can be recorded
 */
record SurveyChoice(Integer score, String comment, String view, boolean decoy, String problem) {

  /** The form's field that only a machine fills. */
  static final String DECOY = "more";

  private record JsonAnswer(Integer score, String comment, String view) {}

  /** Reads a form or JSON that answers a survey of this kind. */
  static SurveyChoice of(RoutingContext context, Kind kind) {
    if (Body.isJson(context)) {
      var answer = Body.json(context, JsonAnswer.class);
      var score = answer.score();
      return of(
          kind,
          score != null && kind.isScore(score) ? score : null,
          answer.comment(),
          answer.view(),
          false);
    }
    var form = Form.of(Body.bytes(context));
    var decoy = form.get(DECOY);
    return of(
        kind,
        kind.score(form.get("score")),
        form.get("comment"),
        form.get("view"),
        decoy != null && !decoy.isEmpty());
  }

  /** What was chosen by a link, and nothing else. */
  static SurveyChoice byLink(RoutingContext context, Kind kind) {
    return new SurveyChoice(kind.score(context.request().getParam("score")), "", null, false, null);
  }

  /** The comment as it is stored: null for none. */
  String commentOrNull() {
    return comment.isBlank() ? null : comment;
  }

  private static SurveyChoice of(
      Kind kind, Integer score, String given, String view, boolean decoy) {
    var comment = Comment.clean(given);
    return new SurveyChoice(score, comment, view, decoy, problem(kind, score, comment.length()));
  }

  private static String problem(Kind kind, Integer score, int length) {
    if (score == null) {
      return kind == Kind.CSAT ? "page.problem.score" : "nps.page.problem.score";
    }
    return length > Comment.LONGEST ? "page.problem.comment" : null;
  }
}
