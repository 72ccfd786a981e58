package io.fivefaces.http;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.PageView;
import io.fivefaces.domain.PageView.Origin;
import io.fivefaces.domain.Suspicion;
import io.fivefaces.domain.Suspicion.Press;
import io.fivefaces.domain.Token;
import io.fivefaces.domain.UserAgent;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Database;
import io.fivefaces.store.PageViews;
import io.fivefaces.store.PageViews.Seen;
import io.fivefaces.store.Responses;
import io.fivefaces.store.Responses.Answer;
import io.fivefaces.store.Responses.Asked;
import io.fivefaces.store.Suspects;
import io.fivefaces.store.Suspects.Kept;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The public survey page. Only its POST records, and what has a machine's shape is kept aside; the token is judged without
 * the database.
 */
final class SurveyRoutes {

  /** A comment of 2000 characters is up to 18,000 bytes in a form, and a longer one gets its page back. */
  private static final int BODY_LIMIT = 32 << 10;

  private final Responses responses;
  private final PageViews views;
  private final Suspects suspects;
  private final Keyring keys;
  private final Bus bus;
  private final Metrics metrics;
  private final Clock clock;
  private final SurveyPages pages;

  SurveyRoutes(HttpParts parts) {
    responses = parts.responses();
    views = parts.views();
    suspects = parts.suspects();
    keys = parts.keys();
    bus = parts.bus();
    metrics = parts.metrics();
    clock = parts.clock();
    pages = new SurveyPages(keys);
  }

  void mount(Router router) {
    router
        .route("/s/:token")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> open(context, survey -> show(context, survey)));
    router
        .post("/s/:token")
        .handler(Body.upTo(BODY_LIMIT))
        .handler(context -> open(context, survey -> answer(context, survey)));
  }

  /** A survey that a link leads to. */
  private record Survey(Token token, Asked asked) {
    InviteId invite() {
      return token.invite();
    }

    Kind kind() {
      return token.kind();
    }
  }

  private interface Handling {
    Future<Void> of(Survey survey);
  }

  private void open(RoutingContext context, Handling handling) {
    switch (Token.verify(context.pathParam("token"), keys, clock.instant())) {
      case Token.Forged forged -> {
        metrics.response("forged");
        pages.notice(context, SurveyNotice.NOT_A_SURVEY, Optional.empty());
      }
      case Token.Expired expired -> {
        metrics.response("expired");
        pages.notice(context, SurveyNotice.EXPIRED, Optional.empty());
      }
      case Token.Valid valid ->
        open(context, valid.token(), handling)
            .recover(failure -> later(context, failure))
            .onFailure(context::fail);
    }
  }

  private Future<Void> open(RoutingContext context, Token token, Handling handling) {
    return responses.asked(token.invite(), token.kind()).compose(found -> {
      var asked = found.filter(one -> token.isFor(one.conversation(), one.customerRef()));
      if (asked.isPresent()) {
        return handling.of(new Survey(token, asked.get()));
      }
      pages.notice(context, SurveyNotice.NOT_A_SURVEY, Optional.empty());
      return Future.succeededFuture();
    });
  }

  private Future<Void> show(RoutingContext context, Survey survey) {
    boolean head = context.request().method() == HttpMethod.HEAD;
    var choice = SurveyChoice.byLink(context, survey.kind());
    var view = PageView.mint(Origin.LINK, clock.instant(), keys);
    return views
        .add(
            survey.invite(),
            head,
            choice.score(),
            head ? null : view.id(),
            agent(context, survey.invite()))
        .compose(added -> survey.asked().answered()
            ? seen(survey).map(Seen::answered)
            : Future.succeededFuture(false))
        .map(answered -> {
          if (answered) {
            pages.notice(context, 200, SurveyNotice.ANSWERED, Optional.of(survey.asked()));
          } else {
            pages.survey(context, survey.asked(), choice, view.sign(survey.token(), keys));
          }
          return null;
        });
  }

  private Future<Void> answer(RoutingContext context, Survey survey) {
    var choice = SurveyChoice.of(context, survey.kind());
    var shown = PageView.read(choice.view(), survey.token(), keys, clock.instant());
    if (choice.problem() != null) {
      metrics.response("malformed");
      pages.malformed(
          context, survey.asked(), choice, shown instanceof PageView.Fresh ? choice.view() : "");
      return Future.succeededFuture();
    }
    var press = new Press(
        shown,
        agent(context, survey.invite()),
        choice.decoy(),
        Body.isJson(context) && choice.view() == null);
    return seen(survey).compose(seen -> {
      if (seen.answered()) {
        return late(context, survey, choice, press, seen.answeredBy());
      }
      var suspicion = Suspicion.of(press, seen.looks());
      return suspicion.isPresent()
          ? keepAside(context, survey, choice, press, suspicion.get())
          : record(context, survey, choice, press);
    });
  }

  private Future<Void> record(
      RoutingContext context, Survey survey, SurveyChoice choice, Press press) {
    var invite = survey.invite();
    return responses
        .record(
            invite,
            survey.kind(),
            choice.score(),
            choice.commentOrNull(),
            press.shown().id())
        .compose(answer -> switch (answer) {
          case Answer.Recorded recorded -> {
            metrics.response("recorded");
            bus.publish(new Fact.ResponseReceived(invite));
            pages.thanks(context, survey.asked(), choice, recorded.respondedAt());
            yield Future.succeededFuture();
          }
          case Answer.AlreadyAnswered already ->
            views
                .seen(invite, survey.kind())
                .compose(seen -> late(context, survey, choice, press, seen.answeredBy()));
          case Answer.NotAsked not -> {
            pages.notice(context, SurveyNotice.NOT_A_SURVEY, Optional.empty());
            yield Future.succeededFuture();
          }
        });
  }

  /** An answer after the counted one. Where it is the same press that is repeated, there is nothing new in it. */
  private Future<Void> late(
      RoutingContext context, Survey survey, SurveyChoice choice, Press press, String answeredBy) {
    metrics.response("already_answered");
    var view = press.shown().id();
    Future<Void> kept = view != null && Objects.equals(view, answeredBy)
        ? Future.succeededFuture()
        : keep(survey, choice, Suspicion.ALREADY_ANSWERED, view, null);
    return kept.map(done -> {
      pages.notice(context, SurveyNotice.ANSWERED, Optional.of(survey.asked()));
      return null;
    });
  }

  private Future<Void> keepAside(
      RoutingContext context, Survey survey, SurveyChoice choice, Press press, Suspicion reason) {
    metrics.response("suspected");
    var next = PageView.mint(Origin.PRESS, clock.instant(), keys);
    return views
        .add(survey.invite(), false, choice.score(), next.id(), press.agent())
        .compose(added -> keep(survey, choice, reason, press.shown().id(), next.id()))
        .map(kept -> {
          var view = next.sign(survey.token(), keys);
          pages.onceMore(context, survey.asked(), choice, reason, view);
          return null;
        });
  }

  private Future<Void> keep(
      Survey survey, SurveyChoice choice, Suspicion reason, String view, String offered) {
    metrics.suspected(reason);
    return suspects.keep(
        survey.invite(),
        new Kept(survey.kind(), choice.score(), choice.commentOrNull(), reason, view, offered));
  }

  /** What was seen of a survey, after its counted answer was looked at once more in the light of it. */
  private Future<Seen> seen(Survey survey) {
    var invite = survey.invite();
    return views.seen(invite, survey.kind()).compose(seen -> {
      var suspicion = seen.answeredBy() == null
          ? Optional.<Suspicion>empty()
          : Suspicion.inHindsight(seen.answeredBy(), seen.looks());
      if (suspicion.isEmpty()) {
        return Future.succeededFuture(seen);
      }
      metrics.suspected(suspicion.get());
      return suspects
          .recall(invite, survey.kind(), seen.answeredBy(), suspicion.get())
          .compose(recalled -> views.seen(invite, survey.kind()));
    });
  }

  private UserAgent agent(RoutingContext context, InviteId invite) {
    var headers = context.request().headers();
    return UserAgent.of(
        invite,
        headers.get("user-agent"),
        headers.get("accept-language"),
        Stream.of("sec-purpose", "purpose", "x-purpose", "x-moz")
            .map(headers::get)
            .filter(Objects::nonNull)
            .toList(),
        keys);
  }

  /** A customer's browser gets words for people where a moment's patience helps. */
  private Future<Void> later(RoutingContext context, Throwable failure) {
    if (SurveyPages.isJsonWanted(context) || !Database.isAway(failure)) {
      return Future.failedFuture(failure);
    }
    metrics.response("unavailable");
    context.response().putHeader("retry-after", "1");
    pages.notice(context, SurveyNotice.LATER, Optional.empty());
    return Future.succeededFuture();
  }
}
