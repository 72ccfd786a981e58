package io.fivefaces.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** A fixed schedule at half of what each one can do: how long an acknowledgement takes. */
record Latency(Machine machine, List<Round> rounds) {

  private static final int CONNECTIONS = 64;

  /**
   * Milliseconds from when a request was due.
   *
   * @param lateness by which 99 of 100 requests were sent
   * @param busy how often the answer was 503
   */
  record Round(
      String contestant,
      double perSecond,
      double p50,
      double p99,
      double p999,
      double max,
      double lateness,
      long busy) {}

  static Latency run(LineUp lineUp, Options options, Machine machine) {
    var rounds = new ArrayList<Round>();
    for (int round = 0; round < options.latencyRounds(); round++) {
      boolean first = round == 0;
      for (var name : options.contestants()) {
        boolean compared = name.equals(Product.NAME) || name.equals("ordinary");
        if ((first || compared) && lineUp.of(name) instanceof WebContestant contestant) {
          rounds.add(said(round(contestant, options)));
        }
      }
    }
    return new Latency(machine, rounds);
  }

  List<Round> of(String contestant) {
    return rounds.stream()
        .filter(round -> round.contestant().equals(contestant))
        .toList();
  }

  private static Round round(WebContestant contestant, Options options) {
    double rate = saturated(contestant, options) / 2;
    int count = (int) (rate * options.latency().toMillis() / 1000);
    var tape = Tape.of(Tapes.events(contestant.mix(false), count), contestant.doors());
    contestant.prepare();
    var outcome = OpenLoop.run(contestant.port(), tape, rate);
    outcome.load().clean(contestant.name());
    contestant.awaitDrained();
    var ledger = new Ledger();
    ledger.add(tape);
    if (outcome.load().busy() == 0) {
      ledger.compare(contestant.name(), contestant.stored());
    }
    var latencies = outcome.latencies();
    return new Round(
        contestant.name(),
        rate,
        millis(latencies, 50),
        millis(latencies, 99),
        millis(latencies, 99.9),
        millis(latencies, 100),
        millis(outcome.lateness(), 99),
        outcome.load().busy());
  }

  private static double saturated(WebContestant contestant, Options options) {
    return Results.of(Throughput.class)
        .map(throughput -> throughput.of(contestant.name(), CONNECTIONS))
        .filter(bursts -> !bursts.isEmpty())
        .map(bursts -> Median.of(bursts, Burst::rate))
        .orElseGet(() -> contestant.burst(CONNECTIONS, options.burst()).rate());
  }

  private static double millis(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }

  private static Round said(Round round) {
    Console.say(String.format(
        Locale.ROOT,
        "%-22s at %,.0f/s: p50 %.2f, p99 %.2f, p99.9 %.2f, max %.1f ms (sent late: p99 %.2f ms), busy %d",
        round.contestant,
        round.perSecond,
        round.p50,
        round.p99,
        round.p999,
        round.max,
        round.lateness,
        round.busy));
    return round;
  }
}
