package io.fivefaces.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Everything that was measured, as Markdown; each part says when and on what. */
final class Report {

  private static final String BEGIN = "<!-- generated-begin -->";
  private static final String END = "<!-- generated-end -->";

  private final StringBuilder text = new StringBuilder();

  /** Of all results that are kept. */
  Report() {
    var throughput = Results.of(Throughput.class);
    var latency = Results.of(Latency.class);
    var memory = Results.of(Memory.class);
    var start = Results.of(Start.class);
    var reading = Results.of(Reading.class);
    var nps = Results.of(Nps.class);
    var goals = new Goals();
    throughput.ifPresent(goals::add);
    latency.ifPresent(goals::add);
    memory.ifPresent(goals::add);
    start.ifPresent(goals::add);
    reading.ifPresent(goals::add);
    nps.ifPresent(goals::add);
    goals.rows().ifPresent(rows -> part("Goals", rows));
    throughput.ifPresent(this::throughput);
    latency.ifPresent(this::latency);
    memory.ifPresent(one -> {
      part("Memory, " + one.flags(), one.line());
      machine(one.machine());
    });
    start.ifPresent(this::start);
    Results.of(Durability.class).ifPresent(this::durability);
    Results.of(Million.class).ifPresent(this::million);
    reading.ifPresent(this::reading);
    nps.ifPresent(this::nps);
  }

  String text() {
    return text.toString();
  }

  /** Replaces what stands between the two comments of a file; the rest of it is people's. */
  void write(Path file) {
    try {
      var old = Files.exists(file)
          ? Files.readString(file)
          : "# Performance\n\n" + BEGIN + "\n" + END + "\n";
      int begin = old.indexOf(BEGIN);
      int end = old.indexOf(END);
      if (begin < 0 || end < begin) {
        throw new Failed(file + " has no " + BEGIN + " before " + END);
      }
      Files.writeString(file, old.substring(0, begin) + BEGIN + "\n" + text + old.substring(end));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void throughput(Throughput throughput) {
    var names = throughput.bursts().stream().map(Burst::contestant).distinct().toList();
    for (int connections : throughput.connections()) {
      var ours = throughput.of(Product.NAME, connections);
      var rows = new ArrayList<String>();
      rows.add(
          "| | events/s | acknowledged/s | ours is | server us | PostgreSQL us | together | ours is |"
              + " generator | idle | foreign | stolen | 503 |");
      rows.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
      names.stream()
          .map(name -> row(name, throughput.of(name, connections), ours))
          .forEach(rows::add);
      part("Full load, " + connections + " connections", String.join("\n", rows));
    }
    machine(throughput.machine());
    say(String.format(
        Locale.ROOT,
        "Medians of %d bursts each, taking turns; a request has %d bytes, headers included. events/s: acknowledged and"
            + " projected; us: microseconds of processor time per event; generator, idle, foreign and stolen: shares of"
            + " the machine's processor time.",
        throughput.of(names.getFirst(), throughput.connections().getFirst()).size(),
        throughput.bursts().stream().mapToInt(Burst::requestBytes).max().orElse(0)));
  }

  private static String row(String name, List<Burst> bursts, List<Burst> ours) {
    double rate = Median.of(bursts, Burst::rate);
    double micros = Median.of(bursts, Burst::micros);
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %,.0f | %s | %.1f | %.1f | %.1f | %s | %s | %s | %s | %s | %d |",
        name,
        rate,
        Median.of(bursts, Burst::acknowledgedRate),
        ours.isEmpty()
            ? ""
            : String.format(Locale.ROOT, "%.2fx", Median.of(ours, Burst::rate) / rate),
        Median.of(bursts, Burst::serverMicros),
        Median.of(bursts, Burst::postgresMicros),
        micros,
        ours.isEmpty()
            ? ""
            : String.format(Locale.ROOT, "%.2fx", Median.of(ours, Burst::micros) / micros),
        share(bursts, Spent::generator),
        share(bursts, Spent::idle),
        share(bursts, Spent::foreign),
        share(bursts, Spent::steal),
        bursts.stream().mapToLong(Burst::busy).sum());
  }

  private static String share(List<Burst> bursts, java.util.function.ToLongFunction<Spent> part) {
    double share = Median.of(
        bursts,
        burst -> (double) part.applyAsLong(burst.spent()) / burst.spent().available());
    return Math.round(100 * share) + " %";
  }

  private void latency(Latency latency) {
    var names =
        latency.rounds().stream().map(Latency.Round::contestant).distinct().toList();
    var rows =
        names.stream().map(name -> row(name, latency.of(name))).collect(Collectors.joining("\n"));
    part(
        "Latency at half of each one's own rate, ms",
        "| | events/s | p50 | p99 | p99.9 | max | p99 sent late | 503 | rounds |\n"
            + "|---|--:|--:|--:|--:|--:|--:|--:|--:|\n" + rows);
    machine(latency.machine());
    say(
        "Open loop on a fixed schedule; a latency counts from when its request was due. Medians of the rounds, of max"
            + " too.");
  }

  private static String row(String name, List<Latency.Round> rounds) {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %.2f | %.2f | %.2f | %.1f | %.2f | %d | %d |",
        name,
        Median.of(rounds, Latency.Round::perSecond),
        Median.of(rounds, Latency.Round::p50),
        Median.of(rounds, Latency.Round::p99),
        Median.of(rounds, Latency.Round::p999),
        Median.of(rounds, Latency.Round::max),
        Median.of(rounds, Latency.Round::lateness),
        rounds.stream().mapToLong(Latency.Round::busy).sum(),
        rounds.size());
  }

  private void start(Start start) {
    part(
        "Start, from the JVM's to ready",
        "| | seconds, median of " + start.plain().size() + " | all |\n|---|--:|---|\n"
            + times("as packaged", start.plain())
            + (start.cached().isEmpty() ? "" : "\n" + times("with the AOT cache", start.cached())));
    machine(start.machine());
  }

  private static String times(String name, List<Double> seconds) {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %s |",
        name,
        Median.of(seconds, Double::doubleValue),
        seconds.stream()
            .map(one -> String.format(Locale.ROOT, "%.2f", one))
            .collect(Collectors.joining(" ")));
  }

  private void durability(Durability durability) {
    part(
        "Killed in the middle of the load",
        String.format(
            Locale.ROOT,
            "%d times `kill -9`: %,d events acknowledged, %,d requests cut off and repeated, **%d lost**.",
            durability.kills(),
            durability.acknowledged(),
            durability.cut(),
            durability.lost()));
    machine(durability.machine());
  }

  private void million(Million million) {
    var rows = million.rows();
    part(
        "A flood in random order, 5 % sent twice",
        String.format(
            Locale.ROOT,
            "%,d webhooks (%,d times told to come back later) left exactly %,d events, %,d messages, %,d conversations and %,d customers. Acknowledged in"
                + " %.1f s (%,.0f/s), all projected after %.1f s (%,.0f/s).",
            million.sent(),
            million.busy(),
            rows.events(),
            rows.messages(),
            rows.conversations(),
            rows.customers(),
            million.filledSeconds(),
            million.sent() / million.filledSeconds(),
            million.drainedSeconds(),
            million.sent() / million.drainedSeconds()));
    machine(million.machine());
  }

  private void reading(Reading reading) {
    var rows = reading.millis().stream()
        .map(read -> String.format(
            Locale.ROOT,
            "| %s | %.2f | %.2f | %.2fx |",
            read.what(),
            read.small(),
            read.large(),
            read.ratio()))
        .collect(Collectors.joining("\n"));
    part(
        "Reading, ms",
        String.format(
            Locale.ROOT,
            "| | of %,d answers | of %,d answers | |\n|---|--:|--:|--:|\n%s",
            reading.few(),
            reading.many(),
            rows));
    machine(reading.machine());
    var export = reading.export();
    say(String.format(
        Locale.ROOT,
        "Two workspaces in one database, read over HTTP in turn; medians. Filled and counted in %.0f s. The export of the"
            + " large one gave %,d MB in %.0f s; resident %,d MB before it and %,d MB at most.",
        reading.filledSeconds(),
        export.bytes() / 1_000_000,
        export.seconds(),
        export.before() / 1_000_000,
        export.atMost() / 1_000_000));
  }

  private void nps(Nps nps) {
    part(
        "A quarter's NPS, %,d customers".formatted(nps.people()),
        "| | seconds | resident before | at most |\n|---|--:|--:|--:|\n"
            + run("dry run", nps.dryRun()) + "\n"
            + run("walk: everybody judged", nps.walk()));
    var rows = new ArrayList<String>();
    rows.add(
        "| | events/s | acknowledged/s | server us | PostgreSQL us | idle | foreign | stolen |");
    rows.add("|---|--:|--:|--:|--:|--:|--:|--:|");
    rows.add(line(Nps.ALONE, nps.of(Nps.ALONE)));
    rows.add(line(Nps.WALKING, nps.of(Nps.WALKING)));
    rows.add(line(Nps.ONE_INDEX, nps.ofIndex(Nps.ONE_INDEX)));
    rows.add(line(Nps.TWO_COLUMNS, nps.ofIndex(Nps.TWO_COLUMNS)));
    say(String.join("\n", rows));
    machine(nps.machine());
    say(String.format(
        Locale.ROOT,
        "The judgements equal a recount by SQL: %s. Medians of %d bursts each, taking turns; the same webhooks into another"
            + " workspace, the last two rows into empty tables. A walk came by %,.0f customers a second meanwhile; its"
            + " processor time counts as the events'.",
        nps.judged(),
        nps.of(Nps.ALONE).size(),
        Median.of(nps.judgedPerSecond(), Double::doubleValue)));
  }

  private static String run(String what, Nps.Run run) {
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %d MB | %d MB |",
        what,
        run.seconds(),
        run.before() / 1_000_000,
        run.atMost() / 1_000_000);
  }

  private static String line(String what, List<Burst> bursts) {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %,.0f | %.1f | %.1f | %s | %s | %s |",
        what,
        Median.of(bursts, Burst::rate),
        Median.of(bursts, Burst::acknowledgedRate),
        Median.of(bursts, Burst::serverMicros),
        Median.of(bursts, Burst::postgresMicros),
        share(bursts, Spent::idle),
        share(bursts, Spent::foreign),
        share(bursts, Spent::steal));
  }

  private void part(String title, String content) {
    text.append("\n## ").append(title).append("\n\n").append(content).append("\n");
  }

  private void machine(Machine machine) {
    say(String.format(
        Locale.ROOT,
        "%s: %d cores of %s, %s, %s, JDK %s, PostgreSQL %s with fsync.",
        machine.date(),
        machine.cores(),
        machine.processor(),
        machine.memory(),
        machine.kernel(),
        machine.jdk(),
        machine.postgres()));
  }

  private void say(String line) {
    text.append("\n").append(line).append("\n");
  }
}
