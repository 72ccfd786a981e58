package io.fivefaces.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Full load: every connection sends its next request as soon as the last one is answered. One thread. */
final class ClosedLoop {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Tapes tapes;
  private final Map<Integer, Long> refused = new HashMap<>();
  private Tape tape;
  private long accepted;
  private long cut;
  private int inFlight;
  private long last;

  private ClosedLoop(Tapes tapes) {
    this.tapes = tapes;
    tape = tapes.next();
  }

  /** Sends until the tapes or the time end, and waits for every answer. */
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
      sendNext(connection);
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
      if (status == 202) {
        accepted++;
      } else {
        refused.merge(status, 1L, Long::sum);
      }
      if (last < end) {
        sendNext(connection);
      }
    } catch (IOException e) {
      // the server's end, if it was not meant to, shows in the number of those cut off
      if (connection.isBusy()) {
        inFlight--;
        cut++;
      }
      key.cancel();
    }
  }

  private void sendNext(Connection connection) throws IOException {
    int place = tape == null ? -1 : tape.take();
    if (place < 0 && tape != null) {
      tape = tapes.next();
      place = tape == null ? -1 : tape.take();
    }
    if (place >= 0) {
      inFlight++;
      connection.send(tape, place, last);
    }
  }
}
