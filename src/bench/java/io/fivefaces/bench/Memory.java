package io.fivefaces.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A new process under full load for minutes; all sizes in bytes.
 *
 * @param busy how often the answer was 503, and the request sent again
 * @param resident over the time of the load
 * @param residentAtMost VmHWM at the end
 * @param heap in use after a full collection, still ready for more
 */
record Memory(
    Machine machine,
    String flags,
    double minutes,
    long events,
    long busy,
    double perSecond,
    List<Long> resident,
    long residentAtMost,
    long heap) {

  private static final int CONNECTIONS = 256;
  private static final int EVENTS_PER_TAPE = 20_000;
  private static final Duration LOOK = Duration.ofSeconds(5);

  static Memory run(Cluster cluster, Options options, Machine machine) {
    try (var product = new Product("memory", cluster)) {
      product.start();
      return run(product, options.memory(), machine);
    }
  }

  private static Memory run(Product product, Duration time, Machine machine) {
    long end = System.nanoTime() + time.toNanos();
    var played = new Played(Tapes.endless(
        product.mix(false), product.doors(), EVENTS_PER_TAPE, () -> System.nanoTime() < end));
    var resident = new ArrayList<Long>();
    var watch = Thread.ofPlatform().daemon().start(() -> {
      while (System.nanoTime() < end) {
        Server.pause(LOOK.toMillis());
        resident.add(ProcessTime.size(product.server().pid(), "VmRSS"));
        Console.say("memory: resident " + (resident.getLast() >> 20) + " MiB");
      }
    });
    var load = ClosedLoop.run(product.port(), CONNECTIONS, played, time).clean(product.name());
    join(watch);
    product.awaitDrained();
    played.ledger().compare(product.name(), product.stored());
    collect(product.server().pid());
    return new Memory(
        machine,
        Product.flags(),
        time.toMillis() / 60_000.0,
        load.accepted(),
        load.busy(),
        load.accepted() / load.seconds(),
        List.copyOf(resident),
        ProcessTime.size(product.server().pid(), "VmHWM"),
        (long) product.metric("jvm_memory_used_bytes", "area=\"heap\""));
  }

  /** Tapes of which each is entered in the ledger once the next but one begins, when all of it was answered. */
  private static final class Played implements Tapes {

    private final Tapes tapes;
    private final List<Tape> open = new ArrayList<>();
    private final Ledger ledger = new Ledger();

    Played(Tapes tapes) {
      this.tapes = tapes;
    }

    @Override
    public Tape next() {
      var next = tapes.next();
      if (next != null) {
        open.add(next);
      }
      if (open.size() > 3) {
        ledger.add(open.removeFirst());
      }
      return next;
    }

    /** The ledger of all of them, after the last answer. */
    Ledger ledger() {
      open.forEach(ledger::add);
      open.clear();
      return ledger;
    }
  }

  private static void collect(long pid) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One line for the report. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%,d events in %.1f min (%,.0f/s, %d times told to come back later): resident median %d MiB, at most %d MiB; heap after a full collection %d MiB",
        events,
        minutes,
        perSecond,
        busy,
        (long) Median.of(resident, Long::doubleValue) >> 20,
        residentAtMost >> 20,
        heap >> 20);
  }
}
