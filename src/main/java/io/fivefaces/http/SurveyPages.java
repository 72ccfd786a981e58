package io.fivefaces.http;

import io.fivefaces.domain.Comment;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.Suspicion;
import io.fivefaces.domain.Wording;
import io.fivefaces.store.Responses.Asked;
import io.fivefaces.templates.JteSurveyMessageGenerated;
import io.fivefaces.templates.JteSurveyPageGenerated;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What those read who open or answer a survey: a page in their language, or JSON in English. */
final class SurveyPages {

  /** What machines are told in. */
  private static final Wording ENGLISH = Wording.in(Language.ENGLISH);

  private final Keyring keys;

  SurveyPages(Keyring keys) {
    this.keys = keys;
  }

  /** Whether an answer is to be JSON. */
  static boolean isJsonWanted(RoutingContext context) {
    var accept = context.request().getHeader("accept");
    return Body.isJson(context) || (accept != null && accept.startsWith("application/json"));
  }

  /**
   * The faces, or the numbers.
   *
   * @param view the proof of this page view; empty for none
   */
  void survey(RoutingContext context, Asked asked, SurveyChoice choice, String view) {
    survey(context, 200, asked, choice, view, null);
  }

  /** Says what is wrong with a choice, and keeps what was written. */
  void malformed(RoutingContext context, Asked asked, SurveyChoice choice, String view) {
    if (Body.isJson(context)) {
      throw Problem.badRequest(sentence(ENGLISH, choice.problem()));
    }
    survey(context, 400, asked, choice, view, choice.problem());
  }

  /** Asks for one more press of the button, and keeps what was written. */
  void onceMore(
      RoutingContext context, Asked asked, SurveyChoice choice, Suspicion reason, String view) {
    if (isJsonWanted(context)) {
      var body = new LinkedHashMap<String, Object>();
      body.put("counted", false);
      body.put("reason", reason.toString());
      body.put(
          "detail",
          "It is kept aside, for the team to look at: it has the shape of a machine's answer.");
      Reply.send(context, 202, body);
      return;
    }
    survey(context, 202, asked, choice, view, key(reason));
  }

  /** Says thanks for an answer that counts. */
  void thanks(RoutingContext context, Asked asked, SurveyChoice choice, Instant respondedAt) {
    if (!isJsonWanted(context)) {
      notice(context, SurveyNotice.THANKS, Optional.of(asked));
      return;
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("score", choice.score());
    body.put("comment", choice.commentOrNull());
    body.put("responded_at", respondedAt);
    Reply.send(context, 201, body);
  }

  /** A notice with the status that goes with it. */
  void notice(RoutingContext context, SurveyNotice notice, Optional<Asked> asked) {
    notice(context, notice.status(), notice, asked);
  }

  /** A notice with another status. */
  void notice(RoutingContext context, int status, SurveyNotice notice, Optional<Asked> asked) {
    if (isJsonWanted(context)) {
      problem(notice).writeTo(context.response());
      return;
    }
    var wording =
        asked.map(Asked::language).map(Wording::in).orElseGet(() -> CustomerPage.accepted(context));
    html(
        context,
        status,
        (output, nonce) -> JteSurveyMessageGenerated.render(
            output,
            null,
            wording,
            asked.map(Asked::workspaceName).orElse(""),
            asked.map(Asked::logoUrl).orElse(""),
            asked.map(Asked::brandColor).orElse(Settings.DEFAULT.brandColor()),
            nonce,
            notice));
  }

  private void survey(
      RoutingContext context,
      int status,
      Asked asked,
      SurveyChoice choice,
      String view,
      String problem) {
    var wording = Wording.in(asked.language());
    html(
        context,
        status,
        (output, nonce) -> JteSurveyPageGenerated.render(
            output,
            null,
            asked.kind(),
            wording,
            asked.workspaceName(),
            asked.logoUrl(),
            asked.brandColor(),
            nonce,
            context.request().path(),
            view,
            choice.score(),
            choice.comment(),
            problem == null ? "" : sentence(wording, problem),
            status == 400));
  }

  private static String key(Suspicion reason) {
    return switch (reason) {
      case ALL_LINKS, HEAD_BURST -> "page.again.burst";
      case NO_VIEW, STALE_VIEW, SCANNER_AGENT, PREFETCH, DECOY, ALREADY_ANSWERED -> "page.again";
    };
  }

  private static String sentence(Wording wording, String problem) {
    return wording.text(problem, Map.of("most", Integer.toString(Comment.LONGEST)));
  }

  private void html(RoutingContext context, int status, CustomerPage page) {
    page.answer(context, status, keys);
  }

  private static Problem problem(SurveyNotice notice) {
    return switch (notice) {
      case ANSWERED -> Problem.conflict(notice.title(ENGLISH), notice.text(ENGLISH));
      case EXPIRED -> Problem.gone(notice.title(ENGLISH), notice.text(ENGLISH));
      case NOT_A_SURVEY -> Problem.notFound("survey");
      case LATER, THANKS -> Problem.unavailable();
    };
  }
}
