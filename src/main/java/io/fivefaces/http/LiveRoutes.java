package io.fivefaces.http;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.bus.Station;
import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Timestamps;
import io.fivefaces.metrics.Metrics;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;

/** Tells open pages, by server-sent events, that a workspace's numbers changed; they ask for the numbers themselves. */
final class LiveRoutes {

  private static final int MOST_VIEWERS = 500;

  private final Access access;
  private final Clock clock;
  private final EventStreams<Integer> viewers;

  /** Hears the facts on the calling event loop, to which its viewers belong. */
  LiveRoutes(Vertx vertx, Bus bus, Access access, Metrics metrics, Clock clock) {
    this.access = access;
    this.clock = clock;
    viewers = new EventStreams<>(vertx, MOST_VIEWERS, MOST_VIEWERS, metrics.viewers());
    bus.on(Fact.StatsChanged.class, Station.PAGES, fact -> tell(fact.workspace()));
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/live")
        .handler(access.needs(Permission.CONVERSATIONS))
        .handler(this::watch);
  }

  /** Ends every stream, so that the server can stop; the pages come back by themselves. */
  void close() {
    viewers.close();
  }

  private void watch(RoutingContext context) {
    access
        .workspace(context)
        .<Void>map(workspace -> {
          viewers.open(workspace.id(), context);
          return null;
        })
        .onFailure(context::fail);
  }

  private void tell(int workspace) {
    viewers.tell(workspace, "changed", "{\"at\":\"" + Timestamps.format(clock.instant()) + "\"}");
  }
}
