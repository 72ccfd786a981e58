package io.fivefaces.outbound;

import io.fivefaces.domain.WebhookAnswer;
import io.fivefaces.domain.WebhookAnswer.Answered;
import io.fivefaces.domain.WebhookAnswer.Unanswered;
import io.fivefaces.domain.WebhookUrl;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One message on a connection of its own, from the look-up of the name to the end of the answer. */
final class Post {

  private static final int MOST_BYTES = 64 << 10;

  private final HttpClientAgent client;
  private final WebhookUrl url;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Clock clock;
  private final Promise<WebhookAnswer> answer = Promise.promise();
  private HttpClientConnection connection;

  /** The deadline begins now. */
  Post(
      Vertx vertx,
      HttpClientAgent client,
      WebhookUrl url,
      Map<String, String> headers,
      byte[] body,
      Duration deadline,
      Clock clock) {
    this.client = client;
    this.url = url;
    this.headers = headers;
    this.body = body;
    this.clock = clock;
    long timer = vertx.setTimer(
        deadline.toMillis(),
        late -> settle(new Unanswered(
            "There was no whole answer within " + deadline.toSeconds() + " seconds.")));
    answer.future().onComplete(over -> vertx.cancelTimer(timer));
  }

  Future<WebhookAnswer> answer() {
    return answer.future();
  }

  /** Connects to the first of these addresses that takes a connection, and to nothing else. */
  void begin(List<InetAddress> addresses) {
    if (answer.future().isComplete()) {
      return;
    }
    connect(addresses.getFirst()).onComplete(connected -> {
      if (connected.succeeded()) {
        send(connected.result());
      } else if (addresses.size() > 1) {
        begin(addresses.subList(1, addresses.size()));
      } else {
        giveUp(connected.cause());
      }
    });
  }

  void giveUp(Throwable failure) {
    settle(new Unanswered(Failures.inWords(failure)));
  }

  private Future<HttpClientConnection> connect(InetAddress address) {
    return client.connect(new HttpConnectOptions()
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port())))
        .setHost(url.host())
        .setPort(url.port())
        .setSsl(url.encrypted()));
  }

  private void send(HttpClientConnection connected) {
    connection = connected;
    if (answer.future().isComplete()) {
      connected.close();
      return;
    }
    connected.exceptionHandler(this::giveUp);
    var options = new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost(url.host())
        .setPort(url.port())
        .setURI(url.target())
        .setFollowRedirects(false);
    headers.forEach(options::addHeader);
    connected
        .request(options)
        .compose(request -> {
          request.exceptionHandler(this::giveUp);
          return request.send(Buffer.buffer(body));
        })
        .onSuccess(this::read)
        .onFailure(this::giveUp);
  }

  /** The head says it all; of the body no more is waited for than is read. */
  private void read(HttpClientResponse response) {
    var whole = new Answered(
        response.statusCode(),
        WebhookAnswer.pause(response.getHeader("retry-after"), clock.instant()));
    long[] got = {0};
    response
        .exceptionHandler(this::giveUp)
        .handler(chunk -> {
          got[0] += chunk.length();
          if (got[0] > MOST_BYTES) {
            settle(whole);
          }
        })
        .endHandler(end -> settle(whole));
  }

  private void settle(WebhookAnswer outcome) {
    answer.tryComplete(outcome);
    if (connection != null) {
      connection.close();
    }
  }
}
