package io.fivefaces.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** What others would build: the same rows, one event per transaction, in one statement and one round trip. */
final class Peer extends WebContestant {

  static final Path HOME = Path.of("src", "bench", "peers").toAbsolutePath();

  private static final int DOORS = 4;
  private static final Duration SPRING_WARM_UP = Duration.ofSeconds(25);

  /** How one is built, where it runs, and by which command. */
  record Recipe(String name, Path directory, List<String> command, Runnable build) {}

  private final Recipe recipe;
  private final int port = Server.freePort();
  private final List<Door> doors =
      IntStream.rangeClosed(1, DOORS).mapToObj(Peer::door).toList();
  private Server server;

  Peer(Recipe recipe, Cluster cluster) {
    super(recipe.name, cluster);
    this.recipe = recipe;
    tables().execute(read(HOME.resolve("schema.sql")));
  }

  @Override
  public void start() {
    recipe.build.run();
    boolean jdbc = recipe.name.equals("spring");
    server = Server.launch(
        name(),
        recipe.directory,
        recipe.command,
        Map.of(
            "PORT", Integer.toString(port),
            "DATABASE_URL", jdbc ? jdbcUrl() : Tables.url(address()),
            "SOURCES", sources(),
            "INGEST_SQL", HOME.resolve("ingest.sql").toString(),
            "NODE_ENV", "production"));
    server.awaitReady(port, "/health");
  }

  @Override
  public Duration warmUp(Duration usual) {
    return recipe.name.equals("spring") && usual.compareTo(Duration.ofSeconds(10)) > 0
        ? SPRING_WARM_UP
        : usual;
  }

  @Override
  int port() {
    return port;
  }

  @Override
  List<Door> doors() {
    return doors;
  }

  @Override
  Server server() {
    return server;
  }

  @Override
  void empty() {
    tables().execute("truncate events, customers, conversations, messages");
  }

  @Override
  boolean isDrained() {
    return true;
  }

  @Override
  Ledger.Counts stored() {
    return new Ledger.Counts(
        tables().count("events"),
        tables().count("messages"),
        tables().count("conversations"),
        tables().count("customers"));
  }

  private String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
        .formatted(
            address().host(),
            address().port(),
            address().name(),
            address().user(),
            address().password());
  }

  private String sources() {
    try {
      return new ObjectMapper().writeValueAsString(doors);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Door door(int source) {
    var random = new Random(source);
    var key = new byte[16];
    var secret = new byte[32];
    random.nextBytes(key);
    random.nextBytes(secret);
    return new Door(
        "1-" + Base64.getUrlEncoder().withoutPadding().encodeToString(key),
        1,
        source,
        "whsec_" + Base64.getEncoder().encodeToString(secret));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
