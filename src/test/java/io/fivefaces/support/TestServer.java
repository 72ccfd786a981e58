package io.fivefaces.support;

import io.fivefaces.config.Config;
import io.fivefaces.store.EmbeddedDatabase;
import io.fivefaces.store.Migration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;

/**
 * The one real PostgreSQL that all tests of a process share. Each database is a copy of a template, which is quicker
 * than to make its tables; their files are in memory where there is room, as ext4 slows down when hundreds of thousands
 * of files come and go.
 */
final class TestServer {

  private static final String SCHEMA = "tested";
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ROOM = 2L << 30;

  private static final long PROCESS = ProcessHandle.current().pid();
  private static final EmbeddedDatabase SERVER = start();
  private static final String TEMPLATE = template();
  private static final AtomicInteger COPIES = new AtomicInteger();

  private TestServer() {}

  /** A database with all tables up to date and empty. */
  static Config.Database copy() {
    var name = "test_" + PROCESS + "_" + COPIES.incrementAndGet();
    run("create database " + name + " template " + TEMPLATE);
    return named(name);
  }

  static void drop(Config.Database copy) {
    run("drop database " + copy.name() + " with (force)");
  }

  static Connection connect(Config.Database to) {
    try {
      return DriverManager.getConnection(
          "jdbc:postgresql://%s:%d/%s?currentSchema=%s"
              .formatted(to.host(), to.port(), to.name(), to.schema()),
          to.user(),
          to.password());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EmbeddedDatabase start() {
    // the tests run in several processes, each with a server of its own
    var fork = System.getProperty("test.fork", "1");
    var server = EmbeddedDatabase.start(Path.of("target", "test-data-" + fork));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      sweep(process -> process == PROCESS);
      server.close();
    }));
    return server;
  }

  private static String template() {
    // what a killed run left
    sweep(process -> ProcessHandle.of(process).isEmpty());
    // no test pulls the plug: what a killed process wrote stays
    run("alter role " + SERVER.address().user() + " set synchronous_commit = off");
    var name = "template_" + PROCESS;
    run("create database " + name + tablespace());
    Migration.run(named(name));
    return name;
  }

  private static String tablespace() {
    try {
      if (!Files.isDirectory(MEMORY) || Files.getFileStore(MEMORY).getUsableSpace() < ROOM) {
        return "";
      }
      var name = "memory_" + PROCESS;
      var directory = Files.createTempDirectory(MEMORY, "fivefaces-tests-");
      run("create tablespace " + name + " location '" + directory + "'");
      return " tablespace " + name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Drops what such processes made. */
  private static void sweep(LongPredicate processes) {
    made(
            processes,
            "select datname as name from pg_database where datname ~ '^(test|template)_[0-9]+'")
        .forEach(database -> run("drop database " + database.get("name") + " with (force)"));
    made(
            processes,
            "select spcname as name, pg_tablespace_location(oid) as directory from pg_tablespace"
                + " where spcname ~ '^memory_[0-9]+'")
        .forEach(tablespace -> {
          run("drop tablespace " + tablespace.get("name"));
          Path.of(tablespace.get("directory")).toFile().delete();
        });
  }

  /** The rows whose name holds the number of such a process. */
  private static List<Map<String, String>> made(LongPredicate processes, String sql) {
    try (var connection = connect(SERVER.address())) {
      return TestDatabase.rows(connection, sql).stream()
          .filter(row -> processes.test(Long.parseLong(row.get("name").split("_")[1])))
          .toList();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(String sql) {
    try (var connection = connect(SERVER.address())) {
      TestDatabase.execute(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Config.Database named(String name) {
    var server = SERVER.address();
    return new Config.Database(
        server.host(), server.port(), name, server.user(), server.password(), SCHEMA, false);
  }
}
