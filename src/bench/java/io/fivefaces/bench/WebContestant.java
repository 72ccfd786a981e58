package io.fivefaces.bench;

import io.fivefaces.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A contestant behind HTTP. */
abstract class WebContestant implements Contestant {

  private static final AtomicInteger STORIES = new AtomicInteger();
  private static final double FIRST_GUESS = 5_000;
  private static final double MARGIN = 1.4;
  private static final Duration DRAINING = Duration.ofMinutes(10);

  private final String name;
  private final Cluster cluster;
  private final Config.Database address;
  private final Tables tables;
  private double rate = FIRST_GUESS;

  WebContestant(String name, Cluster cluster) {
    this.name = name;
    this.cluster = cluster;
    address = cluster.create("bench_" + name.replaceAll("\\W", "_"));
    tables = new Tables(address);
  }

  /** Where its webhooks are posted. */
  abstract int port();

  abstract List<Door> doors();

  abstract Server server();

  /** Leaves no event behind. */
  abstract void empty();

  /** Whether everything that follows from the stored events was written. */
  abstract boolean isDrained();

  /** The rows that there are. */
  abstract Ledger.Counts stored();

  @Override
  public final String name() {
    return name;
  }

  final Config.Database address() {
    return address;
  }

  final Tables tables() {
    return tables;
  }

  final Cluster cluster() {
    return cluster;
  }

  /** A story that nobody told before. */
  final Mix mix(boolean closing) {
    return new Mix(Integer.toString(STORIES.incrementAndGet(), 36), doors().size(), closing);
  }

  /** Empties the tables for what comes next. */
  final void prepare() {
    empty();
    cluster.checkpoint();
    System.gc();
  }

  final void awaitDrained() {
    long end = System.nanoTime() + DRAINING.toNanos();
    while (!isDrained()) {
      if (System.nanoTime() > end) {
        throw new Failed(name + " has not projected everything after " + DRAINING);
      }
      Server.pause(10);
    }
  }

  @Override
  public Duration warmUp(Duration usual) {
    return usual;
  }

  @Override
  public final Burst burst(int connections, Duration time) {
    return burst(name, false, connections, time);
  }

  /**
   * Where a burst goes.
   *
   * @param before done when the requests are ready, before the first is sent
   * @param stored the rows that it left there
   */
  record Into(Mix mix, List<Door> doors, Runnable before, Supplier<Ledger.Counts> stored) {}

  /** A burst of another story under another name. */
  final Burst burst(String as, boolean closing, int connections, Duration time) {
    return burst(
        as, new Into(mix(closing), doors(), this::prepare, this::stored), connections, time);
  }

  /** A burst of another story under another name, into somewhere else. */
  final Burst burst(String as, Into into, int connections, Duration time) {
    int count = (int) (rate * MARGIN * time.toMillis() / 1000);
    var tape = Tape.of(Tapes.events(into.mix(), count), into.doors());
    into.before().run();
    var meter = new Spent.Meter(server().pid(), cluster);
    var load = ClosedLoop.run(port(), connections, Tapes.only(tape), time).clean(as);
    awaitDrained();
    double projected = (System.nanoTime() - load.began()) / 1e9;
    var spent = meter.spent();
    var ledger = new Ledger();
    ledger.add(tape);
    ledger.compare(as, into.stored().get());
    rate = Math.max(rate / 2, load.accepted() / load.seconds());
    return new Burst(
        as,
        connections,
        load.accepted(),
        tape.meanBytes(),
        load.busy(),
        load.seconds(),
        Math.max(projected, load.seconds()),
        spent);
  }

  @Override
  public final void close() {
    if (server() != null) {
      server().close();
    }
    tables.close();
  }
}
