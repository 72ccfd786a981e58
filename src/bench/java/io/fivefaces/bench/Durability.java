package io.fivefaces.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Killed in the middle of the load again and again. A sender repeats what was not acknowledged, as chat systems do.
 *
 * @param kills how often it was killed
 * @param cut requests that a kill left without an answer
 * @param lost acknowledged events without their rows: must be 0
 */
record Durability(Machine machine, int kills, long acknowledged, long cut, long lost) {

  private static final int CONNECTIONS = 64;
  private static final int EVENTS_PER_LIFE = 60_000;
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(30);

  static Durability run(Cluster cluster, Options options, Machine machine) {
    try (var product = new Product("durability", cluster)) {
      product.start();
      return run(product, options.kills(), machine);
    }
  }

  private static Durability run(Product product, int kills, Machine machine) {
    var random = new Random(7);
    var mix = product.mix(false);
    var ledger = new Ledger();
    var again = new ArrayList<Mix.Event>();
    long cut = 0;
    for (int life = 0; life <= kills; life++) {
      boolean last = life == kills;
      var events = new ArrayList<>(again);
      events.addAll(Tapes.events(mix, Math.max(1000, EVENTS_PER_LIFE - events.size())));
      var tape = Tape.of(events, product.doors());
      if (!last) {
        killAfter(product.server(), 1500 + random.nextInt(2500));
      }
      cut += ClosedLoop.run(product.port(), CONNECTIONS, Tapes.only(tape), LONGEST_LIFE)
          .cut();
      ledger.add(tape);
      again.clear();
      again.addAll(unanswered(tape, events));
      Console.say("life " + life + ": " + ledger.counts());
      if (!last) {
        product.server().kill();
        product.start();
      }
    }
    product.awaitDrained();
    long lost =
        lost(ledger.events(), product.storedIds()) + lost(ledger.messages(), product.messageRefs());
    if (lost > 0) {
      throw new Failed(lost + " acknowledged events or their messages are lost");
    }
    ledger.compare("after the kills", product.stored());
    return new Durability(machine, kills, ledger.counts().events(), cut, lost);
  }

  private static void killAfter(Server server, int millis) {
    var timer =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    timer.schedule(server::kill, millis, TimeUnit.MILLISECONDS);
    timer.shutdown();
  }

  /** Those that nobody acknowledged, whether they were sent or not. */
  private static List<Mix.Event> unanswered(Tape tape, List<Mix.Event> events) {
    var unanswered = new ArrayList<Mix.Event>();
    for (int place = 0; place < tape.size(); place++) {
      if (!tape.acknowledged().get(place)) {
        unanswered.add(events.get(place));
      }
    }
    return unanswered;
  }

  private static long lost(BitSet acknowledged, List<String> stored) {
    stored.stream()
        .mapToInt(id -> Integer.parseInt(id.substring(id.lastIndexOf('_') + 1)))
        .forEach(acknowledged::clear);
    return acknowledged.cardinality();
  }
}
