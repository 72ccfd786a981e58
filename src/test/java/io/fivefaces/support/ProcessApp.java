package io.fivefaces.support;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** A whole service in a process that can be killed and started again with the same configuration. */
public final class ProcessApp extends Caller implements AutoCloseable {

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

  @Override
  public void close() {
    server.close();
  }
}
