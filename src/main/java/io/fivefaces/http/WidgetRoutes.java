package io.fivefaces.http;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.domain.Comment;
import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Rating;
import io.fivefaces.domain.Token;
import io.fivefaces.domain.Visitor;
import io.fivefaces.domain.VisitorHash;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.source.Source;
import io.fivefaces.source.Sources;
import io.fivefaces.store.ChatSurveys;
import io.fivefaces.store.Responses;
import io.fivefaces.store.Responses.Answer;
import io.fivefaces.store.Responses.Commented;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;

/**
 * What the chat widget on a customer's site asks for. A tap there is a person's answer, because the site's own server
 * proves whose page it is: it is recorded at once, and a comment may follow.
 */
final class WidgetRoutes {

  /** A comment of 2000 characters, each of up to six bytes in JSON, and the token. */
  private static final int BODY_LIMIT = 32 << 10;

  private final SourceDirectory sources;
  private final AllowedSites sites;
  private final WidgetStreams streams;
  private final ChatSurveys surveys;
  private final Responses responses;
  private final Keyring keys;
  private final Bus bus;
  private final Metrics metrics;
  private final Clock clock;

  WidgetRoutes(
      HttpParts parts, SourceDirectory sources, WidgetStreams streams, ChatSurveys surveys) {
    this.sources = sources;
    this.streams = streams;
    this.surveys = surveys;
    sites = new AllowedSites(parts.baseUrl());
    responses = parts.responses();
    keys = parts.keys();
    bus = parts.bus();
    metrics = parts.metrics();
    clock = parts.clock();
  }

  void mount(Router router) {
    router.options("/widget/:key/*").handler(this::preflight);
    router.get("/widget/:key/stream").handler(this::watch);
    router
        .post("/widget/:key/answers")
        .handler(Body.upTo(BODY_LIMIT))
        .handler(Reply.created(this::answer));
    router
        .post("/widget/:key/answers/comment")
        .handler(Body.upTo(BODY_LIMIT))
        .handler(Reply.created(this::comment));
  }

  private record Given(String visitor, String hash, String token, Integer score, String comment) {}

  private record Remark(String visitor, String hash, String token, String comment) {}

  private record Recorded(int score, String comment, Instant respondedAt) {}

  private record Added(String comment) {}

  private void preflight(RoutingContext context) {
    sources
        .byKey(context.pathParam("key"))
        .<Void>map(source -> {
          sites.preflight(context, source);
          return null;
        })
        .onFailure(context::fail);
  }

  private void watch(RoutingContext context) {
    var request = context.request();
    visitor(context, request.getParam("visitor"), request.getParam("hash"))
        .<Void>map(visitor -> {
          streams.open(visitor, context);
          return null;
        })
        .onFailure(context::fail);
  }

  private Future<Recorded> answer(RoutingContext context) {
    return source(context).compose(source -> {
      var given = Body.json(context, Given.class);
      var comment = words(given.comment());
      if (given.score() == null || Rating.of(given.score()).isEmpty()) {
        metrics.response("malformed");
        throw Problem.badRequest("'score' is a number from 1 to 5.");
      }
      var visitor = proved(source, given.visitor(), given.hash());
      return own(visitor, given.token())
          .compose(invite -> responses
              .record(invite, given.score(), comment)
              .map(answer -> switch (answer) {
                case Answer.Recorded recorded -> {
                  metrics.response("recorded");
                  bus.publish(new Fact.ResponseReceived(invite));
                  yield new Recorded(given.score(), comment, recorded.respondedAt());
                }
                case Answer.AlreadyAnswered already -> {
                  metrics.response("already_answered");
                  throw Problem.conflict(
                      "The answer is already in", "The first answer counts. Thank you!");
                }
                case Answer.NotAsked not -> throw Problem.notFound("survey");
              }));
    });
  }

  private Future<Added> comment(RoutingContext context) {
    return source(context).compose(source -> {
      var remark = Body.json(context, Remark.class);
      var comment = words(remark.comment());
      if (comment == null) {
        throw Problem.badRequest("'comment' is a text.");
      }
      var visitor = proved(source, remark.visitor(), remark.hash());
      return own(visitor, remark.token())
          .compose(invite -> responses.comment(invite, comment).map(outcome -> switch (outcome) {
            case Commented.Added added -> {
              bus.publish(new Fact.StatsChanged(invite.workspace()));
              yield new Added(comment);
            }
            case Commented.HasOne already ->
              throw Problem.conflict(
                  "There is a comment already", "The first comment was kept. Thank you!");
            case Commented.NotAnswered not ->
              throw Problem.conflict("There is no answer yet", "Choose a face first.");
          }));
    });
  }

  /** The source of the address, for a page that may use its widget. */
  private Future<ConnectedSource> source(RoutingContext context) {
    return sources.byKey(context.pathParam("key")).map(source -> {
      sites.check(context, source);
      return source;
    });
  }

  private Future<Visitor> visitor(RoutingContext context, String id, String hash) {
    return source(context).map(source -> proved(source, id, hash));
  }

  /** The visitor; refuses whoever cannot prove to be one, whether there is such a visitor or not. */
  private Visitor proved(ConnectedSource source, String id, String hash) {
    var kind = Sources.ofKind(source.kind()).orElseThrow();
    if (kind.proof() == Source.Proof.PUBLIC_KEY) {
      throw Problem.forbidden("A source of kind " + source.kind()
          + " has a public key and no secret, by which a visitor could be proved.");
    }
    if (!VisitorHash.proves(hash, id, source.secrets(clock.instant()))) {
      throw Problem.forbidden(
          "'hash' is the hex HMAC-SHA256 of 'visitor' by the source's secret, made on your server.");
    }
    return new Visitor(source.workspace(), source.id(), id);
  }

  /** The invite of a token, where it asks this very visitor. */
  private Future<InviteId> own(Visitor visitor, String token) {
    return switch (Token.verify(token == null ? "" : token, keys, clock.instant())) {
      case Token.Forged forged -> {
        metrics.response("forged");
        throw Problem.notFound("survey");
      }
      case Token.Expired expired -> {
        metrics.response("expired");
        throw Problem.gone("This survey has closed", "It was open for 30 days.");
      }
      case Token.Valid valid ->
        surveys
            .own(visitor, valid.token().invite())
            .map(found -> found
                .filter(own -> valid.token().isFor(own.conversation(), own.customerRef()))
                .map(own -> valid.token().invite())
                .orElseThrow(() -> Problem.notFound("survey")));
    };
  }

  /** What somebody wrote; null where that is nothing. */
  private static String words(String given) {
    var comment = Comment.clean(given);
    if (comment.length() > Comment.LONGEST) {
      throw Problem.badRequest(
          "Please shorten your comment to " + Comment.LONGEST + " characters.");
    }
    return comment.isEmpty() ? null : comment;
  }
}
