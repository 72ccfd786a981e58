package io.fivefaces.bench;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** What the run says while it runs. */
final class Console {

  private Console() {}

  static void say(String line) {
    System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
  }
}
