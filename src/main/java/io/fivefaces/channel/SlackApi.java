package io.fivefaces.channel;

import io.fivefaces.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Slack's Web API: each call is one request under one deadline, never repeated and never redirected. */
public final class SlackApi {

  /** What a call ended in; the reasons hold no token. */
  public sealed interface Answer {
    /** Slack did it. */
    record Done(Reply reply) implements Answer {}

    /**
     * Slack did not do it.
     *
     * @param error Slack's word for why
     */
    record Refused(String error) implements Answer {}

    /** Something on the way to Slack did not let it pass. */
    record Stopped(int status) implements Answer {}

    /** Slack did not do it and asks for patience. */
    record Throttled(Duration pause) implements Answer {}

    /** Nothing left this house. */
    record NotSent(String reason) implements Answer {}

    /** Nobody can say whether Slack did it. */
    record Unclear(String reason) implements Answer {}
  }

  /** What of Slack's answers is looked at; null where an answer does not have it. */
  public record Reply(
      Boolean ok,
      String error,
      String channel,
      String ts,
      String teamId,
      List<Message> messages,
      Cursor responseMetadata) {

    /** A message of a thread. */
    public record Message(String ts, Metadata metadata) {}

    /** What an app noted on its message. */
    public record Metadata(String eventType, Map<String, Object> eventPayload) {}

    /** Where the next page begins; empty or null on the last. */
    public record Cursor(String nextCursor) {}
  }

  private static final int CONNECTIONS = 8;
  private static final int WAITING = 64;
  private static final int KEEP_ALIVE_SECONDS = 10;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int ANSWER_LIMIT = 64 << 10;
  private static final int PAGE_LIMIT = 1 << 20;

  private final Vertx vertx;
  private final HttpClient client;
  private final Function<String, URI> base;

  /** The API at this address, such as {@code https://slack.com/api}. */
  public SlackApi(Vertx vertx, URI base) {
    this(vertx, botToken -> base);
  }

  /**
   * The API at more than one address.
   *
   * @param base where a bot token is shown
   */
  public SlackApi(Vertx vertx, Function<String, URI> base) {
    this.vertx = vertx;
    this.base = base;
    client = vertx.createHttpClient(
        new HttpClientOptions().setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
        new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
  }

  /** Calls a method that changes something; never fails. */
  public Future<Answer> post(String method, String botToken, Object body, Duration deadline) {
    var options = options(HttpMethod.POST, address(botToken, method), botToken)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8");
    return call(deadline, ANSWER_LIMIT).run(client, options, Buffer.buffer(Json.write(body)));
  }

  /** Calls a method that only reads; never fails. */
  public Future<Answer> get(
      String method, String botToken, Map<String, String> query, Duration deadline) {
    var parameters = query.entrySet().stream()
        .map(entry ->
            entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
    var options = options(HttpMethod.GET, address(botToken, method) + "?" + parameters, botToken);
    return call(deadline, PAGE_LIMIT).run(client, options, Buffer.buffer());
  }

  private String address(String botToken, String method) {
    return base.apply(botToken) + "/" + method;
  }

  private SlackCall call(Duration deadline, int limit) {
    return new SlackCall(vertx, deadline, limit);
  }

  private static RequestOptions options(HttpMethod verb, String address, String botToken) {
    return new RequestOptions()
        .setMethod(verb)
        .setAbsoluteURI(address)
        .setConnectTimeout(CONNECT.toMillis())
        .setFollowRedirects(false)
        .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + botToken);
  }
}
