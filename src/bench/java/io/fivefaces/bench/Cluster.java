package io.fivefaces.bench;

import io.fivefaces.config.Config;
import io.fivefaces.store.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A durable PostgreSQL for this run alone, with a database for each contestant. */
final class Cluster implements AutoCloseable {

  private final Path home;
  private final EmbeddedDatabase server;
  private final Tables admin;

  private Cluster(Path home, EmbeddedDatabase server) {
    this.home = home;
    this.server = server;
    admin = new Tables(server.address());
    // it would outlive a run that was broken off
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
  }

  /** A new one, in place of one that an earlier run left. */
  static Cluster start(Path home) {
    Trees.delete(home);
    return new Cluster(home, EmbeddedDatabase.start(home));
  }

  /** The address of a new database. */
  Config.Database create(String name) {
    admin.execute("drop database if exists " + name + " with (force)");
    admin.execute("create database " + name);
    var all = server.address();
    return new Config.Database(
        all.host(), all.port(), name, all.user(), all.password(), all.schema(), all.tls());
  }

  /** So that no burst pays for the one before. */
  void checkpoint() {
    admin.execute("checkpoint");
  }

  String version() {
    return admin.text("show server_version");
  }

  /** The process above all others of it. */
  long postmaster() {
    try (var lines = Files.lines(home.resolve("postgres").resolve("postmaster.pid"))) {
      return Long.parseLong(lines.findFirst().orElseThrow().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    admin.close();
    server.close();
    Trees.delete(home);
  }
}
