package io.fivefaces.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The processor's time as Linux accounts for it, in microseconds; a tick is ten milliseconds. */
final class ProcessTime {

  private static final Path PROC = Path.of("/proc");
  private static final long TICK_MICROS = 10_000;

  private ProcessTime() {}

  /**
   * The whole machine's.
   *
   * @param steal what other machines of the host took
   */
  record Machine(long busy, long idle, long steal) {}

  private record Stat(long parent, long micros) {}

  /** Of a process, all below it and those of them that ended. */
  static long ofTree(long pid) {
    var all = all();
    var children = new HashMap<Long, List<Long>>();
    all.forEach((one, stat) ->
        children.computeIfAbsent(stat.parent, first -> new ArrayList<>()).add(one));
    long micros = 0;
    var next = new ArrayDeque<>(List.of(pid));
    while (!next.isEmpty()) {
      long one = next.poll();
      micros += all.containsKey(one) ? all.get(one).micros : 0;
      next.addAll(children.getOrDefault(one, List.of()));
    }
    return micros;
  }

  /** Of this process alone, without those that it started. */
  static long ofThis() {
    var fields = fields(PROC.resolve("self"));
    return ticks(fields[11]) + ticks(fields[12]);
  }

  static Machine ofMachine() {
    var fields = read(PROC.resolve("stat")).lines().findFirst().orElseThrow().split(" +");
    long idle = ticks(fields[4]) + ticks(fields[5]);
    long busy = ticks(fields[1])
        + ticks(fields[2])
        + ticks(fields[3])
        + ticks(fields[6])
        + ticks(fields[7]);
    return new Machine(busy, idle, ticks(fields[8]));
  }

  /** A line of /proc/pid/status that is a size, in bytes. */
  static long size(long pid, String name) {
    return read(PROC.resolve(Long.toString(pid)).resolve("status"))
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  private static Map<Long, Stat> all() {
    var all = new HashMap<Long, Stat>();
    try (var entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var entry : entries) {
        try {
          all.put(Long.parseLong(entry.getFileName().toString()), stat(entry));
        } catch (UncheckedIOException ended) {
          continue;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static Stat stat(Path process) {
    var fields = fields(process);
    return new Stat(
        Long.parseLong(fields[1]),
        ticks(fields[11]) + ticks(fields[12]) + ticks(fields[13]) + ticks(fields[14]));
  }

  private static String[] fields(Path process) {
    var line = read(process.resolve("stat"));
    // the name in parentheses may hold anything
    return line.substring(line.lastIndexOf(')') + 2).split(" ");
  }

  private static long ticks(String field) {
    return Long.parseLong(field.strip()) * TICK_MICROS;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
