package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.json.JsonException;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.source.Intake;
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
  private final RateLimit rateLimit;
  private final EventWriter writer;
  private final Listening listening;
  private final Metrics metrics;
  private final Clock clock;

  HookRoutes(
      SourceDirectory sources,
      RateLimit rateLimit,
      EventWriter writer,
      Listening listening,
      Metrics metrics,
      Clock clock) {
    this.sources = sources;
    this.rateLimit = rateLimit;
    this.writer = writer;
    this.listening = listening;
    this.metrics = metrics;
    this.clock = clock;
  }

  void mount(Router router) {
    router.post("/hooks/:key").handler(Body.upTo(BODY_LIMIT)).handler(this::receive);
    // how Intercom looks whether an address is there
    router
        .head("/hooks/:key")
        .handler(context -> Reply.with(
            context,
            sources.byKey(context.pathParam("key")),
            source -> context.response().end()));
  }

  private record Receipt(int accepted, int duplicates) {}

  private record Proof(String challenge) {}

  private void receive(RoutingContext context) {
    long begun = System.nanoTime();
    sources
        .byKey(context.pathParam("key"))
        .compose(source -> answer(context, source).onSuccess(done -> listening.heard(source)))
        .onSuccess(done -> metrics.ingested(Duration.ofNanos(System.nanoTime() - begun)))
        .onFailure(failure -> {
          metrics.refusedWebhook(reason(failure));
          context.fail(failure);
        });
  }

  private Future<Void> answer(RoutingContext context, ConnectedSource source) {
    rateLimit.check(source);
    return switch (take(context, source)) {
      case Intake.Events events ->
        store(source, events.events()).map(receipt -> {
          Reply.send(context, 202, receipt);
          return null;
        });
      case Intake.Challenge challenge -> {
        Reply.send(context, 200, new Proof(challenge.text()));
        yield Future.succeededFuture();
      }
    };
  }

  private Intake take(RoutingContext context, ConnectedSource connected) {
    var source = Sources.ofKind(connected.kind()).orElseThrow();
    var webhook = new Webhook(context.request()::getHeader, Body.bytes(context));
    if (!isAuthentic(connected, source, webhook)) {
      listening.refused(connected);
      throw Problem.badSignature();
    }
    return source.take(webhook);
  }

  private boolean isAuthentic(ConnectedSource connected, Source source, Webhook webhook) {
    var now = clock.instant();
    var secrets = connected.secrets(now);
    return connected.settings().acceptUnsigned()
        || (!secrets.isEmpty() && source.isAuthentic(webhook, secrets, now));
  }

  private Future<Receipt> store(ConnectedSource source, List<SourceEvent> events) {
    var stored = events.stream()
        .map(event -> new NewEvent(source.workspace(), source.id(), event.id(), event.payload()))
        .toList();
    return writer.append(stored).map(duplicates -> {
      rateLimit.charge(source, stored.size());
      metrics.events(source.kind(), "accepted", stored.size() - duplicates);
      metrics.events(source.kind(), "duplicate", duplicates);
      return new Receipt(stored.size() - duplicates, duplicates);
    });
  }

  private static String reason(Throwable failure) {
    return switch (failure) {
      case Problem refused ->
        switch (refused.status()) {
          case 404 -> "unknown_source";
          case 429 -> "rate_limit";
          default -> "signature";
        };
      case JsonException malformed -> "malformed";
      case EventWriter.Flooded flooded -> "rate_limit";
      case EventWriter.Saturated saturated -> "saturated";
      default -> "failed";
    };
  }
}
