package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.Keyring;
import io.fivefaces.http.SlackTaps.Reaction;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.source.Source;
import io.fivefaces.source.Sources;
import io.fivefaces.source.Webhook;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Slack's interactivity: signed over its raw bytes, and answered within the three seconds that Slack waits. */
final class SlackRoutes {

  private static final String KIND = "slack";
  private static final Source SLACK = Sources.ofKind(KIND).orElseThrow();
  private static final int BODY_LIMIT = 128 << 10;
  private static final Duration PATIENCE = Duration.ofMillis(2300);
  private static final Duration LEAST = Duration.ofMillis(100);

  private final SourceDirectory sources;
  private final SlackTaps taps;
  private final Metrics metrics;
  private final Clock clock;

  SlackRoutes(SourceDirectory sources, HttpParts parts) {
    this.sources = sources;
    taps = new SlackTaps(parts, new SlackVoice(parts.slackApps(), parts.slackApi()));
    metrics = parts.metrics();
    clock = parts.clock();
  }

  void mount(Router router) {
    router.post("/hooks/:key/interactions").handler(Body.upTo(BODY_LIMIT)).handler(this::receive);
  }

  private void receive(RoutingContext context) {
    long begun = System.nanoTime();
    sources
        .byKey(context.pathParam("key"))
        .compose(source -> take(context, source, begun))
        .onFailure(context::fail);
  }

  private Future<Void> take(RoutingContext context, ConnectedSource source, long begun) {
    if (!source.kind().equals(KIND)) {
      throw Problem.notFound("source with buttons");
    }
    var body = Body.bytes(context);
    if (!isAuthentic(context, source, body)) {
      if (!Form.of(body).has("ssl_check")) {
        throw Problem.badSignature();
      }
      // a look at our certificate, which Slack does not sign and which means nothing else
      context.response().end();
      return Future.succeededFuture();
    }
    var interaction = read(body);
    if (interaction.isEmpty()) {
      metrics.slackInteraction("ignored");
      context.response().end();
      return Future.succeededFuture();
    }
    return react(source, interaction.get(), begun).map(reaction -> {
      answer(context, reaction);
      return null;
    });
  }

  private boolean isAuthentic(RoutingContext context, ConnectedSource source, byte[] body) {
    var now = clock.instant();
    var secrets = source.secrets(now);
    return !secrets.isEmpty()
        && SLACK.isAuthentic(new Webhook(context.request()::getHeader, body), secrets, now);
  }

  private static Optional<SlackInteraction> read(byte[] body) {
    var payload = Form.of(body).get("payload");
    if (payload == null) {
      throw Problem.badRequest("Send the form field 'payload', as Slack does.");
    }
    return SlackInteraction.read(Keyring.utf8(payload));
  }

  private Future<Reaction> react(ConnectedSource source, SlackInteraction interaction, long begun) {
    var left = PATIENCE.minusNanos(System.nanoTime() - begun);
    var patience = left.compareTo(LEAST) > 0 ? left : LEAST;
    return taps.react(source, interaction)
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> taps.failed(source, interaction, failure));
  }

  private void answer(RoutingContext context, Reaction reaction) {
    metrics.slackInteraction(reaction.outcome());
    if (reaction.answer() == null) {
      context.response().end();
    } else {
      Reply.send(context, 200, reaction.answer());
    }
    reaction.then().run();
  }
}
