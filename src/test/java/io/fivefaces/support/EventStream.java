package io.fivefaces.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Server-sent events as a page hears them. */
public final class EventStream implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> end;

  private EventStream(HttpRequest request) throws IOException, InterruptedException {
    var response = client.send(request, HttpResponse.BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      throw new IllegalStateException("the answer was " + response.statusCode());
    }
    end = CompletableFuture.runAsync(() -> response.body().forEach(lines::add));
  }

  /** Opens a stream, which must be granted, with headers as name and value in turn. */
  public static EventStream open(String url, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url));
    return new EventStream((headers.length == 0 ? request : request.headers(headers)).build());
  }

  /** The names of the events so far. */
  public List<String> events() {
    return lines.stream()
        .filter(line -> line.startsWith("event: "))
        .map(line -> line.substring(7))
        .toList();
  }

  /** The data of the last event. */
  public JsonNode data() {
    var data = lines.stream().filter(line -> line.startsWith("data: ")).toList();
    try {
      return JSON.readTree(data.getLast().substring(6));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the server ended it. */
  public boolean isOver() {
    return end.isDone();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
