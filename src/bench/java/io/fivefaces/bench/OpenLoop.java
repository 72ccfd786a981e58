package io.fivefaces.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A fixed schedule: each request is due at its time, whatever became of those before, and its latency counts from
 * there. One thread keeps the schedule and parks in between; one reads.
 */
final class OpenLoop {

  private static final int CONNECTIONS = 256;
  private static final int PATIENCE_SECONDS = 30;

  private final Tape tape;
  private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(2), 3);
  private final Histogram lateness = new Histogram(TimeUnit.MINUTES.toNanos(2), 3);
  private final Map<Integer, Long> refused = new HashMap<>();
  private final BlockingQueue<Connection> free = new ArrayBlockingQueue<>(CONNECTIONS);
  private long answered;
  private long accepted;

  private OpenLoop(Tape tape) {
    this.tape = tape;
  }

  /**
   * What came of a schedule.
   *
   * @param latencies nanoseconds from due to answered
   * @param lateness nanoseconds from due to sent: the generator's own, and waiting for a free connection
   */
  record Outcome(Load load, Histogram latencies, Histogram lateness) {}

  /** Sends the whole tape at this rate. */
  static Outcome run(int port, Tape tape, double perSecond) {
    try (var selector = Selector.open()) {
      return new OpenLoop(tape).run(port, selector, (long) (1e9 / perSecond));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outcome run(int port, Selector selector, long interval) throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      free.add(Connection.open(port, selector));
    }
    long began = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
    var failure = new Throwable[1];
    var sender = Thread.ofPlatform()
        .name("schedule")
        .uncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown)
        .start(() -> send(began, interval));
    while (answered < tape.size()) {
      if (selector.select(this::receive, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)) == 0) {
        throw new Failed("not answered within " + PATIENCE_SECONDS + " s");
      }
      if (failure[0] != null) {
        throw new IllegalStateException(failure[0]);
      }
    }
    long ended = System.nanoTime();
    join(sender);
    for (var connection : free) {
      connection.close();
    }
    return new Outcome(new Load(accepted, refused, 0, began, ended), latencies, lateness);
  }

  private void send(long began, long interval) {
    try {
      for (int place = tape.take(); place >= 0; place = tape.take()) {
        long due = began + place * interval;
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        var connection = free.take();
        lateness.recordValue(System.nanoTime() - due);
        connection.send(tape, place, due);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void receive(SelectionKey key) {
    var connection = (Connection) key.attachment();
    try {
      int status = connection.receive();
      if (status == 0) {
        return;
      }
      latencies.recordValue(System.nanoTime() - connection.due());
      answered++;
      if (status == 202) {
        accepted++;
      } else {
        refused.merge(status, 1L, Long::sum);
      }
      free.add(connection);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
