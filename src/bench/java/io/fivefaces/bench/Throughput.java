package io.fivefaces.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Full load, the contestants taking turns: A B C, A B C.
 *
 * @param connections the numbers of them that were tried
 */
record Throughput(Machine machine, List<Integer> connections, List<Burst> bursts) {

  /** Ours with every conversation closed at its end, so that the gates judge it too. */
  static final String CLOSING = Product.NAME + ", closing";

  static Throughput run(LineUp lineUp, Options options, Machine machine) {
    var names = new ArrayList<>(options.contestants());
    if (names.contains(RawLimit.NAME)) {
      names.add(names.indexOf(RawLimit.NAME) + 1, RawLimit.APPEND);
    }
    var contestants = lineUp.of(names);
    var bursts = new ArrayList<Burst>();
    for (int connections : options.connections()) {
      for (int round = 0; round < options.rounds(); round++) {
        for (var contestant : contestants) {
          bursts.add(said(contestant.burst(connections, options.burst()), connections));
          if (contestant instanceof Product product) {
            bursts.add(
                said(product.burst(CLOSING, true, connections, options.burst()), connections));
          }
        }
      }
    }
    return new Throughput(machine, options.connections(), bursts);
  }

  /** The bursts of one at so many connections; what needs none stands beside both. */
  List<Burst> of(String contestant, int connections) {
    return bursts.stream()
        .filter(burst -> burst.contestant().equals(contestant))
        .filter(burst -> burst.connections() == connections || burst.connections() == 0)
        .toList();
  }

  /** Tells how it went, and gives it back. */
  static Burst said(Burst burst, int connections) {
    Console.say(String.format(
        Locale.ROOT,
        "%-22s %3d connections %,9.0f events/s, %,9.0f acknowledged/s, %6.1f + %6.1f us/event,"
            + " foreign %.0f %%, stolen %.0f %%, busy %d",
        burst.contestant(),
        connections,
        burst.rate(),
        burst.acknowledgedRate(),
        burst.serverMicros(),
        burst.postgresMicros(),
        100.0 * burst.spent().foreign() / burst.spent().available(),
        100.0 * burst.spent().steal() / burst.spent().available(),
        burst.busy()));
    return burst;
  }
}
