package io.fivefaces.bench;

import java.time.Duration;

/** Somebody who stores and projects events. */
interface Contestant extends AutoCloseable {

  String name();

  /** Blocks until it is ready. */
  void start();

  /** How long it works before it is measured. */
  Duration warmUp(Duration usual);

  /** Empties the tables, loads it for so long, waits until all is projected and compares the rows. */
  Burst burst(int connections, Duration time);

  @Override
  void close();
}
