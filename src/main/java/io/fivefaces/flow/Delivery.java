package io.fivefaces.flow;

import io.fivefaces.channel.Channel;
import io.fivefaces.config.Config;
import io.fivefaces.domain.Backoff;
import io.fivefaces.domain.Candidate;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Decision;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.Gates;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Survey;
import io.fivefaces.domain.Token;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Candidates;
import io.fivefaces.store.Candidates.Judged;
import io.fivefaces.store.Database;
import io.fivefaces.store.Invites;
import io.fivefaces.store.Invites.Claim;
import io.fivefaces.store.Invites.Outcome;
import io.fivefaces.store.StaleDays;
import io.fivefaces.store.StaleDays.Day;
import io.fivefaces.store.Tx;
import io.fivefaces.store.Verdicts;
import io.fivefaces.store.Verdicts.Judgement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One claimed invite's way out: judged again and moved to sending in one transaction, then handed over, then its end
 * written. At most one hand-over is ever begun without the one before being known not to have left.
 */
public final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration NOT_BEGUN_PAUSE = Duration.ofSeconds(30);
  private static final Duration FINISH_PAUSE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Database database;
  private final Candidates candidates;
  private final Verdicts verdicts;
  private final Invites invites;
  private final StaleDays staleDays;
  private final Map<ChannelName, Channel> channels;
  private final Keyring keys;
  private final String baseUrl;
  private final Config.Delivery bounds;
  private final Clock clock;
  private final Metrics metrics;

  public Delivery(
      Vertx vertx,
      Database database,
      Candidates candidates,
      Verdicts verdicts,
      Invites invites,
      StaleDays staleDays,
      Map<ChannelName, Channel> channels,
      Keyring keys,
      String baseUrl,
      Config.Delivery bounds,
      Clock clock,
      Metrics metrics) {
    this.vertx = vertx;
    this.database = database;
    this.candidates = candidates;
    this.verdicts = verdicts;
    this.invites = invites;
    this.staleDays = staleDays;
    this.channels = channels;
    this.keys = keys;
    this.baseUrl = baseUrl;
    this.bounds = bounds;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Takes the invite as far as it goes now; never fails. */
  public Future<Void> deliver(Claim claim) {
    return database
        .inTransaction(tx ->
            candidates.lock(tx, claim.conversation()).compose(judged -> start(tx, claim, judged)))
        .compose(survey -> survey.isEmpty()
            ? Future.succeededFuture()
            : handOver(claim, survey.get()).compose(outcome -> finish(claim, outcome)))
        .recover(failure -> {
          // nothing left the house; the lease runs out and the invite is claimed again
          LOG.warn("Could not start invite {}: {}", claim.id(), failure.toString());
          return Future.succeededFuture();
        });
  }

  private Future<Optional<Survey>> start(Tx tx, Claim claim, Judged judged) {
    var decision = Gates.judge(Gates.CSAT, judged.candidate());
    return decision.reason().isEmpty()
        ? send(tx, claim, judged, decision)
        : cancel(tx, claim, judged, decision);
  }

  private Future<Optional<Survey>> send(Tx tx, Claim claim, Judged judged, Decision decision) {
    var candidate = judged.candidate();
    var conversation = candidate.conversation();
    var recipient = EmailAddress.parse(candidate.customer().email().value());
    var customerRef =
        conversation.customer().value() == null ? "" : conversation.customer().value();
    var token = Token.issue(
        claim.id(),
        Token.Kind.CSAT,
        claim.conversation(),
        customerRef,
        clock.instant(),
        keys.random(Token.NONCE_BYTES));
    var address = recipient.map(EmailAddress::text).orElse(null);
    return invites
        .start(tx, claim, candidate.route(), address, customerRef, token, bounds.lease())
        .compose(epoch -> {
          if (epoch == 0) {
            return Future.succeededFuture(Optional.empty());
          }
          var survey = new Survey(
              claim.id(),
              claim.conversation(),
              epoch,
              candidate.route(),
              judged.workspaceName(),
              candidate.settings(),
              language(candidate),
              recipient.orElse(null),
              candidate.customer().name().value(),
              conversation.subject().value(),
              conversation.assignee().value() == null
                  ? null
                  : conversation.assignee().value().label(),
              baseUrl + "/s/" + token.sign(keys),
              candidate.route() == ChannelName.SLACK ? conversation.slack().value() : null,
              null);
          return keep(tx, claim, judged, decision).map(Optional.of(survey));
        });
  }

  private static Language language(Candidate candidate) {
    return Language.chosen(
        candidate.customer().locale().value(),
        candidate.conversation().locale().value(),
        candidate.settings().locale());
  }

  private Future<Optional<Survey>> cancel(Tx tx, Claim claim, Judged judged, Decision decision) {
    metrics.invite(claim.channel().toString(), "cancelled");
    return keep(tx, claim, judged, decision)
        .compose(kept ->
            invites.cancel(tx, List.of(claim.conversation()), decision.reason().orElseThrow()))
        .map(cancelled -> Optional.empty());
  }

  /** Keeps what the gates said at the moment of sending. */
  private Future<Void> keep(Tx tx, Claim claim, Judged judged, Decision decision) {
    var candidate = judged.candidate();
    var endedAt = candidate.conversation().endedAt(candidate.ending());
    var judgement = new Judgement(
        claim.conversation(), endedAt == null ? judged.endedAt() : endedAt, judged.now(), decision);
    metrics.judged(decision);
    return verdicts
        .save(tx, List.of(judgement))
        .compose(saved -> staleDays.mark(
            tx,
            List.of(
                Day.of(claim.id().workspace(), judgement.endedAt()),
                Day.of(claim.id().workspace(), judged.endedAt()))));
  }

  private Future<Outcome> handOver(Claim claim, Survey survey) {
    long begun = System.nanoTime();
    var channel = channels.get(survey.channel());
    Future<HandOver> result = channel == null
        ? Future.succeededFuture(
            new HandOver.Refused("this version cannot ask by " + survey.channel(), false))
        : channel.handOver(survey);
    return result
        .recover(failure ->
            Future.succeededFuture(new HandOver.Unclear("it failed: " + failure.getClass())))
        .compose(handOver -> {
          var took = Duration.ofNanos(System.nanoTime() - begun);
          metrics.handedOver(survey.channel().toString(), word(handOver), took);
          return outcome(claim, handOver);
        });
  }

  private Future<Outcome> outcome(Claim claim, HandOver handOver) {
    return switch (handOver) {
      case HandOver.Accepted accepted -> Future.succeededFuture(new Outcome.Sent());
      case HandOver.NotBegun not ->
        Future.succeededFuture(new Outcome.Later(not.reason(), NOT_BEGUN_PAUSE, false));
      case HandOver.Throttled throttled ->
        Future.succeededFuture(new Outcome.Later(throttled.reason(), throttled.pause(), false));
      // until another channel is tried
      case HandOver.Unreachable unreachable ->
        Future.succeededFuture(new Outcome.Failed(unreachable.reason(), false));
      case HandOver.Refused refused ->
        Future.succeededFuture(new Outcome.Failed(refused.reason(), refused.addressIsBad()));
      case HandOver.Unclear unclear ->
        Future.succeededFuture(new Outcome.Unknown(unclear.reason()));
      case HandOver.Deferred deferred ->
        invites
            .refusals(claim.id())
            .otherwise(1)
            .map(refusals -> new Outcome.Later(
                deferred.reason(),
                Backoff.after(refusals + 1, RandomGenerator.getDefault()::nextDouble),
                true));
    };
  }

  /** Writes the end, and tries again from memory while the database is away and the lease lasts. */
  private Future<Void> finish(Claim claim, Outcome outcome) {
    return finish(claim, outcome, bounds.lease().dividedBy(FINISH_PAUSE));
  }

  private Future<Void> finish(Claim claim, Outcome outcome, long tries) {
    return invites
        .finish(claim, outcome)
        .onSuccess(state -> {
          metrics.invite(claim.channel().toString(), state.isEmpty() ? "overtaken" : state);
          switch (outcome) {
            case Outcome.Sent sent -> LOG.debug("Invite {} is sent", claim.id());
            case Outcome.Later later ->
              LOG.debug("Invite {} waits: {}", claim.id(), later.reason());
            case Outcome.Failed failed ->
              LOG.info("Invite {} failed: {}", claim.id(), failed.reason());
            case Outcome.Unknown unknown ->
              LOG.warn("Invite {} is unknown: {}", claim.id(), unknown.reason());
          }
        })
        .<Void>mapEmpty()
        .recover(failure -> {
          if (tries == 0) {
            LOG.error("The end of invite {} could not be written; it will be unknown", claim.id());
            return Future.succeededFuture();
          }
          return vertx
              .timer(FINISH_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
              .compose(later -> finish(claim, outcome, tries - 1));
        });
  }

  private static String word(HandOver handOver) {
    return switch (handOver) {
      case HandOver.Accepted accepted -> "accepted";
      case HandOver.NotBegun not -> "not_begun";
      case HandOver.Throttled throttled -> "throttled";
      case HandOver.Deferred deferred -> "deferred";
      case HandOver.Unreachable unreachable -> "unreachable";
      case HandOver.Refused refused -> "refused";
      case HandOver.Unclear unclear -> "unclear";
    };
  }
}
