package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.json.JsonException;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.source.Intake;
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
import java.util.Optional;

/** Takes the webhooks of sources: proved by a signature over their raw bytes or by a key, stored, and only then acknowledged. */
final class HookRoutes {

  private static final int BODY_LIMIT = 256 << 10;
  /** The kind whose events come by an API key as well. */
  private static final String OWN_KIND = "native";

  private final SourceDirectory sources;
  private final RateLimit rateLimit;
  private final Access access;
  private final EventWriter writer;
  private final Listening listening;
  private final Metrics metrics;
  private final Clock clock;

  HookRoutes(
      SourceDirectory sources,
      RateLimit rateLimit,
      Access access,
      EventWriter writer,
      Listening listening,
      Metrics metrics,
      Clock clock) {
    this.sources = sources;
    this.rateLimit = rateLimit;
    this.access = access;
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
    var key = key(context);
    if (key.isPresent() && source.kind().equals(OWN_KIND)) {
      return access.bringsEvents(key.get(), source.workspace()).compose(brings -> {
        if (!brings) {
          listening.refused(source);
          throw Problem.badKey();
        }
        return take(context, source, webhook(context));
      });
    }
    var webhook = webhook(context);
    if (!isAuthentic(source, webhook)) {
      listening.refused(source);
      throw key.isPresent() ? Problem.keyOfNoUse() : Problem.badSignature();
    }
    return take(context, source, webhook);
  }

  /** The API key of a request that has no signature of our own scheme. */
  private static Optional<String> key(RoutingContext context) {
    return context.request().headers().contains("webhook-signature")
        ? Optional.empty()
        : Access.bearer(context);
  }

  private static Webhook webhook(RoutingContext context) {
    return new Webhook(context.request()::getHeader, Body.bytes(context));
  }

  private Future<Void> take(RoutingContext context, ConnectedSource source, Webhook webhook) {
    return switch (Sources.ofKind(source.kind()).orElseThrow().take(webhook)) {
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

  private boolean isAuthentic(ConnectedSource connected, Webhook webhook) {
    var source = Sources.ofKind(connected.kind()).orElseThrow();
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
