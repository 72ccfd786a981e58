package io.fivefaces.demo;

import io.fivefaces.store.History.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The past of the simulated shop, day by day. */
final class DemoHistory {

  private static final Duration BEAT = Duration.ofMinutes(9);
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private DemoHistory() {}

  /** What had ended by now of a day's conversations; the same day always makes the same ones. */
  static List<Past> of(int workspace, int source, DemoDay day, Instant now) {
    var random = new SplittableRandom(day.date().toEpochDay());
    var past = new ArrayList<Past>();
    for (int number = 1, talks = day.talks(random); number <= talks; number++) {
      var own = random.split();
      var end = day.time(own);
      if (end.plus(SETTLED).isBefore(now)) {
        var talk = Talks.any(own, day.ref(number), BEAT, day.knowsVisitors()).endingAt(end);
        past.add(new Retelling(workspace, source, talk, day, own).past(now));
      }
    }
    return past;
  }
}
