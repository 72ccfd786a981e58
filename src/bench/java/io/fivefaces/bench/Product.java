package io.fivefaces.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** fivefaces as its users run it: the packaged jar, metrics and logging on, every survey off. */
final class Product extends WebContestant {

  static final String NAME = "fivefaces";

  private static final String ADMIN_KEY = "an-admin-key-for-the-benchmark";
  private static final int DOORS = 4;
  private static final HttpClient READER = HttpClient.newHttpClient();
  private static final List<String> FLAGS =
      List.of(("@conf/java.options " + System.getProperty("bench.java")).strip().split(" +"));

  private final int port = Server.freePort();
  private final int managementPort = Server.freePort();
  private List<Door> doors = List.of();
  private Server server;

  Product(Cluster cluster) {
    this(NAME, cluster);
  }

  /** One with a database of its own. */
  Product(String name, Cluster cluster) {
    super(name, cluster);
  }

  @Override
  public void start() {
    launch(List.of());
    if (doors.isEmpty()) {
      doors = connect("bench", DOORS);
    }
  }

  /** Starts it with more flags for its JVM; how long it took until it was ready. */
  Duration launch(List<String> flags) {
    var command = Stream.of(
            List.of(Server.java()),
            FLAGS,
            flags,
            List.of("-jar", System.getProperty("bench.product")))
        .flatMap(List::stream)
        .toList();
    server = Server.launch(
        name(),
        Path.of("").toAbsolutePath(),
        command,
        Map.of(
            "FIVEFACES_PORT", Integer.toString(port),
            "FIVEFACES_MANAGEMENT_PORT", Integer.toString(managementPort),
            "FIVEFACES_DATA_DIR", Results.HOME.resolve("product-data").toString(),
            "FIVEFACES_DATABASE_URL", Tables.url(address()),
            "FIVEFACES_ADMIN_KEY", ADMIN_KEY,
            "FIVEFACES_DEMO", "false"));
    return server.awaitReady(managementPort, "/health/ready");
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
    tables()
        .execute("truncate event_keys, event_batches, messages, customers, conversations cascade");
  }

  @Override
  boolean isDrained() {
    return tables()
        .holds("not exists (select from event_batches where projected_at is null)"
            + " and not exists (select from conversations where to_judge)");
  }

  @Override
  Ledger.Counts stored() {
    return new Ledger.Counts(
        tables().count("event_keys"),
        tables().count("messages"),
        tables().count("conversations"),
        tables().count("customers"));
  }

  /** The ids of all stored events. */
  List<String> storedIds() {
    return tables().texts("select event_id from event_keys");
  }

  /** The references of all messages. */
  List<String> messageRefs() {
    return tables().texts("select ref from messages");
  }

  /** The sum of a metric over its labels, of those lines that hold a text. */
  double metric(String name, String label) {
    return get("http://localhost:" + managementPort + "/metrics")
        .lines()
        .filter(line -> line.startsWith(name) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** A new workspace with so many sources. */
  List<Door> connect(String slug, int sources) {
    var workspace = post("/api/workspaces", "{\"name\":\"Bench\",\"slug\":\"%s\"}".formatted(slug))
        .get("id")
        .asInt();
    var made = new ArrayList<Door>();
    for (int i = 0; i < sources; i++) {
      var source = post(
          "/api/workspaces/" + workspace + "/sources",
          "{\"kind\":\"native\",\"name\":\"Source " + i + "\"}");
      made.add(new Door(
          source.get("key").asText(),
          workspace,
          source.get("id").asInt(),
          source.get("secret").asText()));
    }
    return List.copyOf(made);
  }

  /** Waits until every stale day is recounted. */
  void awaitCounted() {
    while (tables().holds("exists (select from stale_days)")) {
      Server.pause(50);
    }
  }

  /** Reads an answer of the API, which must be granted, to its end. */
  void read(String path) {
    stream(path, () -> true);
  }

  /** Reads an answer of the API while the reader likes; how many bytes that were. */
  long stream(String path, BooleanSupplier goesOn) {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("authorization", "Bearer " + ADMIN_KEY);
    try {
      var answer = READER.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        throw new Failed(answer.statusCode() + " to " + path);
      }
      try (var body = answer.body()) {
        var piece = new byte[1 << 16];
        long bytes = 0;
        for (int read = body.read(piece); read > 0 && goesOn.getAsBoolean(); ) {
          bytes += read;
          read = body.read(piece);
        }
        return bytes;
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode post(String path, String body) {
    return json("POST", path, body);
  }

  /** An answer of the API. */
  JsonNode json(String method, String path, String body) {
    var answer = send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("authorization", "Bearer " + ADMIN_KEY)
        .header("content-type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    try {
      return new ObjectMapper().readTree(answer);
    } catch (IOException e) {
      throw new IllegalStateException(answer, e);
    }
  }

  private static String get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  private static String send(HttpRequest.Builder request) {
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new Failed(answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The flags of its JVM, for the report. */
  static String flags() {
    return String.join(" ", FLAGS);
  }
}
