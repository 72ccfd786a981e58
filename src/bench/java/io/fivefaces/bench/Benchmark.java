package io.fivefaces.bench;

import java.nio.file.Path;

/** Measures fivefaces beside what else one could put there, and writes the table. */
public final class Benchmark {

  private static final Path TABLE = Path.of("docs", "performance.md");

  private Benchmark() {}

  /** Runs the phases that the system properties name; ends with 1 when one of them finds a wrong row. */
  public static void main(String[] arguments) {
    endWithParent();
    try {
      run(Options.read());
      System.exit(0);
    } catch (Failed e) {
      System.err.println("The benchmark failed: " + e.getMessage());
      System.exit(1);
    } catch (RuntimeException e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  /** Maven dies without a word to what it runs. */
  private static void endWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(maven ->
            maven.onExit().thenRun(() -> Thread.ofPlatform().start(() -> System.exit(1))));
  }

  private static void run(Options options) {
    try (var cluster = Cluster.start(Results.HOME.resolve("postgres"))) {
      var machine = Machine.of(cluster);
      var lineUp = new LineUp(cluster, options.warmUp());
      try (lineUp) {
        for (var phase : options.phases()) {
          if (!phase.equals("throughput") && !phase.equals("latency")) {
            lineUp.close();
          }
          Console.say("phase " + phase);
          Results.keep(result(phase, cluster, lineUp, options, machine));
        }
      }
    }
    var report = new Report();
    System.out.println(report.text());
    report.write(TABLE);
  }

  private static Record result(
      String phase, Cluster cluster, LineUp lineUp, Options options, Machine machine) {
    return switch (phase) {
      case "throughput" -> Throughput.run(lineUp, options, machine);
      case "latency" -> Latency.run(lineUp, options, machine);
      case "memory" -> Memory.run(cluster, options, machine);
      case "start" -> Start.run(cluster, machine);
      case "durability" -> Durability.run(cluster, options, machine);
      case "million" -> Million.run(cluster, options, machine);
      case "nps" -> Nps.run(cluster, options, machine);
      case "reading" -> Reading.run(cluster, options, machine);
      default -> throw new Failed("there is no phase '" + phase + "'");
    };
  }
}
