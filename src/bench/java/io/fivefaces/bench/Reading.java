package io.fivefaces.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two workspaces side by side, one with few answers and one with many, read by HTTP in turn.
 *
 * @param few answers of the small workspace
 * @param many answers of the large one
 * @param filledSeconds what it took to fill both and recount the last 60 days
 * @param millis by what was read: the medians for the small workspace and the large
 */
record Reading(
    Machine machine, int few, int many, double filledSeconds, List<Read> millis, Export export) {

  private static final int FEW = 10_000;
  private static final int WARM_UP = 50;
  private static final int ROUNDS = 300;
  private static final Duration LONGEST_EXPORT = Duration.ofSeconds(60);
  private static final Map<String, String> PATHS = new TreeMap<>(Map.of(
      "the 30 days", "stats/csat?days=30",
      "the first page of answers", "responses",
      "the first page of what a gate stopped", "conversations?reason=two_messages"));

  /** What was read, and the medians in milliseconds. */
  record Read(String what, double small, double large) {
    double ratio() {
      return large / small;
    }
  }

  /**
   * The export of the large workspace, for a minute at most.
   *
   * @param before resident bytes before it
   * @param atMost the most during it
   */
  record Export(long bytes, double seconds, long before, long atMost) {}

  static Reading run(Cluster cluster, Options options, Machine machine) {
    try (var product = new Product("reading", cluster)) {
      product.start();
      return run(product, options.reading(), machine);
    }
  }

  private static Reading run(Product product, int many, Machine machine) {
    var small = product.doors().getFirst();
    var large = product.connect("large", 1).getFirst();
    long began = System.nanoTime();
    var archive = new Archive(product.tables());
    archive.open();
    archive.fill(small, FEW);
    archive.fill(large, many);
    archive.close();
    product.awaitCounted();
    double filled = seconds(began);
    Console.say("filled in " + filled + " s");
    var millis = PATHS.entrySet().stream()
        .map(path -> read(product, path.getKey(), path.getValue(), small, large))
        .toList();
    return new Reading(machine, FEW, many, filled, millis, export(product, large));
  }

  private static Read read(Product product, String what, String path, Door small, Door large) {
    var ofSmall = new ArrayList<Double>();
    var ofLarge = new ArrayList<Double>();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      double one = millis(product, small, path);
      double other = millis(product, large, path);
      if (round >= 0) {
        ofSmall.add(one);
        ofLarge.add(other);
      }
    }
    var read = new Read(
        what, Median.of(ofSmall, Double::doubleValue), Median.of(ofLarge, Double::doubleValue));
    Console.say("read: " + read);
    return read;
  }

  private static double millis(Product product, Door door, String path) {
    long began = System.nanoTime();
    product.read("/api/workspaces/" + door.workspace() + "/" + path);
    return seconds(began) * 1000;
  }

  private static Export export(Product product, Door large) {
    long pid = product.server().pid();
    long before = ProcessTime.size(pid, "VmRSS");
    var most = new long[] {before};
    long began = System.nanoTime();
    long bytes =
        product.stream("/api/workspaces/" + large.workspace() + "/responses?format=csv", () -> {
          most[0] = Math.max(most[0], ProcessTime.size(pid, "VmRSS"));
          return System.nanoTime() - began < LONGEST_EXPORT.toNanos();
        });
    var export = new Export(bytes, seconds(began), before, most[0]);
    Console.say("export: " + export);
    return export;
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
