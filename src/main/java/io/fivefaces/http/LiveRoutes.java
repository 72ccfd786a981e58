package io.fivefaces.http;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.bus.Station;
import io.fivefaces.domain.Timestamps;
import io.fivefaces.metrics.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Tells open pages, by server-sent events, that a workspace's numbers changed; they ask for the numbers themselves. */
final class LiveRoutes {

  private static final int MOST_VIEWERS = 500;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Access access;
  private final Metrics metrics;
  private final Clock clock;
  private final Map<Integer, Set<HttpServerResponse>> viewers = new HashMap<>();
  private int open;

  /** Hears the facts on the calling event loop, to which its viewers belong. */
  LiveRoutes(Vertx vertx, Bus bus, Access access, Metrics metrics, Clock clock) {
    this.access = access;
    this.metrics = metrics;
    this.clock = clock;
    bus.on(Fact.StatsChanged.class, Station.PAGES, fact -> tell(fact.workspace()));
    vertx.setPeriodic(
        HEARTBEAT.toMillis(),
        tick -> viewers
            .values()
            .forEach(each -> Set.copyOf(each).forEach(viewer -> write(viewer, ":\n\n"))));
  }

  void mount(Router router) {
    router.get("/api/workspaces/:ws/live").handler(this::watch);
  }

  /** Ends every stream, so that the server can stop; the pages come back by themselves. */
  void close() {
    viewers.values().forEach(each -> Set.copyOf(each).forEach(HttpServerResponse::end));
  }

  private void watch(RoutingContext context) {
    access.workspace(context).onFailure(context::fail).onSuccess(workspace -> {
      if (open >= MOST_VIEWERS) {
        context.fail(Problem.unavailable());
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
      add(workspace.id(), response);
      response.write("retry: 2000\n\n");
    });
  }

  private void add(int workspace, HttpServerResponse viewer) {
    viewers.computeIfAbsent(workspace, first -> new HashSet<>()).add(viewer);
    open++;
    metrics.viewers().incrementAndGet();
    viewer.endHandler(ended -> remove(workspace, viewer));
    viewer.closeHandler(closed -> remove(workspace, viewer));
  }

  private void remove(int workspace, HttpServerResponse viewer) {
    var those = viewers.get(workspace);
    if (those != null && those.remove(viewer)) {
      open--;
      metrics.viewers().decrementAndGet();
    }
  }

  private void tell(int workspace) {
    var event = "event: changed\ndata: {\"at\":\"" + Timestamps.format(clock.instant()) + "\"}\n\n";
    Set.copyOf(viewers.getOrDefault(workspace, Set.of())).forEach(viewer -> write(viewer, event));
  }

  /** Drops an event for a viewer that does not keep up: the next one tells as much. */
  private static void write(HttpServerResponse viewer, String text) {
    if (!viewer.closed() && !viewer.ended() && !viewer.writeQueueFull()) {
      viewer.write(text);
    }
  }
}
