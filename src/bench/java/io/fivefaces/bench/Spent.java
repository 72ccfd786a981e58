package io.fivefaces.bench;

/**
 * The processor's time between two moments, in microseconds.
 *
 * @param generator of this process
 * @param foreign of processes that are none of ours
 * @param available the machine's time in between, all cores together
 */
record Spent(
    long server,
    long postgres,
    long generator,
    long foreign,
    long idle,
    long steal,
    long available) {

  private record Moment(long server, long postgres, long own, ProcessTime.Machine machine) {}

  /** Measures from its making on. */
  static final class Meter {

    private final long server;
    private final Cluster cluster;
    private final Moment begin;

    /**
     * Begins to measure.
     *
     * @param server a process, or 0 where this one is the server
     */
    Meter(long server, Cluster cluster) {
      this.server = server;
      this.cluster = cluster;
      begin = now();
    }

    Spent spent() {
      var end = now();
      long server = end.server - begin.server;
      long postgres = end.postgres - begin.postgres;
      long own = end.own - begin.own;
      long busy = end.machine.busy() - begin.machine.busy();
      long idle = end.machine.idle() - begin.machine.idle();
      long steal = end.machine.steal() - begin.machine.steal();
      return new Spent(
          this.server == 0 ? own : server,
          postgres,
          this.server == 0 ? 0 : own,
          Math.max(0, busy - server - postgres - own),
          idle,
          steal,
          busy + idle + steal);
    }

    private Moment now() {
      return new Moment(
          server == 0 ? 0 : ProcessTime.ofTree(server),
          ProcessTime.ofTree(cluster.postmaster()),
          ProcessTime.ofThis(),
          ProcessTime.ofMachine());
    }
  }
}
