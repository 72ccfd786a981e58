package io.fivefaces.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Open streams of server-sent events, by whom or what they are for. One belongs to one event loop. */
final class EventStreams<K> {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final int most;
  private final int mostOfOne;
  private final AtomicInteger gauge;
  private final Map<K, Set<HttpServerResponse>> streams = new HashMap<>();
  private int open;

  /**
   * None yet.
   *
   * @param most how many may be open
   * @param mostOfOne how many of them for the same
   * @param gauge counts those of all event loops
   */
  EventStreams(Vertx vertx, int most, int mostOfOne, AtomicInteger gauge) {
    this.most = most;
    this.mostOfOne = mostOfOne;
    this.gauge = gauge;
    vertx.setPeriodic(
        HEARTBEAT.toMillis(),
        tick -> Set.copyOf(streams.keySet())
            .forEach(key -> of(key).forEach(each -> write(each, ":\n\n"))));
  }

  /** Answers with a stream; refuses where too many are open. */
  void open(K key, RoutingContext context) {
    if (open >= most) {
      throw Problem.unavailable();
    }
    if (of(key).size() >= mostOfOne) {
      throw Problem.tooMany("Too many pages of yours listen at the same time.", 30);
    }
    if (context.response().closed()) {
      // who left while it was looked up would never be heard to leave
      return;
    }
    var response = context
        .response()
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .putHeader("cache-control", "no-store")
        // compression would hold events back
        .putHeader("content-encoding", "identity")
        .putHeader("x-accel-buffering", "no");
    add(key, response);
    response.write("retry: 2000\n\n");
  }

  /** Sends an event, with data on one line, to all streams of a key. */
  void tell(K key, String event, String data) {
    var text = "event: " + event + "\ndata: " + data + "\n\n";
    of(key).forEach(each -> write(each, text));
  }

  /** For whom or what streams are open. */
  Set<K> keys() {
    return Set.copyOf(streams.keySet());
  }

  boolean has(K key) {
    return streams.containsKey(key);
  }

  /** Ends every stream, so that the server can stop; browsers come back by themselves. */
  void close() {
    keys().forEach(key -> of(key).forEach(HttpServerResponse::end));
  }

  private Set<HttpServerResponse> of(K key) {
    return Set.copyOf(streams.getOrDefault(key, Set.of()));
  }

  private void add(K key, HttpServerResponse stream) {
    streams.computeIfAbsent(key, first -> new LinkedHashSet<>()).add(stream);
    open++;
    gauge.incrementAndGet();
    stream.endHandler(ended -> remove(key, stream));
    stream.closeHandler(closed -> remove(key, stream));
  }

  private void remove(K key, HttpServerResponse stream) {
    var those = streams.get(key);
    if (those != null && those.remove(stream)) {
      open--;
      gauge.decrementAndGet();
      if (those.isEmpty()) {
        streams.remove(key);
      }
    }
  }

  /** Lets one go that does not keep up: it comes back by itself and is told what it missed. */
  private static void write(HttpServerResponse stream, String text) {
    if (stream.closed() || stream.ended()) {
      return;
    }
    if (stream.writeQueueFull()) {
      stream.reset();
    } else {
      stream.write(text);
    }
  }
}
