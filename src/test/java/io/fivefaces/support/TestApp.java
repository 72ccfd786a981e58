package io.fivefaces.support;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.fivefaces.Fivefaces;
import io.fivefaces.config.ConfigReader;
import io.fivefaces.domain.Keyring;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A whole service on ports of its own, with a schema of its own and a real SMTP server behind it. */
public final class TestApp extends Caller {

  public static final String SECRET = "a-master-key-for-tests-0123456789";
  public static final String OWNER_PASSWORD = "correct horse battery staple";

  /** What a test does with its service. */
  public interface Check {
    void with(TestApp app) throws Exception;
  }

  private final MovableClock clock;
  private final TestDatabase database;
  private final GreenMail mail;
  private final Fivefaces service;
  private final int managementPort;

  private TestApp(TestDatabase database, MovableClock clock, int port, Map<String, String> more) {
    super(clock, port);
    this.clock = clock;
    this.database = database;
    mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    managementPort = freePort();
    var environment = new HashMap<>(Map.of(
        "FIVEFACES_PORT",
        Integer.toString(port),
        "FIVEFACES_MANAGEMENT_PORT",
        Integer.toString(managementPort),
        "FIVEFACES_SMTP_URL",
        "smtp://127.0.0.1:" + mail.getSmtp().getPort(),
        "FIVEFACES_SENDER_EMAIL",
        "surveys@us.test",
        "FIVEFACES_ADMIN_KEY",
        ADMIN_KEY,
        "FIVEFACES_ADMIN_EMAIL",
        "owner@us.test",
        "FIVEFACES_ADMIN_PASSWORD",
        OWNER_PASSWORD));
    environment.putAll(more);
    environment.values().removeIf(String::isEmpty);
    var config = ConfigReader.read(Path.of("no-such-file"), List.of(), environment);
    service = new Fivefaces(
        config, database.address(), new Keyring(List.of(Keyring.utf8(SECRET))), clock);
  }

  /** Runs a check against a service of its own. */
  public static void run(Check check) throws Exception {
    run(Map.of(), check);
  }

  /** Runs a check against a service with more in its environment; an empty value takes a key away. */
  public static void run(Map<String, String> environment, Check check) throws Exception {
    try (var database = new TestDatabase()) {
      run(database, environment, check);
    }
  }

  /** Runs a check against a service on a database that may have been used before. */
  public static void run(TestDatabase database, Map<String, String> environment, Check check)
      throws Exception {
    run(database, environment, new MovableClock(), check);
  }

  /** As above, at the time of a clock that may have been moved before. */
  public static void run(
      TestDatabase database, Map<String, String> environment, MovableClock clock, Check check)
      throws Exception {
    var app = new TestApp(database, clock, freePort(), environment);
    try {
      app.service.start().await(30, TimeUnit.SECONDS);
      check.with(app);
    } finally {
      app.service.stop().await(30, TimeUnit.SECONDS);
      app.mail.stop();
    }
  }

  public TestDatabase database() {
    return database;
  }

  /** The SMTP server that the service hands its mail to. */
  public GreenMail mail() {
    return mail;
  }

  public MovableClock clock() {
    return clock;
  }

  /** Lets time pass for the service and its database. */
  public void advance(Duration by) {
    clock.advance(by);
    database.moveClock(clock.ahead());
  }

  /** The one-time sign-in link, or null where the owner has a password or it was used. */
  public String signInUrl() {
    return service.signInUrl();
  }

  public String managementUrl(String path) {
    return "http://localhost:" + managementPort + path;
  }
}
