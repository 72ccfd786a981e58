package io.fivefaces.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Follows no redirect, unpacks nothing, and gives up after a deadline however slowly the bytes drip. */
public final class BoundedDownload implements Download {

  private static final int MOST_BYTES = 64 << 10;
  private static final int CONNECT_MS = 3000;
  private static final int CONNECTIONS = 4;
  private static final int WAITING = 16;

  private final Vertx vertx;
  private final Duration deadline;
  private final HttpClient client;

  /** Gives up after this time. */
  public BoundedDownload(Vertx vertx, Duration deadline) {
    this.vertx = vertx;
    this.deadline = deadline;
    client = vertx.createHttpClient(
        new HttpClientOptions().setConnectTimeout(CONNECT_MS).setDecompressionSupported(false),
        new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
  }

  @Override
  public Future<byte[]> get(URI address) {
    return client.request(options(HttpMethod.GET, address)).compose(request -> send(request, ""));
  }

  /** What the address answers to a form, within the same bounds. */
  public Future<byte[]> post(URI address, Map<String, String> headers, String form) {
    return client.request(options(HttpMethod.POST, address)).compose(request -> {
      request.putHeader("content-type", "application/x-www-form-urlencoded");
      request.putHeader("accept", "application/json");
      headers.forEach(request::putHeader);
      return send(request, form);
    });
  }

  private static RequestOptions options(HttpMethod method, URI address) {
    return new RequestOptions()
        .setMethod(method)
        .setAbsoluteURI(address.toString())
        .setConnectTimeout(CONNECT_MS)
        .setFollowRedirects(false);
  }

  private Future<byte[]> send(HttpClientRequest request, String body) {
    var done = Promise.<byte[]>promise();
    long timer = vertx.setTimer(deadline.toMillis(), late -> {
      done.tryFail(new IOException("no whole answer within " + deadline));
      request.reset();
    });
    request
        .exceptionHandler(done::tryFail)
        .send(body)
        .onSuccess(response -> read(request, response, done))
        .onFailure(done::tryFail);
    return done.future().onComplete(over -> vertx.cancelTimer(timer));
  }

  private static void read(
      HttpClientRequest request, HttpClientResponse response, Promise<byte[]> done) {
    var body = Buffer.buffer();
    response.exceptionHandler(done::tryFail);
    response.handler(chunk -> {
      body.appendBuffer(chunk);
      if (body.length() > MOST_BYTES) {
        done.tryFail(new IOException("the answer has more than " + MOST_BYTES + " bytes"));
        request.reset();
      }
    });
    response.endHandler(end -> {
      if (response.statusCode() == 200) {
        done.tryComplete(body.getBytes());
      } else {
        done.tryFail(new UnexpectedStatus(response.statusCode()));
      }
    });
  }
}
