package io.fivefaces.support;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Keyring.Purpose;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpHeaders;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Another system's server on this machine, which keeps every message it is sent and answers as a test wants. */
public final class WebhookReceiver implements AutoCloseable {

  /** What lets a service reach it. */
  public static final Map<String, String> ALLOWED =
      Map.of("FIVEFACES_WEBHOOK_ALLOW", "127.0.0.0/8", "FIVEFACES_SMTP_URL", "");

  public static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

  private static final Keyring KEYS = new Keyring(List.of(Keyring.utf8(TestApp.SECRET)));

  /** A message as it came. */
  public record Got(String path, Map<String, String> headers, String body) {
    public String id() {
      return headers.get("webhook-id");
    }

    /** Whether the official library takes its signature by this secret. */
    public boolean isSignedBy(String secret) {
      var all = headers.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
      try {
        new Webhook(secret).verify(body, HttpHeaders.of(all, (name, value) -> true));
        return true;
      } catch (WebhookVerificationException e) {
        return false;
      } catch (EmptyWebhookSecretException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final HttpServer server;
  private volatile Consumer<HttpServerResponse> answer = HttpServerResponse::end;

  private WebhookReceiver() {
    server = vertx
        .createHttpServer()
        .connectionHandler(connection -> {
          open.incrementAndGet();
          connection.closeHandler(closed -> open.decrementAndGet());
        })
        .requestHandler(request -> request.body().onSuccess(body -> {
          var headers = new HashMap<String, String>();
          request.headers().forEach((name, value) -> headers.put(name.toLowerCase(), value));
          got.add(new Got(request.uri(), headers, body.toString()));
          answer.accept(request.response());
        }));
  }

  public static WebhookReceiver start() throws Exception {
    var receiver = new WebhookReceiver();
    receiver.server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS);
    return receiver;
  }

  /** From now on. */
  public void answers(Consumer<HttpServerResponse> answer) {
    this.answer = answer;
  }

  public void answers(int status) {
    answers(response -> response.setStatusCode(status).end());
  }

  /** What came, in its order. */
  public List<Got> got() {
    return got;
  }

  /** Connections that are open. */
  public int open() {
    return open.get();
  }

  public int port() {
    return server.actualPort();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  public Vertx vertx() {
    return vertx;
  }

  /** Makes an endpoint of a workspace that is told of these events here; its number. */
  public int subscribe(TestApp app, String workspace, String... events) {
    return Integer.parseInt(app.database()
        .value("""
        insert into webhook_endpoints (workspace_id, url, events, secret)
        values (%s, '%s', '{%s}', %s) returning endpoint_id
        """.formatted(workspace, url("/"), String.join(",", events), sealed(SECRET))));
  }

  /** A secret as SQL writes it, sealed. */
  public static String sealed(String secret) {
    return "'\\x" + HexFormat.of().formatHex(KEYS.seal(Purpose.WEBHOOK_SECRET, secret))
        + "'::bytea";
  }

  /** Writes to a response now and then, for as long as it is read. */
  public void drip(HttpServerResponse response) {
    response.setChunked(true);
    vertx.setPeriodic(100, timer -> {
      if (response.closed()) {
        vertx.cancelTimer(timer);
      } else {
        response.write(Buffer.buffer("."));
      }
    });
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
