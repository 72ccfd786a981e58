package io.fivefaces.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One tape after the other. */
interface Tapes {

  /** The next, or null when there is no more. */
  Tape next();

  /** Only this one. */
  static Tapes only(Tape tape) {
    var left = new ArrayList<>(List.of(tape));
    return () -> left.isEmpty() ? null : left.removeFirst();
  }

  /** Rendered by a thread of its own while the last one plays, until told otherwise. */
  static Tapes endless(Mix mix, List<Door> doors, int size, BooleanSupplier more) {
    BlockingQueue<Tape> ready = new ArrayBlockingQueue<>(2);
    var renderer =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    renderer.submit(() -> {
      while (more.getAsBoolean()) {
        ready.offer(Tape.of(events(mix, size), doors), 1, TimeUnit.MINUTES);
      }
      renderer.shutdown();
      return null;
    });
    return () -> more.getAsBoolean() ? await(ready) : null;
  }

  /** So many events of a mix. */
  static List<Mix.Event> events(Mix mix, int count) {
    var events = new ArrayList<Mix.Event>(count);
    for (int i = 0; i < count; i++) {
      events.add(mix.next());
    }
    return events;
  }

  private static Tape await(BlockingQueue<Tape> ready) {
    try {
      return ready.poll(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
