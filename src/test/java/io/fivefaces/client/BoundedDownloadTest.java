package io.fivefaces.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is fetched from elsewhere has bounds, whatever the other side does. */
class BoundedDownloadTest {

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger led = new AtomicInteger();
  private HttpServer server;
  private Download download;

  @BeforeEach
  void start() {
    server = vertx
        .createHttpServer()
        .requestHandler(request -> {
          var response = request.response();
          switch (request.path()) {
            case "/small" -> response.end("a certificate");
            case "/large" -> response.end(Buffer.buffer(new byte[(64 << 10) + 1]));
            case "/away" ->
              response.setStatusCode(302).putHeader("location", "/led").end();
            case "/led" -> response.end("" + led.incrementAndGet());
            case "/dripping" -> {
              response.setChunked(true);
              vertx.setPeriodic(20, tick -> response.write("."));
            }
            case "/silent" -> {}
            default -> response.setStatusCode(404).end();
          }
        })
        .listen(0)
        .await();
    download = new BoundedDownload(vertx, Duration.ofMillis(500));
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private byte[] get(String path) throws Exception {
    return download
        .get(URI.create("http://localhost:" + server.actualPort() + path))
        .await(10, TimeUnit.SECONDS);
  }

  @Test
  void aSmallAnswerIsGiven() throws Exception {
    assertThat(get("/small")).asString().isEqualTo("a certificate");
  }

  @Test
  void aLargeASlowAndAMissingAnswerFail() {
    assertThatThrownBy(() -> get("/large")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> get("/dripping")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> get("/silent")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> get("/missing")).isInstanceOf(IOException.class);
  }

  @Test
  void nobodyLeadsItElsewhere() {
    assertThatThrownBy(() -> get("/away")).isInstanceOf(IOException.class);
    assertThat(led).hasValue(0);
  }
}
