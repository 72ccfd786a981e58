package io.fivefaces.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How people and scanners go about one survey, as recorded in {@code src/test/resources/scanners}: who they say they are,
 * what they do after how many seconds, which score counts in the end and why answers were kept aside.
 */
record Behaviour(
    String name,
    Map<String, List<String>> headers,
    List<Step> steps,
    String counted,
    List<String> suspected) {

  private static final Path FOLDER = Path.of("src/test/resources/scanners");

  /** What somebody does, as the words behind their name. */
  record Step(Duration at, String who, String deed) {}

  static List<Behaviour> all() throws IOException {
    try (var files = Files.list(FOLDER)) {
      var all = new ArrayList<Behaviour>();
      for (var file : files.sorted().toList()) {
        all.add(read(file));
      }
      return all;
    }
  }

  private static Behaviour read(Path file) throws IOException {
    var headers = new HashMap<String, List<String>>();
    var steps = new ArrayList<Step>();
    String counted = null;
    List<String> suspected = null;
    for (var line : Files.readAllLines(file)) {
      var words = line.strip().split("\\s+", 3);
      switch (words[0]) {
        case "#", "" -> {}
        case "counted" -> counted = words[1];
        case "suspected" ->
          suspected =
              List.of(line.strip().split("\\s+")).subList(1, line.strip().split("\\s+").length);
        default -> {
          if (Character.isDigit(words[0].charAt(0))) {
            var at = Duration.ofMillis(Math.round(Double.parseDouble(words[0]) * 1000));
            steps.add(new Step(at, words[1], words[2]));
          } else {
            var header = line.strip().substring(words[0].length()).split(":", 2);
            headers
                .computeIfAbsent(words[0], first -> new ArrayList<>())
                .addAll(List.of(header[0].strip(), header[1].strip()));
          }
        }
      }
    }
    if (counted == null || suspected == null) {
      throw new IllegalStateException(file + " does not say what it ends in");
    }
    return new Behaviour(file.getFileName().toString(), headers, steps, counted, suspected);
  }
}
