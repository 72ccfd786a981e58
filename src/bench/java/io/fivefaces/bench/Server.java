package io.fivefaces.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A contestant's process; it never outlives this one. */
final class Server implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final Path log;
  private final long launched;

  private Server(Process process, Path log, long launched) {
    this.process = process;
    this.log = log;
    this.launched = launched;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /** Starts a command in a directory with these variables added to the environment. */
  static Server launch(
      String name, Path directory, List<String> command, Map<String, String> environment) {
    try {
      var log = Files.createDirectories(Results.HOME.resolve("logs")).resolve(name + ".log");
      var builder = new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(key -> key.startsWith("FIVEFACES_"));
      builder.environment().putAll(environment);
      long now = System.nanoTime();
      return new Server(builder.start(), log, now);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The java that runs this. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a path answers 200; how long that took from the launch. */
  Duration awaitReady(int port, String path) {
    while (!answers(port, path)) {
      if (!process.isAlive()) {
        throw new Failed("it ended: " + output());
      }
      if (System.nanoTime() - launched > PATIENCE.toNanos()) {
        throw new Failed("it is not ready after " + PATIENCE + ": " + output());
      }
      pause(5);
    }
    return Duration.ofNanos(System.nanoTime() - launched);
  }

  long pid() {
    return process.pid();
  }

  /** As kill -9, with all below it. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    awaitEnd();
  }

  /** As SIGTERM, and waits. */
  void stop() {
    process.destroy();
    awaitEnd();
  }

  @Override
  public void close() {
    kill();
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(90, TimeUnit.SECONDS)) {
        throw new Failed("it does not stop: " + output());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean answers(int port, String path) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(3000);
      var request = "GET " + path + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var begin = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return begin.endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }
}
