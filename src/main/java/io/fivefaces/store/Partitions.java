package io.fivefaces.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

/** The partitions of the raw events: made before their day begins, dropped as a whole when it is too old. */
public final class Partitions {

  private final Database database;
  private final int days;

  /** Keeps raw events and dead letters for so many days beyond the running one. */
  public Partitions(Database database, int days) {
    this.database = database;
    this.days = days;
  }

  /** Makes what the next two days need and drops what is over; safe to run at any time and on every node. */
  public Future<Void> keep() {
    return database.run("select keep_partitions($1::int)", Tuple.of(days)).mapEmpty();
  }
}
