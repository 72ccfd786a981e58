package io.fivefaces.http;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Rating;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.Token;
import io.fivefaces.json.Json;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Database;
import io.fivefaces.store.Responses;
import io.fivefaces.store.Responses.Answer;
import io.fivefaces.store.Responses.Asked;
import io.fivefaces.templates.JteSurveyMessageGenerated;
import io.fivefaces.templates.JteSurveyPageGenerated;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/** The public survey page. Only its POST records; the token is judged without the database. */
final class SurveyRoutes {

  /** A comment of 2000 characters is up to 18,000 bytes in a form, and a longer one gets its page back. */
  private static final int BODY_LIMIT = 32 << 10;

  private static final int LONGEST_COMMENT = 2000;

  private final Responses responses;
  private final Keyring keys;
  private final Bus bus;
  private final Metrics metrics;
  private final Clock clock;

  SurveyRoutes(Responses responses, Keyring keys, Bus bus, Metrics metrics, Clock clock) {
    this.responses = responses;
    this.keys = keys;
    this.bus = bus;
    this.metrics = metrics;
    this.clock = clock;
  }

  void mount(Router router) {
    router.route("/s/:token").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::show);
    router.post("/s/:token").handler(Body.upTo(BODY_LIMIT)).handler(this::answer);
  }

  /** What a link leads to: a survey with its token, or the notice of why not. */
  private sealed interface Opened {
    record Survey(Token token, Asked asked) implements Opened {}

    record Closed(SurveyNotice notice) implements Opened {}
  }

  /** What the customer chose; the problem is null where it can be recorded. */
  private record Choice(int score, String comment, String problem) {}

  private record JsonAnswer(Integer score, String comment) {}

  private void show(RoutingContext context) {
    open(context)
        .onSuccess(opened -> {
          switch (opened) {
            case Opened.Closed closed -> notice(context, closed.notice(), Optional.empty());
            case Opened.Survey survey -> {
              if (survey.asked().answered()) {
                notice(context, 200, SurveyNotice.ANSWERED, Optional.of(survey.asked()));
              } else {
                page(
                    context,
                    200,
                    survey.asked(),
                    new Choice(score(context.request().getParam("score")), "", ""));
              }
            }
          }
        })
        .onFailure(failure -> failed(context, failure));
  }

  private void answer(RoutingContext context) {
    open(context)
        .compose(opened -> switch (opened) {
          case Opened.Closed closed -> {
            notice(context, closed.notice(), Optional.empty());
            yield Future.succeededFuture();
          }
          case Opened.Survey survey -> record(context, survey);
        })
        .onFailure(failure -> failed(context, failure));
  }

  private Future<Void> record(RoutingContext context, Opened.Survey survey) {
    var choice = choice(context);
    if (choice.problem() != null) {
      metrics.response("malformed");
      if (Body.isJson(context)) {
        throw Problem.badRequest(choice.problem());
      }
      page(context, 400, survey.asked(), choice);
      return Future.succeededFuture();
    }
    var invite = survey.token().invite();
    return responses
        .record(invite, choice.score(), choice.comment().isBlank() ? null : choice.comment())
        .map(answer -> {
          switch (answer) {
            case Answer.Recorded recorded -> {
              metrics.response("recorded");
              bus.publish(new Fact.ResponseReceived(invite));
              thank(context, survey.asked(), choice, recorded.respondedAt());
            }
            case Answer.AlreadyAnswered already -> {
              metrics.response("already_answered");
              notice(context, SurveyNotice.ANSWERED, Optional.of(survey.asked()));
            }
            case Answer.NotAsked not ->
              notice(context, SurveyNotice.NOT_A_SURVEY, Optional.empty());
          }
          return null;
        });
  }

  private Future<Opened> open(RoutingContext context) {
    return switch (Token.verify(context.pathParam("token"), keys, clock.instant())) {
      case Token.Forged forged -> {
        metrics.response("forged");
        yield Future.succeededFuture(new Opened.Closed(SurveyNotice.NOT_A_SURVEY));
      }
      case Token.Expired expired -> {
        metrics.response("expired");
        yield Future.succeededFuture(new Opened.Closed(SurveyNotice.EXPIRED));
      }
      case Token.Valid valid ->
        responses
            .asked(valid.token().invite())
            .map(asked -> asked
                .filter(found -> valid.token().isFor(found.conversation(), found.customerRef()))
                .<Opened>map(found -> new Opened.Survey(valid.token(), found))
                .orElseGet(() -> new Opened.Closed(SurveyNotice.NOT_A_SURVEY)));
    };
  }

  private static Choice choice(RoutingContext context) {
    if (Body.isJson(context)) {
      var answer = Body.json(context, JsonAnswer.class);
      return choice(answer.score() == null ? 0 : answer.score(), answer.comment());
    }
    var form = Form.of(Body.bytes(context));
    return choice(score(form.get("score")), form.get("comment"));
  }

  private static Choice choice(int score, String given) {
    // a browser counts a line's end as one character and sends two
    var comment =
        given == null ? "" : given.replace("\r\n", "\n").replace("\0", "").strip();
    if (Rating.of(score).isEmpty()) {
      return new Choice(0, comment, "Please choose one of the five faces, 1 to 5.");
    }
    return new Choice(
        score,
        comment,
        comment.length() > LONGEST_COMMENT
            ? "Please shorten your comment to " + LONGEST_COMMENT + " characters."
            : null);
  }

  private static int score(String text) {
    return text != null && text.matches("[1-5]") ? Integer.parseInt(text) : 0;
  }

  private void thank(RoutingContext context, Asked asked, Choice choice, Instant respondedAt) {
    if (!wantsJson(context)) {
      notice(context, SurveyNotice.THANKS, Optional.of(asked));
      return;
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("score", choice.score());
    body.put("comment", choice.comment().isBlank() ? null : choice.comment());
    body.put("responded_at", respondedAt);
    context
        .response()
        .setStatusCode(201)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(Buffer.buffer(Json.write(body)));
  }

  private void notice(RoutingContext context, SurveyNotice notice, Optional<Asked> asked) {
    notice(context, notice.status(), notice, asked);
  }

  private void notice(
      RoutingContext context, int status, SurveyNotice notice, Optional<Asked> asked) {
    if (wantsJson(context)) {
      problem(notice).writeTo(context.response());
      return;
    }
    html(
        context,
        status,
        (output, nonce) -> JteSurveyMessageGenerated.render(
            output,
            null,
            asked.map(Asked::workspaceName).orElse(""),
            asked.map(Asked::logoUrl).orElse(""),
            asked.map(Asked::brandColor).orElse(Settings.DEFAULT.brandColor()),
            nonce,
            notice));
  }

  private void page(RoutingContext context, int status, Asked asked, Choice choice) {
    html(
        context,
        status,
        (output, nonce) -> JteSurveyPageGenerated.render(
            output,
            null,
            asked.workspaceName(),
            asked.logoUrl(),
            asked.brandColor(),
            nonce,
            context.request().path(),
            choice.score(),
            choice.comment(),
            choice.problem() == null ? "" : choice.problem()));
  }

  private void html(RoutingContext context, int status, CustomerPage page) {
    page.answer(context, status, keys);
  }

  /** A customer's browser gets words for people where a moment's patience helps. */
  private void failed(RoutingContext context, Throwable failure) {
    if (wantsJson(context) || !Database.isAway(failure)) {
      context.fail(failure);
      return;
    }
    metrics.response("unavailable");
    context.response().putHeader("retry-after", "1");
    notice(context, SurveyNotice.LATER, Optional.empty());
  }

  private static boolean wantsJson(RoutingContext context) {
    var accept = context.request().getHeader("accept");
    return Body.isJson(context) || (accept != null && accept.startsWith("application/json"));
  }

  private static Problem problem(SurveyNotice notice) {
    return switch (notice) {
      case ANSWERED -> Problem.conflict(notice.title(), notice.text());
      case EXPIRED -> Problem.gone(notice.title(), notice.text());
      case NOT_A_SURVEY -> Problem.notFound("survey");
      case LATER, THANKS -> Problem.unavailable();
    };
  }
}
