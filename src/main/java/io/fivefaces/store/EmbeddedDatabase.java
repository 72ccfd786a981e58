package io.fivefaces.store;

import io.fivefaces.config.Config;
import io.fivefaces.config.ConfigException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of our own in the data directory: durable, with a password, on the loopback interface, kept across
 * restarts. One that outlived a killed process is adopted by the next.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final String USER = "postgres";

  private final Path directory;
  private final EmbeddedPostgres server;
  private final Config.Database address;

  private EmbeddedDatabase(Path directory, EmbeddedPostgres server, Config.Database address) {
    this.directory = directory;
    this.server = server;
    this.address = address;
  }

  /** Blocks until it accepts connections: seconds the first time, under one later. */
  public static EmbeddedDatabase start(Path dataDirectory) {
    try {
      var home = Files.createDirectories(dataDirectory.toAbsolutePath());
      var directory = home.resolve("postgres");
      var password = keep(home.resolve("postgres.password"), EmbeddedDatabase::newPassword);
      int port = Integer.parseInt(keep(home.resolve("postgres.port"), EmbeddedDatabase::freePort));
      if (accepts(port, password)) {
        return new EmbeddedDatabase(directory, null, address(port, password));
      }
      if (!isFree(port)) {
        Files.delete(home.resolve("postgres.port"));
        port = Integer.parseInt(keep(home.resolve("postgres.port"), EmbeddedDatabase::freePort));
      }
      return new EmbeddedDatabase(
          directory, launch(home, directory, port, password), address(port, password));
    } catch (IOException | IllegalStateException e) {
      throw new ConfigException(
          "Cannot start the embedded PostgreSQL in " + dataDirectory + ": " + e.getMessage()
              + " Check that the directory is writable and that no other fivefaces uses it, or set"
              + " FIVEFACES_DATABASE_URL.");
    }
  }

  public Config.Database address() {
    return address;
  }

  /** Stops it; call it last. */
  @Override
  public void close() {
    try {
      if (server != null) {
        server.close();
      } else {
        stopAdopted();
      }
    } catch (IOException e) {
      // it stops by itself or is adopted by the next start; the data is safe either way
      System.err.println("The embedded PostgreSQL did not stop: " + e.getMessage());
    }
  }

  private void stopAdopted() throws IOException {
    var lines = Files.readAllLines(directory.resolve("postmaster.pid"));
    var postmaster = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    if (postmaster.isPresent() && postmaster.get().destroy()) {
      postmaster
          .get()
          .onExit()
          .orTimeout(10, TimeUnit.SECONDS)
          .exceptionally(late -> null)
          .join();
    }
  }

  private static EmbeddedPostgres launch(Path home, Path directory, int port, String password)
      throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory)
        .setOverrideWorkingDirectory(home.resolve("postgres-binaries").toFile())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setPGStartupWait(Duration.ofSeconds(60))
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("max_wal_size", "2GB")
        .setServerConfig("autovacuum_naptime", "10s")
        .setLocaleConfig("pwfile", home.resolve("postgres.password").toString())
        .setLocaleConfig("auth", "scram-sha-256")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("encoding", "UTF8")
        .setConnectConfig("password", password)
        .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
        .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Config.Database address(int port, String password) {
    return new Config.Database("127.0.0.1", port, "postgres", USER, password, "public", false);
  }

  private static boolean accepts(int port, String password) {
    var login = new Properties();
    login.put("user", USER);
    login.put("password", password);
    login.put("loginTimeout", "5");
    try (var connection =
        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", login)) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static String freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  private static String newPassword() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private interface Made {
    String make() throws IOException;
  }

  /** The content of a file that only its owner may read; made on first use. */
  private static String keep(Path file, Made first) throws IOException {
    if (!Files.exists(file)) {
      SecretFile.write(file, first.make());
    }
    return Files.readString(file).strip();
  }
}
