package io.fivefaces.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What we set out to reach, and whether it was reached; a goal missed is written as missed. */
final class Goals {

  private static final String ORDINARY = "ordinary";
  private static final double MEGABYTE = 1e6;

  private final List<String> rows = new ArrayList<>();

  void add(Throughput throughput) {
    for (int connections : throughput.connections()) {
      boolean many = connections >= 256;
      atLeast(throughput, RawLimit.NAME, connections, many ? 0.5 : 0.4);
      atLeast(throughput, ORDINARY, connections, many ? 4 : 3);
      atLeast(throughput, "spring", connections, 6);
      atLeast(throughput, "fastify", connections, 6);
      atLeast(throughput, "express", connections, 9);
      var ours = throughput.of(Product.NAME, connections);
      var theirs = throughput.of(ORDINARY, connections);
      if (!ours.isEmpty() && !theirs.isEmpty()) {
        atMost(
            "processor time per event, of ordinary's, " + connections + " connections",
            Median.of(ours, Burst::micros) / Median.of(theirs, Burst::micros),
            0.33,
            "x");
      }
    }
  }

  void add(Latency latency) {
    var ours = latency.of(Product.NAME);
    var theirs = latency.of(ORDINARY);
    if (!ours.isEmpty() && !theirs.isEmpty()) {
      atMost("p99 at half load, of ordinary's", ratio(ours, theirs, false), 1.5, "x");
      atMost("maximum at half load, of ordinary's", ratio(ours, theirs, true), 1, "x");
    }
  }

  void add(Memory memory) {
    atMost("resident at full load", memory.residentAtMost() / MEGABYTE, 200, " MB");
  }

  void add(Start start) {
    atMost("start", Median.of(start.plain(), Double::doubleValue), 1.5, " s");
    if (!start.cached().isEmpty()) {
      atMost("start with the AOT cache", Median.of(start.cached(), Double::doubleValue), 0.8, " s");
    }
  }

  void add(Reading reading) {
    reading
        .millis()
        .forEach(read -> atMost(
            "%s among %,d answers, of that among %,d"
                .formatted(read.what(), reading.many(), reading.few()),
            read.ratio(),
            2,
            "x"));
  }

  void add(Nps nps) {
    atMost("%,d customers judged".formatted(nps.people()), nps.walk().seconds() / 60, 5, " min");
    atMost("resident more during that", nps.walk().growth() / MEGABYTE, 64, " MB");
    atMost("resident more during their dry run", nps.dryRun().growth() / MEGABYTE, 64, " MB");
    double ratio = nps.ratio();
    add(
        "events/s during a walk, of those without",
        "at least " + number(0.9) + "x",
        number(ratio) + "x",
        ratio >= 0.9);
  }

  /** As a table; empty while nothing was measured. */
  Optional<String> rows() {
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of("| | goal | measured | |\n|---|--:|--:|---|\n" + String.join("\n", rows));
  }

  private void atLeast(Throughput throughput, String whose, int connections, double goal) {
    var ours = throughput.of(Product.NAME, connections);
    var theirs = throughput.of(whose, connections);
    if (!ours.isEmpty() && !theirs.isEmpty()) {
      double times = Median.of(ours, Burst::rate) / Median.of(theirs, Burst::rate);
      add(
          "events/s, of " + whose + "'s, " + connections + " connections",
          "at least " + number(goal) + "x",
          number(times) + "x",
          times >= goal);
    }
  }

  private void atMost(String what, double measured, double goal, String unit) {
    add(what, "at most " + number(goal) + unit, number(measured) + unit, measured <= goal);
  }

  private void add(String what, String goal, String measured, boolean met) {
    rows.add("| " + what + " | " + goal + " | " + measured + " | " + (met ? "met" : "**missed**")
        + " |");
  }

  private static double ratio(
      List<Latency.Round> ours, List<Latency.Round> theirs, boolean maximum) {
    return maximum
        ? Median.of(ours, Latency.Round::max) / Median.of(theirs, Latency.Round::max)
        : Median.of(ours, Latency.Round::p99) / Median.of(theirs, Latency.Round::p99);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }
}
