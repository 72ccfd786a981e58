package io.fivefaces.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** Full load: every connection sends its next request as soon as the last one is answered. One thread. */
final class ClosedLoop {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int ACCEPTED = 202;
  private static final int BUSY = 503;

  private record Refusal(Tape tape, int place, long due) {}

  private final Tapes tapes;
  private final Map<Integer, Long> refused = new HashMap<>();
  private final Queue<Refusal> refusals = new ArrayDeque<>();
  private Tape tape;
  private long accepted;
  private long cut;
  private int inFlight;
  private long last;

  private ClosedLoop(Tapes tapes) {
    this.tapes = tapes;
    tape = tapes.next();
  }

  /** Sends until the tapes or the time end, repeats what was answered 503, and waits for every answer. */
  static Load run(int port, int connections, Tapes tapes, Duration time) {
    try (var selector = Selector.open()) {
      return new ClosedLoop(tapes).run(port, connections, selector, time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Load run(int port, int connections, Selector selector, Duration time) throws IOException {
    var open = new Connection[connections];
    for (int i = 0; i < connections; i++) {
      open[i] = Connection.open(port, selector);
    }
    long began = System.nanoTime();
    long end = began + time.toNanos();
    last = began;
    for (var connection : open) {
      sendNext(connection, end);
    }
    while (inFlight > 0) {
      int ready = selector.select(key -> answered(key, end), PATIENCE.toMillis());
      if (ready == 0) {
        throw new Failed(inFlight + " requests were not answered within " + PATIENCE);
      }
    }
    for (var connection : open) {
      connection.close();
    }
    return new Load(accepted, refused, cut, began, last);
  }

  private void answered(SelectionKey key, long end) {
    var connection = (Connection) key.attachment();
    try {
      int status = connection.receive();
      if (status == 0) {
        return;
      }
      inFlight--;
      last = System.nanoTime();
      if (status == ACCEPTED) {
        accepted++;
      } else {
        refused.merge(status, 1L, Long::sum);
        repeatLater(connection, status);
      }
      sendNext(connection, end);
    } catch (IOException e) {
      // the server's end, if it was not meant to, shows in the number of those cut off
      if (connection.isBusy()) {
        inFlight--;
        cut++;
      }
      key.cancel();
    }
  }

  /** As chat systems do with what they may send again. */
  private void repeatLater(Connection connection, int status) {
    if (status == BUSY) {
      refusals.add(new Refusal(connection.tape(), connection.place(), last + RETRY.toNanos()));
    }
  }

  private void sendNext(Connection connection, long end) throws IOException {
    var refusal = refusals.peek();
    if (refusal != null && refusal.due < last) {
      repeat(connection);
      return;
    }
    int place = last < end ? take() : -1;
    if (place >= 0) {
      inFlight++;
      connection.send(tape, place, last);
    } else if (refusal != null) {
      repeat(connection);
    }
  }

  private void repeat(Connection connection) throws IOException {
    var refusal = refusals.poll();
    inFlight++;
    connection.send(refusal.tape, refusal.place, last);
  }

  private int take() {
    int place = tape == null ? -1 : tape.take();
    if (place < 0 && tape != null) {
      tape = tapes.next();
      place = tape == null ? -1 : tape.take();
    }
    return place;
  }
}
