package io.fivefaces.flow;

import io.fivefaces.channel.Channel;
import io.fivefaces.config.Config;
import io.fivefaces.domain.Backoff;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Decision;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Survey;
import io.fivefaces.domain.Token;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Database;
import io.fivefaces.store.Invites;
import io.fivefaces.store.Invites.Claim;
import io.fivefaces.store.Invites.Outcome;
import io.fivefaces.store.Invites.Sending;
import io.fivefaces.store.Tx;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
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
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

  private final Database database;
  private final Subjects subjects;
  private final Invites invites;
  private final Map<ChannelName, Channel> channels;
  private final Surveys surveys;
  private final Endings endings;
  private final Keyring keys;
  private final Config.Delivery bounds;
  private final Clock clock;
  private final Metrics metrics;

  /** A hand-over that may begin, for its start is committed. */
  private record Begun(int epoch, Sending sending, Subject subject) {}

  public Delivery(
      Database database,
      Subjects subjects,
      Invites invites,
      Map<ChannelName, Channel> channels,
      Surveys surveys,
      Endings endings,
      Keyring keys,
      Config.Delivery bounds,
      Clock clock,
      Metrics metrics) {
    this.database = database;
    this.subjects = subjects;
    this.invites = invites;
    this.channels = channels;
    this.surveys = surveys;
    this.endings = endings;
    this.keys = keys;
    this.bounds = bounds;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Takes the invite as far as it goes now; never fails. */
  public Future<Void> deliver(Claim claim) {
    return database
        .inTransaction(tx -> subjects.lock(tx, claim).compose(subject -> start(tx, claim, subject)))
        .compose(begun -> begun.isEmpty() ? Future.succeededFuture() : handOver(claim, begun.get()))
        .recover(failure -> {
          // nothing left the house; the lease runs out and the invite is claimed again
          LOG.warn("Could not start invite {}: {}", claim.id(), failure.toString());
          return Future.succeededFuture();
        });
  }

  private Future<Optional<Begun>> start(Tx tx, Claim claim, Subject subject) {
    var decision = subject.judge();
    var obstacle = subject.halt().or(decision::reason);
    return obstacle.isEmpty()
        ? send(tx, claim, subject, decision)
        : cancel(tx, claim, subject, decision, obstacle.get());
  }

  private Future<Optional<Begun>> send(Tx tx, Claim claim, Subject subject, Decision decision) {
    var sending = sending(claim, subject);
    return invites
        .start(tx, claim, sending, bounds.lease())
        .compose(epoch -> epoch == 0
            ? Future.succeededFuture(Optional.empty())
            : keep(tx, claim, subject, decision)
                .map(Optional.of(new Begun(epoch, sending, subject))));
  }

  private Sending sending(Claim claim, Subject subject) {
    var recipient = EmailAddress.parse(subject.addressee().customer().email().value());
    var token = Token.issue(
        claim.id(),
        claim.kind(),
        claim.conversation(),
        subject.customerRef(),
        clock.instant(),
        keys.random(Token.NONCE_BYTES));
    return new Sending(
        subject.route(),
        recipient.map(EmailAddress::text).orElse(null),
        subject.customerRef(),
        token);
  }

  private Future<Optional<Begun>> cancel(
      Tx tx, Claim claim, Subject subject, Decision decision, String reason) {
    return invites
        .cancel(tx, claim, reason)
        .compose(cancelled -> {
          if (!cancelled) {
            return Future.<Void>succeededFuture();
          }
          metrics.invite(claim.kind(), claim.channel().toString(), "cancelled");
          return keep(tx, claim, subject, decision);
        })
        .map(kept -> Optional.empty());
  }

  /** Keeps what the gates said at the moment of sending. */
  private Future<Void> keep(Tx tx, Claim claim, Subject subject, Decision decision) {
    metrics.judged(claim.kind(), decision);
    return subject.keep(tx, decision);
  }

  private Future<Void> handOver(Claim claim, Begun begun) {
    long started = System.nanoTime();
    var route = begun.sending().channel();
    return Future.succeededFuture()
        .compose(ready -> surveys.of(claim.id(), begun.epoch(), begun.sending(), begun.subject()))
        // what is ready later than this could be handed over when the lease has run out
        .timeout(bounds.lease().minus(bounds.deadline()).toMillis(), TimeUnit.MILLISECONDS)
        .transform(survey -> survey.succeeded()
            ? handOver(survey.result())
            : Future.succeededFuture(new HandOver.NotBegun("the survey could not be prepared")))
        .compose(handOver -> {
          var took = Duration.ofNanos(System.nanoTime() - started);
          metrics.handedOver(claim.kind(), route.toString(), word(handOver), took);
          return outcome(claim, route, handOver);
        })
        .compose(outcome -> endings.write(claim, route, outcome));
  }

  private Future<HandOver> handOver(Survey survey) {
    var channel = channels.get(survey.channel());
    return channel == null
        ? Future.succeededFuture(
            new HandOver.Refused("this version cannot ask by " + survey.channel(), false))
        : Future.succeededFuture(survey)
            .compose(channel::handOver)
            .otherwise(failure -> new HandOver.Unclear("it failed: " + failure.getClass()));
  }

  private Future<Outcome> outcome(Claim claim, ChannelName route, HandOver handOver) {
    return switch (handOver) {
      case HandOver.Accepted accepted ->
        Future.succeededFuture(new Outcome.Sent(accepted.receipt()));
      case HandOver.NotBegun not ->
        Future.succeededFuture(new Outcome.Later(not.reason(), NOT_BEGUN_PAUSE, false));
      case HandOver.Throttled throttled ->
        Future.succeededFuture(
            new Outcome.Later(throttled.reason(), bounded(throttled.pause()), false));
      case HandOver.Unreachable unreachable ->
        Future.succeededFuture(
            route == ChannelName.SLACK
                ? new Outcome.Elsewhere(unreachable.reason())
                : new Outcome.Failed(unreachable.reason(), false));
      case HandOver.Refused refused ->
        Future.succeededFuture(new Outcome.Failed(refused.reason(), refused.addressIsBad()));
      case HandOver.Unclear unclear -> Future.succeededFuture(doubt(route, unclear.reason()));
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

  private Outcome doubt(ChannelName route, String reason) {
    return switch (channels.get(route).doubt()) {
      case STAYS -> new Outcome.Unknown(reason);
      case CAN_BE_SETTLED -> Inquiry.doubt(reason);
      case NEVER_ARRIVED -> new Outcome.Later(reason, NOT_BEGUN_PAUSE, false);
    };
  }

  private static Duration bounded(Duration pause) {
    return pause.compareTo(LONGEST_PAUSE) > 0
        ? LONGEST_PAUSE
        : pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
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
