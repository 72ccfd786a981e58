package io.fivefaces.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;

/**
 * A flood in random order with one event in twenty sent twice, after which exactly the right rows are there.
 *
 * @param sent requests, repeats included
 * @param busy how often the answer was 503, and the request sent again
 * @param filledSeconds until the last acknowledgement
 * @param drainedSeconds until the last was projected, from the same beginning
 */
record Million(
    Machine machine,
    long sent,
    long busy,
    Ledger.Counts rows,
    double filledSeconds,
    double drainedSeconds) {

  private static final int CONNECTIONS = 256;
  private static final int REPEATED = 20;
  private static final Duration LONGEST = Duration.ofMinutes(4);

  static Million run(Cluster cluster, Options options, Machine machine) {
    try (var product = new Product("million", cluster)) {
      product.start();
      return run(product, options.million(), machine);
    }
  }

  private static Million run(Product product, int count, Machine machine) {
    var events = Tapes.events(product.mix(false), count - count / REPEATED);
    var all = new ArrayList<>(events);
    var random = new Random(11);
    for (int i = 0; i < count / REPEATED; i++) {
      all.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(all, random);
    var tape = Tape.of(all, product.doors());
    var load = ClosedLoop.run(product.port(), CONNECTIONS, Tapes.only(tape), LONGEST)
        .clean(product.name());
    if (load.accepted() < count) {
      throw new Failed("only " + load.accepted() + " of " + count + " were sent in " + LONGEST);
    }
    product.awaitDrained();
    double drained = (System.nanoTime() - load.began()) / 1e9;
    var ledger = new Ledger();
    ledger.add(tape);
    ledger.compare(product.name(), product.stored());
    Console.say("filled in " + load.seconds() + " s, drained in " + drained + " s");
    return new Million(
        machine, load.accepted(), load.busy(), ledger.counts(), load.seconds(), drained);
  }
}
