package io.fivefaces.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The public server as everybody else reaches it: over HTTP. Every wait is bounded. */
final class Door {

  private static final int CONNECTIONS = 4;
  private static final int WAITING = 100;
  /** What the simulated people's browsers say of themselves. */
  static final Map<String, String> BROWSER =
      Map.of("accept", "text/html", "user-agent", "Mozilla/5.0 (simulated customer of a demo)");

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client;
  private final int port;

  Door(Vertx vertx, int port) {
    this.port = port;
    client = vertx.createHttpClient(
        new HttpClientOptions().setConnectTimeout((int) PATIENCE.toMillis()),
        new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
  }

  /** Opens a page as a browser does; fails unless it is there. */
  Future<String> open(String path) {
    return request(HttpMethod.GET, path, BROWSER, null, Set.of(200));
  }

  /** Posts a body; fails with any other answer than these. */
  Future<Void> post(String path, Map<String, String> headers, byte[] body, Set<Integer> answers) {
    return request(HttpMethod.POST, path, headers, Buffer.buffer(body), answers).mapEmpty();
  }

  /** Lets what is under way finish. */
  Future<Void> close() {
    return client.shutdown(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<String> request(
      HttpMethod method,
      String path,
      Map<String, String> headers,
      Buffer body,
      Set<Integer> answers) {
    var options = new RequestOptions()
        .setMethod(method)
        .setHost("127.0.0.1")
        .setPort(port)
        .setURI(path)
        .setTimeout(PATIENCE.toMillis());
    headers.forEach(options::addHeader);
    return client
        .request(options)
        .compose(request -> body == null ? request.send() : request.send(body))
        .compose(response -> response
            .body()
            .compose(page -> answers.contains(response.statusCode())
                ? Future.succeededFuture(page.toString())
                : Future.failedFuture("the answer was " + response.statusCode())));
  }
}
