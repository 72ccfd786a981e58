package io.fivefaces.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What is run and how long, from the system properties that the pom lists with their defaults. */
record Options(
    List<String> phases,
    List<String> contestants,
    List<Integer> connections,
    int rounds,
    Duration burst,
    int latencyRounds,
    Duration latency,
    Duration warmUp,
    Duration memory,
    int kills,
    int million,
    int reading,
    int nps) {

  static Options read() {
    return new Options(
        list("phases"),
        list("contestants"),
        list("connections").stream().map(Integer::parseInt).toList(),
        Integer.parseInt(text("rounds")),
        seconds("burst"),
        Integer.parseInt(text("latency.rounds")),
        seconds("latency.seconds"),
        seconds("warmup"),
        Duration.ofMillis((long) (Double.parseDouble(text("memory.minutes")) * 60_000)),
        Integer.parseInt(text("kills")),
        Integer.parseInt(text("million")),
        Integer.parseInt(text("reading")),
        Integer.parseInt(text("nps")));
  }

  private static List<String> list(String name) {
    return Arrays.stream(text(name).split(",")).map(String::strip).toList();
  }

  private static Duration seconds(String name) {
    return Duration.ofMillis((long) (Double.parseDouble(text(name)) * 1000));
  }

  private static String text(String name) {
    var value = System.getProperty("bench." + name);
    if (value == null) {
      throw new Failed("Run it as ./mvnw -Pbench verify; -Dbench." + name + " is not set");
    }
    return value;
  }
}
