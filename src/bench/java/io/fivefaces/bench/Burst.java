package io.fivefaces.bench;

/**
 * One contestant under full load for a few seconds.
 *
 * @param connections 0 where there is no HTTP in front
 * @param busy how often the answer was 503, and the request sent again
 * @param acknowledgedSeconds until the last answer
 * @param projectedSeconds until every row that follows from the events was written
 */
record Burst(
    String contestant,
    int connections,
    long events,
    int requestBytes,
    long busy,
    double acknowledgedSeconds,
    double projectedSeconds,
    Spent spent) {

  /** Events acknowledged and projected per second. */
  double rate() {
    return events / projectedSeconds;
  }

  double acknowledgedRate() {
    return events / acknowledgedSeconds;
  }

  double serverMicros() {
    return (double) spent.server() / events;
  }

  /** Of both, per event. */
  double micros() {
    return serverMicros() + postgresMicros();
  }

  double postgresMicros() {
    return (double) spent.postgres() / events;
  }
}
