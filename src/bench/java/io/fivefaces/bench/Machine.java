package io.fivefaces.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a phase ran on, and when. */
record Machine(
    String date,
    int cores,
    String processor,
    String memory,
    String kernel,
    String jdk,
    String postgres) {

  static Machine of(Cluster cluster) {
    return new Machine(
        LocalDate.now(ZoneOffset.UTC).toString(),
        Runtime.getRuntime().availableProcessors(),
        field("/proc/cpuinfo", "model name"),
        Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) / (1 << 20)
            + " GiB",
        System.getProperty("os.name") + " "
            + System.getProperty("os.version").replaceAll("-.*", ""),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        cluster.version());
  }

  private static String field(String file, String name) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
