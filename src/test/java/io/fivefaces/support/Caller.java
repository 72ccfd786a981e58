package io.fivefaces.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivefaces.source.Signatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Talks to a running service over HTTP, as its owner, its chat systems and its customers do. */
public abstract class Caller {

  public static final String ADMIN_KEY = "an-admin-key-for-tests-0123456789";

  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Pattern VIEW = Pattern.compile("name=\"view\" value=\"([^\"]*)\"");
  private static final ObjectMapper JSON = new ObjectMapper();

  // the tests run in several processes, each with ports of its own; those of another run begin
  // elsewhere
  private static final int PORTS = 4000;
  private static final int LOWEST_PORT = 20_000 + PORTS * (Integer.getInteger("test.fork", 1) % 3);
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger(RandomGenerator.getDefault().nextInt(PORTS));

  private final HttpClient client = HttpClient.newHttpClient();
  private final Clock clock;
  private final int port;

  protected Caller(Clock clock, int port) {
    this.clock = clock;
    this.port = port;
  }

  public String url(String path) {
    return "http://localhost:" + port + path;
  }

  /** An API call by the owner's key. */
  public Reply api(String method, String path, Object... body) {
    var request = HttpRequest.newBuilder(URI.create(url(path)))
        .header("authorization", "Bearer " + ADMIN_KEY);
    return send(
        body.length == 0
            ? request.method(method, HttpRequest.BodyPublishers.noBody())
            : request
                .method(method, publisher(body[0]))
                .header("content-type", "application/json"));
  }

  /** A request by a stranger, with headers as name and value in turn. */
  public Reply request(String method, String url, String body, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(url.startsWith("http") ? url : url(url)))
        .method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** The proof of a page view that the survey's form carries; empty where the page has no form. */
  public String view(String link, String... headers) {
    return view(request("GET", link, null, headers));
  }

  /** The proof of a page view in a page that was shown. */
  public static String view(Reply page) {
    var view = VIEW.matcher(page.body());
    return view.find() ? view.group(1) : "";
  }

  /** An answer as a person gives it: the page is opened, and its form is sent. */
  public Reply answer(String link, int score, String comment) {
    return request(
        "POST",
        link,
        "score=" + score + "&view=" + view(link) + "&comment="
            + URLEncoder.encode(comment, StandardCharsets.UTF_8),
        "content-type",
        "application/x-www-form-urlencoded");
  }

  /** A POST of these bytes as JSON. */
  public Reply post(String url, Map<String, String> headers, byte[] body) {
    var request = HttpRequest.newBuilder(URI.create(url))
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return send(request);
  }

  /** A webhook of a source, signed as Standard Webhooks tells. */
  public Reply hook(TestSource source, Object events) {
    return hook(source, "msg_" + UUID.randomUUID(), events);
  }

  /** A webhook with an id of its own. */
  public Reply hook(TestSource source, String id, Object events) {
    var body = write(events);
    var timestamp = Long.toString(clock.instant().getEpochSecond());
    var signature = Signatures.standard(source.secret(), id, timestamp, body);
    return send(HttpRequest.newBuilder(URI.create(source.url()))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .headers(
            "content-type", "application/json",
            "webhook-id", id,
            "webhook-timestamp", timestamp,
            "webhook-signature", signature));
  }

  /** A new workspace with everything off. */
  public String newWorkspace() {
    var slug = "ws-" + UUID.randomUUID();
    return api("POST", "/api/workspaces", Map.of("name", "Acme", "slug", slug))
        .json()
        .get("id")
        .asText();
  }

  /** A new workspace that asks by email. */
  public String newAskingWorkspace() {
    var workspace = newWorkspace();
    settings(workspace, Map.of("csat_enabled", true, "csat_email_enabled", true));
    return workspace;
  }

  public void settings(String workspace, Map<String, ?> changes) {
    var reply = api("PATCH", "/api/workspaces/" + workspace + "/settings", changes);
    if (reply.status() != 200) {
      throw new IllegalStateException(reply.toString());
    }
  }

  public TestSource newSource(String workspace) {
    return newSource(workspace, "native");
  }

  /** A source of a kind, with a secret that {@link Signers} can sign with. */
  public TestSource newSource(String workspace, String kind) {
    var wanted = new HashMap<>(Map.of("kind", kind, "name", "Shop"));
    if (kind.equals("freshchat")) {
      wanted.put("signing_secret", Signers.publicKey());
    }
    var made = api("POST", "/api/workspaces/" + workspace + "/sources", wanted).json();
    return new TestSource(
        workspace,
        made.get("id").asText(),
        made.get("url").asText(),
        made.get("secret").asText());
  }

  public JsonNode conversation(String workspace, String ref) {
    return api("GET", "/api/workspaces/" + workspace + "/conversations/" + ref).json();
  }

  /** The conversation once it was judged, with its first shut gate. */
  public JsonNode judged(String workspace, String ref) {
    return until(
        "conversation " + ref + " is judged",
        () -> conversation(workspace, ref),
        found -> found.hasNonNull("ended_at"));
  }

  /** The conversation once its invite is in this state. */
  public JsonNode withInvite(String workspace, String ref, String state) {
    return until(
        "the invite of " + ref + " is " + state,
        () -> conversation(workspace, ref),
        found -> found.at("/invite/state").asText().equals(state));
  }

  /** The value once it is as expected; fails when that does not come about in time. */
  public <T> T until(String what, Callable<T> value, Predicate<T> expected) {
    return Awaitility.await(what)
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(20))
        .until(value, expected);
  }

  /** A whole answer. */
  public record Reply(int status, String body, Map<String, List<String>> headers) {
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException(body, e);
      }
    }

    /** A header's value, or empty text. */
    public String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      var response =
          client.send(request.timeout(DEADLINE).build(), HttpResponse.BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        // a stream of events has no end
        boolean isEndless =
            response.headers().firstValue("content-type").orElse("").equals("text/event-stream");
        var text = isEndless ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return new Reply(response.statusCode(), text, response.headers().map());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.BodyPublisher publisher(Object body) {
    return HttpRequest.BodyPublishers.ofByteArray(write(body));
  }

  private static byte[] write(Object value) {
    try {
      return value instanceof String text
          ? text.getBytes(StandardCharsets.UTF_8)
          : JSON.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A port that nothing listens at, below those that outgoing connections are given meanwhile; no two are the same. */
  public static int freePort() {
    while (true) {
      int port = LOWEST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
      try (var socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        continue;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
