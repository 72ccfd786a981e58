package io.fivefaces.bench;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** What the run says while it runs. */
final class Console {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private Console() {}

  static void say(String line) {
    System.out.println(LocalTime.now().format(TIME) + " " + line);
  }
}
