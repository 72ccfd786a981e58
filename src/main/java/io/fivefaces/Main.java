package io.fivefaces;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.fivefaces.config.Config;
import io.fivefaces.config.ConfigException;
import io.fivefaces.config.ConfigReader;
import io.fivefaces.store.EmbeddedDatabase;
import io.fivefaces.store.Migration;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Reads the configuration, migrates the database, starts fivefaces, and stops it on SIGTERM. */
public final class Main {

  private static final String BLOCKED_LOOPS = "io.vertx.core.impl.BlockedThreadChecker";
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Path CONF = Path.of("conf", "fivefaces.properties");
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 60;

  private Main() {}

  /** Runs until it is told to stop; ends with 1 and one sentence on the console when it cannot start. */
  public static void main(String[] arguments) {
    try {
      run(ConfigReader.read(CONF, List.of(arguments), System.getenv()));
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } catch (Exception e) {
      System.err.println("fivefaces could not start: " + e);
      System.exit(1);
    }
  }

  private static void run(Config config) throws Exception {
    logFrom(config.logLevel());
    var keys = MasterKeys.of(config);
    var embedded = config.database().isEmpty() ? EmbeddedDatabase.start(config.dataDir()) : null;
    var address = embedded == null ? config.database().orElseThrow() : embedded.address();
    Fivefaces fivefaces;
    try {
      Migration.run(address);
      fivefaces = new Fivefaces(config, address, keys, Clock.systemUTC());
      fivefaces.start().await(START_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      if (embedded != null) {
        embedded.close();
      }
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(fivefaces, embedded), "stop"));
    endWithParent();
    tellOfBlockedLoopsOnceWarm();
    System.out.println(Greeting.of(fivefaces, config));
  }

  private static void logFrom(Config.LogLevel level) {
    logger(Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(level.name()));
    logger(BLOCKED_LOOPS).setLevel(Level.ERROR);
  }

  /** A cold JVM loads classes on the event loops; once it is warm, an event loop that is blocked is told of. */
  private static void tellOfBlockedLoopsOnceWarm() {
    CompletableFuture.delayedExecutor(WARM_UP.toSeconds(), TimeUnit.SECONDS)
        .execute(() -> logger(BLOCKED_LOOPS).setLevel(null));
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  /** Where the run command asks for it: Maven dies without a word to what it runs. */
  private static void endWithParent() {
    if (Boolean.getBoolean("fivefaces.ends.with.parent")) {
      ProcessHandle.current()
          .parent()
          // in a thread of its own: the end waits for others, which need the one that tells of the
          // parent's
          .ifPresent(parent ->
              parent.onExit().thenRun(() -> new Thread(() -> System.exit(0), "exit").start()));
    }
  }

  private static void stop(Fivefaces fivefaces, EmbeddedDatabase embedded) {
    try {
      fivefaces.stop().await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      System.err.println("fivefaces did not stop cleanly: " + e);
    }
    if (embedded != null) {
      embedded.close();
    }
  }
}
