package io.fivefaces.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Seconds from the start of the JVM until it is ready, the database being up. */
record Start(Machine machine, List<Double> plain, List<Double> cached) {

  private static final int TIMES = 5;
  private static final Path CACHE = Results.HOME.resolve("fivefaces.aot");

  static Start run(Cluster cluster, Machine machine) {
    try (var product = new Product("start", cluster)) {
      // makes the tables
      seconds(product, List.of());
      var plain = times(product, List.of());
      return new Start(machine, plain, hasCache() ? cached(product) : List.of());
    }
  }

  private static List<Double> cached(Product product) {
    seconds(product, List.of("-XX:AOTCacheOutput=" + CACHE));
    if (!Files.exists(CACHE)) {
      throw new Failed("no AOT cache was recorded");
    }
    return times(product, List.of("-XX:AOTCache=" + CACHE));
  }

  private static List<Double> times(Product product, List<String> flags) {
    var times = new ArrayList<Double>();
    for (int i = 0; i < TIMES; i++) {
      times.add(seconds(product, flags));
      Console.say("ready after " + times.getLast() + " s " + flags);
    }
    return times;
  }

  private static double seconds(Product product, List<String> flags) {
    double seconds = product.launch(flags).toMillis() / 1000.0;
    product.server().stop();
    return seconds;
  }

  /** JDK 25 records a cache in one start. */
  private static boolean hasCache() {
    return Runtime.version().feature() >= 25;
  }
}
