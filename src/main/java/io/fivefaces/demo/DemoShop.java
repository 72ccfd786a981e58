package io.fivefaces.demo;

import io.fivefaces.demo.DemoWorkspace.Opened;
import io.fivefaces.store.Mailbox;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** A simulated shop: fills its workspace with history, then its customers chat, are asked and answer while one watches. */
public final class DemoShop extends VerticleBase {

  private static final Duration BEAT = Duration.ofMillis(1600);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final int TRIES = 3;
  private static final int OPEN_AT_FIRST = 8;

  private final DemoWorkspace workspace;
  private final Mailbox mailbox;
  private final int port;
  private final Clock clock;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Trouble opening = new Trouble("The demo cannot be prepared");
  private final Trouble sending = new Trouble("The demo's webhooks are not taken");
  private Door door;
  private Hooks hooks;
  private ChatVisitors visitors;
  private Timers timers;
  private Future<Void> filling = Future.succeededFuture();

  /**
   * A shop that talks to the server on this machine.
   *
   * @param port of the public server
   */
  public DemoShop(DemoWorkspace workspace, Mailbox mailbox, int port, Clock clock) {
    this.workspace = workspace;
    this.mailbox = mailbox;
    this.port = port;
    this.clock = clock;
  }

  /** Succeeds once the workspace is there; the history follows while the service runs. */
  @Override
  public Future<?> start() {
    door = new Door(vertx, port);
    hooks = new Hooks(door, clock);
    timers = new Timers(vertx);
    visitors = new ChatVisitors(timers, door, random);
    return open();
  }

  /** Begins nothing more and waits for what is under way. */
  @Override
  public Future<?> stop() {
    timers.stop();
    return filling.otherwiseEmpty().compose(filled -> door.close());
  }

  private Future<Void> open() {
    return workspace
        .open()
        .compose(found -> found.isEmpty()
            ? Future.succeededFuture(found)
            : workspace.connectSlack(found.get()).map(found))
        .onSuccess(found -> found.ifPresent(this::fill))
        .<Void>mapEmpty()
        .recover(failure -> {
          opening.met(failure);
          timers.after(RETRY, this::open);
          return Future.succeededFuture();
        });
  }

  private void fill(Opened demo) {
    filling = workspace.fill(demo, timers::stopped);
    filling.onSuccess(filled -> run(demo)).onFailure(failure -> {
      opening.met(failure);
      timers.after(RETRY, () -> fill(demo));
    });
  }

  private void run(Opened demo) {
    new MailReaders(timers, mailbox, door, demo.workspace().id(), random).start();
    var now = clock.instant();
    for (int talk = 1; talk <= OPEN_AT_FIRST; talk++) {
      begin(demo, now.minus(BEAT.multipliedBy(2L * talk)));
    }
    next(demo);
  }

  private void next(Opened demo) {
    timers.after(Duration.ofMillis(random.nextLong(2000, 4000)), () -> {
      begin(demo, clock.instant());
      next(demo);
    });
  }

  private void begin(Opened demo, Instant start) {
    var ref = DemoDay.of(start, demo.day()).liveRef(start);
    var talk = Talks.any(random, ref, BEAT, true).startingAt(start);
    Parcel.of(talk, random)
        .forEach(parcel -> timers.after(
            Duration.between(clock.instant(), parcel.at()), () -> send(demo, parcel, TRIES)));
    visitors.mayAnswer(
        demo, talk, Duration.between(clock.instant(), talk.events().getLast().at()));
  }

  private void send(Opened demo, Parcel parcel, int tries) {
    hooks.send(demo.source(), parcel).onSuccess(taken -> sending.over()).onFailure(failure -> {
      sending.met(failure);
      if (tries > 1) {
        timers.after(RETRY, () -> send(demo, parcel, tries - 1));
      }
    });
  }
}
