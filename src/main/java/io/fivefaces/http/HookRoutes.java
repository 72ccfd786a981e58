package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.source.Source;
import io.fivefaces.source.SourceEvent;
import io.fivefaces.source.Sources;
import io.fivefaces.source.Webhook;
import io.fivefaces.store.EventWriter;
import io.fivefaces.store.EventWriter.NewEvent;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Takes the webhooks of sources: verified over their raw bytes, stored, and only then acknowledged. */
final class HookRoutes {

  private static final int BODY_LIMIT = 256 << 10;

  private final SourceDirectory sources;
  private final EventWriter writer;
  private final Metrics metrics;
  private final Clock clock;

  HookRoutes(SourceDirectory sources, EventWriter writer, Metrics metrics, Clock clock) {
    this.sources = sources;
    this.writer = writer;
    this.metrics = metrics;
    this.clock = clock;
  }

  void mount(Router router) {
    router
        .post("/hooks/:key")
        .handler(Body.upTo(BODY_LIMIT))
        .handler(Reply.accepted(this::receive));
  }

  private record Receipt(int accepted, int duplicates) {}

  private Future<Receipt> receive(RoutingContext context) {
    long begun = System.nanoTime();
    return sources
        .byKey(context.pathParam("key"))
        .compose(source -> store(context, source))
        .onSuccess(receipt -> metrics.ingested(Duration.ofNanos(System.nanoTime() - begun)))
        .onFailure(failure -> metrics.refusedWebhook(reason(failure)));
  }

  private Future<Receipt> store(RoutingContext context, ConnectedSource connected) {
    var source = Sources.ofKind(connected.kind()).orElseThrow();
    var events = read(context, connected, source);
    var stored = events.stream()
        .map(event ->
            new NewEvent(connected.workspace(), connected.id(), event.id(), event.payload()))
        .toList();
    return writer.append(stored).map(duplicates -> {
      long unknown = events.stream().filter(event -> !event.known()).count();
      metrics.events(source.kind(), "accepted", events.size() - duplicates);
      metrics.events(source.kind(), "duplicate", duplicates);
      metrics.events(source.kind(), "unknown_type", unknown);
      return new Receipt(events.size() - duplicates, duplicates);
    });
  }

  private List<SourceEvent> read(RoutingContext context, ConnectedSource connected, Source source) {
    var webhook = new Webhook(context.request()::getHeader, Body.bytes(context));
    if (!source.isAuthentic(webhook, List.of(connected.secret()), clock.instant())) {
      throw Problem.badSignature();
    }
    return source.events(webhook);
  }

  private static String reason(Throwable failure) {
    return switch (failure) {
      case Problem refused -> refused.status() == 404 ? "unknown_source" : "signature";
      case io.fivefaces.json.JsonException malformed -> "malformed";
      case EventWriter.Saturated saturated -> "saturated";
      default -> "failed";
    };
  }
}
