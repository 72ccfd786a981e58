package io.fivefaces.demo;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

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
    return ask(path, headers, body, answers).mapEmpty();
  }

  /** Posts a body and returns the body of the answer; fails with any other answer than these. */
  Future<String> ask(String path, Map<String, String> headers, byte[] body, Set<Integer> answers) {
    return request(HttpMethod.POST, path, headers, Buffer.buffer(body), answers);
  }

  /** Listens to a stream until this is said in it; the first group of what was said, empty where it is not said in time. */
  Future<Optional<String>> hear(String path, Pattern wanted) {
    var options = options(HttpMethod.GET, path);
    return client
        .request(options)
        .compose(request -> request.send().compose(response -> {
          var said = Promise.<Optional<String>>promise();
          var text = new StringBuilder();
          response.exceptionHandler(said::tryFail);
          response.endHandler(end -> said.tryComplete(Optional.empty()));
          response.handler(part -> {
            var match = wanted.matcher(text.append(part));
            if (match.find()) {
              said.tryComplete(Optional.of(match.group(1)));
            }
          });
          return said.future()
              .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .otherwise(Optional.empty())
              .onComplete(done -> request.reset());
        }));
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
    var options = options(method, path);
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

  private RequestOptions options(HttpMethod method, String path) {
    return new RequestOptions()
        .setMethod(method)
        .setHost("127.0.0.1")
        .setPort(port)
        .setURI(path)
        .setTimeout(PATIENCE.toMillis());
  }
}
