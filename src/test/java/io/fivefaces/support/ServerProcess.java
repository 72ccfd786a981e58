package io.fivefaces.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The real program in a process of its own, so that it can be killed. */
public final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final Path log;
  private final int managementPort;

  private ServerProcess(Process process, Path log, int managementPort) {
    this.process = process;
    this.log = log;
    this.managementPort = managementPort;
  }

  /** Starts it with exactly this configuration beside the ports; does not wait. */
  public static ServerProcess launch(int port, int managementPort, Map<String, String> environment)
      throws IOException {
    var log = Files.createTempFile("fivefaces", ".log");
    var builder = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-classpath",
            System.getProperty("java.class.path"),
            "io.fivefaces.Main"))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("FIVEFACES_"));
    builder.environment().putAll(new HashMap<>(environment));
    builder.environment().put("FIVEFACES_PORT", Integer.toString(port));
    builder.environment().put("FIVEFACES_MANAGEMENT_PORT", Integer.toString(managementPort));
    return new ServerProcess(builder.start(), log, managementPort);
  }

  /** Starts it and waits until it is ready. */
  public static ServerProcess start(int port, int managementPort, Map<String, String> environment)
      throws IOException {
    var server = launch(port, managementPort, environment);
    Awaitility.await("the server is ready")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> server.isReady() || !server.process.isAlive());
    if (!server.process.isAlive()) {
      throw new IllegalStateException(server.output());
    }
    return server;
  }

  /** As {@code kill -9}. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** As SIGTERM; the exit code. */
  public int terminate() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  /** Waits for its end. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it does not end: " + output());
    }
    return process.exitValue();
  }

  /** All that it said so far. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private boolean isReady() {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(
              URI.create("http://localhost:" + managementPort + "/health/ready"))
          .timeout(Duration.ofSeconds(3))
          .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}
