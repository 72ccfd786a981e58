package io.fivefaces.flow;

import io.fivefaces.config.Config;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Database;
import io.fivefaces.store.Invites;
import io.fivefaces.store.Invites.Claim;
import io.fivefaces.store.Invites.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what hand-overs ended in, from memory again and again while the database is away and the lease lasts. */
public final class Endings {

  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Invites invites;
  private final Config.Delivery bounds;
  private final Metrics metrics;

  public Endings(Vertx vertx, Invites invites, Config.Delivery bounds, Metrics metrics) {
    this.vertx = vertx;
    this.invites = invites;
    this.bounds = bounds;
    this.metrics = metrics;
  }

  /** Never fails: what cannot be written is settled by whoever finds the expired lease. */
  Future<Void> write(Claim claim, ChannelName channel, Outcome outcome) {
    return write(claim, channel, outcome, bounds.lease().dividedBy(PAUSE));
  }

  private Future<Void> write(Claim claim, ChannelName channel, Outcome outcome, long tries) {
    return invites
        .finish(claim, outcome)
        .onSuccess(state -> {
          metrics.invite(claim.kind(), channel.toString(), word(state));
          tell(claim, outcome);
        })
        .<Void>mapEmpty()
        .recover(failure -> {
          if (tries == 0 || Database.isRefusal(failure)) {
            LOG.error(
                "The end of invite {} could not be written: {}", claim.id(), failure.toString());
            return Future.succeededFuture();
          }
          return vertx
              .timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
              .compose(later -> write(claim, channel, outcome, tries - 1));
        });
  }

  private static String word(String state) {
    return switch (state) {
      case "" -> "overtaken";
      case "scheduled" -> "postponed";
      case "sending" -> "doubtful";
      default -> state;
    };
  }

  private static void tell(Claim claim, Outcome outcome) {
    switch (outcome) {
      case Outcome.Sent sent -> LOG.debug("Invite {} is sent", claim.id());
      case Outcome.Later later -> LOG.debug("Invite {} waits: {}", claim.id(), later.reason());
      case Outcome.Elsewhere elsewhere ->
        LOG.info("Invite {} leaves Slack: {}", claim.id(), elsewhere.slackTrouble());
      case Outcome.Doubtful doubtful ->
        LOG.info("Invite {} is in doubt: {}", claim.id(), doubtful.reason());
      case Outcome.Failed failed -> LOG.info("Invite {} failed: {}", claim.id(), failed.reason());
      case Outcome.Unknown unknown ->
        LOG.warn("Invite {} is unknown: {}", claim.id(), unknown.reason());
    }
  }
}
