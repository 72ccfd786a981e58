package io.fivefaces.bench;

import io.fivefaces.config.Config;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A plain connection to look into a database. */
final class Tables implements AutoCloseable {

  private final Connection connection;

  Tables(Config.Database address) {
    try {
      connection = DriverManager.getConnection(
          "jdbc:postgresql://%s:%d/%s".formatted(address.host(), address.port(), address.name()),
          address.user(),
          address.password());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An address as servers take it. */
  static String url(Config.Database address) {
    return "postgres://%s:%s@%s:%d/%s"
        .formatted(
            address.user(), address.password(), address.host(), address.port(), address.name());
  }

  void execute(String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of every row. */
  List<String> texts(String sql) {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String text(String sql) {
    return texts(sql).getFirst();
  }

  long count(String table) {
    return Long.parseLong(text("select count(*) from " + table));
  }

  /** Whether a query that asks yes or no says yes. */
  boolean holds(String sql) {
    return text("select " + sql).equals("t");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
