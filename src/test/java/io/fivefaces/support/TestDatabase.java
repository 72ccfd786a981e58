package io.fivefaces.support;

import io.fivefaces.config.Config;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A database of its own on the one real PostgreSQL that all tests share, and a plain connection to look into it. */
public final class TestDatabase implements AutoCloseable {

  private final Config.Database address;
  private final Connection connection;

  /** A copy with all tables up to date and empty. */
  public TestDatabase() {
    address = TestServer.copy();
    connection = connect();
  }

  /** Ends the connections of others to another database and takes no new one, until it is told otherwise. */
  public void takesConnections(TestDatabase another, boolean takes) {
    var name = another.address.name();
    var looking = another.value("select pg_backend_pid()");
    execute("alter database " + name + " allow_connections " + takes);
    execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name
        + "' and pid <> " + looking);
  }

  public Config.Database address() {
    return address;
  }

  /** The address as FIVEFACES_DATABASE_URL takes it. */
  public String url() {
    return "postgres://%s:%s@%s:%d/%s?schema=%s"
        .formatted(
            address.user(),
            address.password(),
            address.host(),
            address.port(),
            address.name(),
            address.schema());
  }

  /** Another connection, for holding locks. */
  public Connection connect() {
    return TestServer.connect(address);
  }

  /** Moves the clock that the database decides by. */
  public void moveClock(Duration ahead) {
    execute("create or replace function moment() returns timestamptz language sql stable as "
        + "'select clock_timestamp() + " + ahead.toMillis() + " * interval ''1 ms'''");
  }

  public synchronized void execute(String sql) {
    execute(connection, sql);
  }

  static void execute(Connection connection, String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of a query, each a map from column to text (null stays null). */
  public synchronized List<Map<String, String>> rows(String sql) {
    return rows(connection, sql);
  }

  static List<Map<String, String>> rows(Connection connection, String sql) {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      var rows = new ArrayList<Map<String, String>>();
      while (result.next()) {
        var row = new LinkedHashMap<String, String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.put(result.getMetaData().getColumnLabel(i), result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one value of a query that has one row and one column. */
  public String value(String sql) {
    return rows(sql).getFirst().values().iterator().next();
  }

  public long count(String sql) {
    return Long.parseLong(value(sql));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    TestServer.drop(address);
  }
}
