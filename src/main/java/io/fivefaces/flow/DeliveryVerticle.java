package io.fivefaces.flow;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.bus.Station;
import io.fivefaces.channel.Channel;
import io.fivefaces.channel.Channel.Doubt;
import io.fivefaces.config.Config;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Invites;
import io.fivefaces.store.Invites.Claim;
import io.fivefaces.store.LostInvites;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims invites that are due, or in doubt, and has each handed over or looked for, a bounded number at a time. */
public final class DeliveryVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryVerticle.class);
  private static final int AT_A_TIME = 16;
  private static final int REAPED = 100;

  private final Invites invites;
  private final LostInvites lost;
  private final Delivery delivery;
  private final Inquiry inquiry;
  private final Map<ChannelName, Channel> channels;
  private final List<ChannelName> askable;
  private final List<ChannelName> neverArriving;
  private final Config.Delivery bounds;
  private final Bus bus;
  private final Metrics metrics;
  private Drain drain;
  private int underWay;
  private Promise<Void> idle;

  public DeliveryVerticle(
      Invites invites,
      LostInvites lost,
      Delivery delivery,
      Inquiry inquiry,
      Map<ChannelName, Channel> channels,
      Config.Delivery bounds,
      Bus bus,
      Metrics metrics) {
    this.invites = invites;
    this.lost = lost;
    this.delivery = delivery;
    this.inquiry = inquiry;
    this.channels = channels;
    askable = those(channel -> channel.doubt() == Doubt.CAN_BE_SETTLED);
    neverArriving = those(channel -> channel.doubt() == Doubt.NEVER_ARRIVED);
    this.bounds = bounds;
    this.bus = bus;
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    drain = new Drain(vertx, Station.DELIVERY, metrics, this::round);
    bus.on(Fact.InvitesScheduled.class, Station.DELIVERY, fact -> drain.wake());
    return Future.succeededFuture();
  }

  /** Claims nothing more and waits for what is under way. */
  @Override
  public Future<?> stop() {
    return drain.stop().compose(stopped -> {
      idle = Promise.promise();
      settleIfIdle();
      return idle.future();
    });
  }

  private Future<Boolean> round() {
    int free = AT_A_TIME - underWay;
    if (free == 0) {
      return Future.succeededFuture(false);
    }
    return tolerated(reap())
        .compose(done -> tolerated(lookFor(free)))
        .compose(done -> invites.claimDue(AT_A_TIME - underWay, bounds.lease(), resting()))
        .map(claims -> {
          claims.forEach(claim -> begin(claim, delivery.deliver(claim)));
          // each of them wakes the next round when it is done
          return false;
        });
  }

  private Future<?> reap() {
    return lost.reap(REAPED, askable, neverArriving)
        .onSuccess(reaped -> reaped.forEach(invite -> {
          metrics.invite(
              invite.kind(),
              invite.channel(),
              invite.state().equals("unknown") ? "unknown" : "lease_expired");
          bus.publish(new Fact.InviteSettled(invite.id()));
        }));
  }

  private Future<?> lookFor(int most) {
    return lost.claimLooks(most, bounds.lease(), askable)
        .onSuccess(looks -> looks.forEach(look -> begin(look.claim(), inquiry.look(look))));
  }

  /** What is wrong with a lost invite must not keep others from being sent. */
  private Future<Void> tolerated(Future<?> work) {
    return work.<Void>mapEmpty().recover(failure -> {
      metrics.stationFailed(Station.DELIVERY.name().toLowerCase(Locale.ROOT));
      LOG.debug("The lost invites could not be looked after", failure);
      return Future.succeededFuture();
    });
  }

  private List<ChannelName> resting() {
    return those(Channel::isResting);
  }

  private List<ChannelName> those(Predicate<Channel> fit) {
    return channels.values().stream().filter(fit).map(Channel::name).toList();
  }

  private void begin(Claim claim, Future<Void> work) {
    underWay++;
    work.onComplete(done -> {
      underWay--;
      bus.publish(new Fact.InviteSettled(claim.id()));
      settleIfIdle();
      drain.wake();
    });
  }

  private void settleIfIdle() {
    if (idle != null && underWay == 0) {
      idle.tryComplete();
    }
  }
}
