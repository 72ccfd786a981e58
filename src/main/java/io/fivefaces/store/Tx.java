package io.fivefaces.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** One open transaction: what is done with it commits together or not at all. */
public final class Tx {

  private final SqlConnection connection;

  Tx(SqlConnection connection) {
    this.connection = connection;
  }

  Future<RowSet<Row>> run(String sql, Tuple parameters) {
    return connection.preparedQuery(sql).execute(parameters);
  }
}
