package io.fivefaces.support;

import io.fivefaces.domain.DkimKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** A whole service in a process that can be killed and started again with the same configuration. */
public final class ProcessApp extends Caller implements AutoCloseable {

  /** Brought along: making one takes longer than a hand-over may take in some of these tests. */
  private static final Path SIGNING_KEY = signingKey();

  private final int port;
  private final int managementPort;
  private final Map<String, String> environment;
  private ServerProcess server;

  private ProcessApp(int port, int managementPort, Map<String, String> environment) {
    super(Clock.systemUTC(), port);
    this.port = port;
    this.managementPort = managementPort;
    this.environment = environment;
  }

  /** Starts the program with this environment, the owner's key and a master key, and waits until it is ready. */
  public static ProcessApp start(Map<String, String> environment) throws IOException {
    var all = new HashMap<>(environment);
    all.put("FIVEFACES_ADMIN_KEY", ADMIN_KEY);
    all.put("FIVEFACES_SECRET", TestApp.SECRET);
    all.put("FIVEFACES_DKIM_KEY_FILE", SIGNING_KEY.toString());
    all.put("FIVEFACES_DKIM_SELECTOR", "test");
    var app = new ProcessApp(freePort(), freePort(), all);
    app.restart();
    return app;
  }

  /** Starts it again. */
  public void restart() throws IOException {
    server = ServerProcess.start(port, managementPort, environment);
  }

  public void kill() {
    server.kill();
  }

  /** Tells it to stop; the exit code. */
  public int terminate() throws InterruptedException {
    return server.terminate();
  }

  public String output() {
    return server.output();
  }

  private static Path signingKey() {
    try {
      var file = Files.createTempFile("dkim", ".pem");
      file.toFile().deleteOnExit();
      return Files.writeString(
          file,
          "-----BEGIN PRIVATE KEY-----\n" + DkimKey.make("us.test").privateKey()
              + "\n-----END PRIVATE KEY-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
