package io.fivefaces.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What simulated people say: texts by a key such as a score and a language. */
final class Phrases {

  static final Phrases COMMENTS = new Phrases("comments.txt");
  static final Phrases SUBJECTS = new Phrases("subjects.txt");
  static final Phrases NAMES = new Phrases("names.txt");

  private final Map<String, List<String>> texts = new HashMap<>();

  private Phrases(String file) {
    try (var lines = new BufferedReader(new InputStreamReader(
        Phrases.class.getResourceAsStream("/demo/" + file), StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of the texts with this key. */
  String any(RandomGenerator random, String key) {
    var found = texts.get(key);
    return found.get(random.nextInt(found.size()));
  }

  /** The key of a text that stands in another, if any does; # stands for any number. */
  Optional<String> keyIn(String other) {
    return texts.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(text -> other.contains(beginOf(text))))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String beginOf(String text) {
    return text.substring(0, text.contains("#") ? text.indexOf('#') : text.length());
  }

  private void add(String line) {
    var parts = List.of(line.split(" \\| "));
    texts
        .computeIfAbsent(parts.getFirst(), key -> new ArrayList<>())
        .addAll(parts.subList(1, parts.size()));
  }
}
