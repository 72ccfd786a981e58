package io.fivefaces.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Addresses;
import io.fivefaces.domain.WebhookAnswer;
import io.fivefaces.domain.WebhookAnswer.Answered;
import io.fivefaces.domain.WebhookAnswer.Unanswered;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a receiver behaves and wherever its name leads, a post has bounds. */
class CourierTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final String LOOPBACK = "127.0.0.1";

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> hosts = new CopyOnWriteArrayList<>();
  private final List<String> serverNames = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private int serve(HttpServerOptions options, Handler<HttpServerRequest> handler) {
    return vertx
        .createHttpServer(options)
        .connectionHandler(connection -> {
          open.incrementAndGet();
          connections.incrementAndGet();
          connection.closeHandler(closed -> open.decrementAndGet());
        })
        .requestHandler(request -> {
          hosts.add(request.getHeader("host"));
          serverNames.add(request.connection().indicatedServerName());
          handler.handle(request);
        })
        .listen(0, LOOPBACK)
        .await()
        .actualPort();
  }

  private int serve(Handler<HttpServerRequest> handler) {
    return serve(new HttpServerOptions(), handler);
  }

  private WebhookAnswer post(HostNames names, String url, String... allowed) throws Exception {
    return post(new HttpClientOptions(), names, url, allowed);
  }

  private WebhookAnswer impatient(HostNames names, String url) throws Exception {
    return courier(new HttpClientOptions(), names, SHORT, "127.0.0.0/8")
        .post(url, Map.of(), new byte[0])
        .await(40, TimeUnit.SECONDS);
  }

  private Courier courier(
      HttpClientOptions trust, HostNames names, Duration deadline, String... allowed) {
    return new Courier(
        vertx, trust, names, Addresses.allowing(List.of(allowed)), deadline, Clock.systemUTC());
  }

  private WebhookAnswer post(
      HttpClientOptions trust, HostNames names, String url, String... allowed) throws Exception {
    return courier(trust, names, LONG, allowed)
        .post(url, Map.of("content-type", "application/json"), "{}".getBytes())
        .await(40, TimeUnit.SECONDS);
  }

  private static HostNames leadingTo(String... addresses) {
    return name -> Future.succeededFuture(
        List.of(addresses).stream().map(CourierTest::address).toList());
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private void everythingIsClosed() {
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> open.get() == 0);
  }

  @Test
  void aWholeAnswerIsItsStatusAndThePauseItAsksFor() throws Exception {
    int port = serve(request ->
        request.response().setStatusCode(503).putHeader("retry-after", "120").end("busy"));
    assertThat(post(leadingTo(LOOPBACK), "http://shop.test:" + port + "/a?b", "127.0.0.0/8"))
        .isEqualTo(new Answered(503, Duration.ofMinutes(2)));
    assertThat(hosts).containsExactly("shop.test:" + port);
    everythingIsClosed();
  }

  @Test
  void aNameOfWhichOneAddressIsInsideIsNotConnectedTo() throws Exception {
    int port = serve(request -> request.response().end());
    for (var inside : List.of(
        "10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "fd00::1")) {
      assertThat(post(leadingTo(LOOPBACK, inside), "https://shop.test:" + port, "127.0.0.1"))
          .asString()
          .contains("The name leads to an address that is not in the public internet.");
      assertThat(post(leadingTo(inside, LOOPBACK), "https://shop.test:" + port, "127.0.0.1"))
          .isInstanceOf(Unanswered.class);
    }
    assertThat(post(leadingTo(LOOPBACK), "https://shop.test:" + port))
        .isInstanceOf(Unanswered.class);
    assertThat(post(leadingTo(), "https://shop.test:" + port)).isInstanceOf(Unanswered.class);
    assertThat(post(HostNames.of(vertx), "https://localhost:" + port))
        .isInstanceOf(Unanswered.class);
    assertThat(post(leadingTo("8.8.8.8"), "http://shop.test:" + port, "127.0.0.0/8"))
        .as("in the clear only inside")
        .isInstanceOf(Unanswered.class);
    assertThat(post(leadingTo(LOOPBACK), "http://10.0.0.1:" + port, "127.0.0.0/8"))
        .isInstanceOf(Unanswered.class);
    assertThat(connections).hasValue(0);
  }

  @Test
  void aNameIsAskedOnceSoItCannotChangeItsMind() throws Exception {
    int port = serve(request -> request.response().end());
    var asked = new AtomicInteger();
    HostNames rebinding =
        name -> leadingTo(asked.incrementAndGet() == 1 ? LOOPBACK : "10.0.0.1").of(name);
    assertThat(post(rebinding, "http://shop.test:" + port, "127.0.0.0/8"))
        .isEqualTo(new Answered(200, Duration.ZERO));
    assertThat(asked).hasValue(1);
  }

  @Test
  void anAddressThatKnowsItsNameIsConnectedToAndNotItsName() throws Exception {
    int port = serve(request -> request.response().end());
    // as resolvers give them; this name leads nowhere
    var named = InetAddress.getByAddress("nowhere.invalid", new byte[] {127, 0, 0, 1});
    HostNames names = name -> Future.succeededFuture(List.of(named));
    assertThat(post(names, "http://nowhere.invalid:" + port, "127.0.0.0/8"))
        .isEqualTo(new Answered(200, Duration.ZERO));
  }

  @Test
  void moreAnswersThanWereAskedForAndInterimOnesChangeNothing() throws Exception {
    for (var reply : List.of(
        "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 503 Busy\r\n\r\nread until it is closed",
        "HTTP/1.0 503 Busy\r\n\r\n")) {
      int port = vertx
          .createNetServer()
          .connectHandler(
              socket -> socket.handler(got -> socket.write(reply).eventually(socket::close)))
          .listen(0, LOOPBACK)
          .await()
          .actualPort();
      assertThat(post(leadingTo(LOOPBACK), "http://shop.test:" + port, "127.0.0.0/8"))
          .as(reply)
          .isEqualTo(new Answered(503, Duration.ZERO));
    }
    for (var notAnAnswer : List.of(
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n")) {
      int port = vertx
          .createNetServer()
          .connectHandler(
              socket -> socket.handler(got -> socket.write(notAnAnswer).eventually(socket::close)))
          .listen(0, LOOPBACK)
          .await()
          .actualPort();
      var answer = post(leadingTo(LOOPBACK), "http://shop.test:" + port, "127.0.0.0/8");
      assertThat(answer).as(notAnAnswer).isNotEqualTo(new Answered(200, Duration.ZERO));
    }
  }

  @Test
  void theNextAddressIsTriedWhereNobodyListensAtTheFirst() throws Exception {
    int port = serve(request -> request.response().end());
    assertThat(post(leadingTo("127.0.0.9", LOOPBACK), "http://shop.test:" + port, "127.0.0.0/8"))
        .isEqualTo(new Answered(200, Duration.ZERO));
    assertThat(post(leadingTo("127.0.0.9"), "http://shop.test:" + port, "127.0.0.0/8"))
        .isInstanceOf(Unanswered.class);
  }

  @Test
  void aRedirectIsAnAnswer() throws Exception {
    int port = serve(request -> request
        .response()
        .setStatusCode(307)
        .putHeader("location", "http://127.0.0.1:1/")
        .end());
    assertThat(post(leadingTo(LOOPBACK), "http://shop.test:" + port, "127.0.0.0/8"))
        .isEqualTo(new Answered(307, Duration.ZERO));
    assertThat(connections).hasValue(1);
  }

  @Test
  void whoDripsHangsOrNeverAnswersIsCut() throws Exception {
    int dripping = serve(request -> {
      request.response().setChunked(true);
      vertx.setPeriodic(20, tick -> request.response().write("."));
    });
    int silent = serve(request -> {});
    int mute = vertx
        .createNetServer()
        .connectHandler(socket -> {})
        .listen(0, LOOPBACK)
        .await()
        .actualPort();
    var late = new Unanswered("There was no whole answer within 1 seconds.");
    assertThat(impatient(leadingTo(LOOPBACK), "http://shop.test:" + dripping)).isEqualTo(late);
    assertThat(impatient(leadingTo(LOOPBACK), "http://shop.test:" + silent)).isEqualTo(late);
    assertThat(impatient(leadingTo(LOOPBACK), "https://shop.test:" + mute))
        .isInstanceOf(Unanswered.class);
    assertThat(
            impatient(name -> Promise.<List<InetAddress>>promise().future(), "https://shop.test/"))
        .isEqualTo(late);
    everythingIsClosed();
  }

  @Test
  void ofALargeBodyNoMoreIsReadThanItsBeginningAndNothingIsUnpacked() throws Exception {
    var written = new AtomicInteger();
    int large = serve(request -> {
      var response = request.response().setChunked(true);
      pour(response, written);
    });
    assertThat(post(leadingTo(LOOPBACK), "http://shop.test:" + large, "127.0.0.0/8"))
        .isEqualTo(new Answered(200, Duration.ZERO));
    everythingIsClosed();
    assertThat(written.get()).as("of 100 MB").isLessThan(50 << 20);

    var packed = new java.io.ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[20 << 20]);
    }
    int bomb = serve(request -> request
        .response()
        .putHeader("content-encoding", "gzip")
        .end(Buffer.buffer(packed.toByteArray())));
    assertThat(post(leadingTo(LOOPBACK), "http://shop.test:" + bomb, "127.0.0.0/8"))
        .isEqualTo(new Answered(200, Duration.ZERO));
  }

  private void pour(io.vertx.core.http.HttpServerResponse response, AtomicInteger written) {
    var chunk = Buffer.buffer(new byte[1 << 20]);
    if (written.addAndGet(chunk.length()) < 100 << 20 && !response.closed()) {
      response.write(chunk).onSuccess(done -> pour(response, written));
    } else {
      written.addAndGet(-chunk.length());
    }
  }

  @Test
  void whatIsNotHttpIsNoAnswer() throws Exception {
    for (var garbage : List.of(
        "SSH-2.0-x\r\n",
        "HTTP/1.1 banana\r\n\r\n",
        "",
        "HTTP/1.1 200 OK\r\nx: " + "y".repeat(70_000) + "\r\n\r\n")) {
      int port = vertx
          .createNetServer()
          .connectHandler(
              socket -> socket.handler(got -> socket.write(garbage).eventually(socket::close)))
          .listen(0, LOOPBACK)
          .await()
          .actualPort();
      assertThat(post(leadingTo(LOOPBACK), "http://shop.test:" + port, "127.0.0.0/8"))
          .as(garbage.strip())
          .isInstanceOf(Unanswered.class);
    }
  }

  @Test
  void theCertificateIsOfTheRealNameThoughTheAddressIsPinned(@TempDir Path folder)
      throws Exception {
    var store = folder.resolve("key.p12").toString();
    var made = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "a",
            "-keyalg",
            "EC",
            "-dname",
            "CN=shop.test",
            "-ext",
            "san=dns:shop.test",
            "-storetype",
            "PKCS12",
            "-keystore",
            store,
            "-storepass",
            "changeit",
            "-validity",
            "2")
        .start()
        .waitFor();
    assertThat(made).isZero();
    var pfx = new PfxOptions().setPath(store).setPassword("changeit");
    int port = serve(
        new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(pfx),
        request -> request.response().end());

    assertThat(post(
            new HttpClientOptions().setTrustOptions(pfx),
            leadingTo(LOOPBACK),
            "https://shop.test:" + port,
            "127.0.0.0/8"))
        .isEqualTo(new Answered(200, Duration.ZERO));
    assertThat(serverNames).containsExactly("shop.test");
    assertThat(post(
            new HttpClientOptions().setTrustOptions(pfx),
            leadingTo(LOOPBACK),
            "https://other.test:" + port,
            "127.0.0.0/8"))
        .as("of another name")
        .isEqualTo(new Unanswered(
            "The encrypted connection failed. Is the certificate valid for this name?"));
    assertThat(post(leadingTo(LOOPBACK), "https://shop.test:" + port, "127.0.0.0/8"))
        .as("of nobody that Java trusts")
        .isInstanceOf(Unanswered.class);
  }
}
