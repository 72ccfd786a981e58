package io.fivefaces.http;

import io.fivefaces.domain.MailReport;
import io.fivefaces.feedback.Notice;
import io.fivefaces.feedback.Provider;
import io.fivefaces.json.JsonException;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.source.Webhook;
import io.fivefaces.store.MailReports;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;

/** Takes what mail services tell of our mails; each proves itself by its own scheme, and is off until its key is set. */
final class BounceRoutes {

  private static final int BODY_LIMIT = 256 << 10;

  private final List<Provider> providers;
  private final MailReports reports;
  private final Metrics metrics;
  private final Clock clock;

  BounceRoutes(List<Provider> providers, MailReports reports, Metrics metrics, Clock clock) {
    this.providers = providers;
    this.reports = reports;
    this.metrics = metrics;
    this.clock = clock;
  }

  void mount(Router router) {
    router.post("/bounces/:provider").handler(Body.upTo(BODY_LIMIT)).handler(this::receive);
  }

  private record Receipt(int accepted) {}

  private void receive(RoutingContext context) {
    var provider = provider(context.pathParam("provider"));
    var webhook = new Webhook(context.request()::getHeader, Body.bytes(context));
    provider
        .isAuthentic(webhook, clock.instant())
        .compose(authentic -> {
          if (!authentic) {
            metrics.bounces(provider.name(), "unauthentic");
            throw Problem.unproven(provider.name(), provider.key());
          }
          return read(provider, webhook);
        })
        .compose(notice -> takeAll(provider, notice, 0, 0))
        .onSuccess(accepted -> Reply.send(context, 200, new Receipt(accepted)))
        .onFailure(context::fail);
  }

  private Provider provider(String name) {
    var provider = providers.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("mail service"));
    if (!provider.isOn()) {
      throw Problem.switchedOff(provider.key());
    }
    return provider;
  }

  /** What its sender cannot mend is counted and taken as nothing: asked again, it would only send the same. */
  private Future<Notice> read(Provider provider, Webhook webhook) {
    try {
      return provider.read(webhook);
    } catch (JsonException malformed) {
      metrics.bounces(provider.name(), "malformed");
      return Future.succeededFuture(new Notice(null, List.of()));
    }
  }

  /** One after the other, each in a transaction of its own: what fails is sent again whole, and told twice is told once. */
  private Future<Integer> takeAll(Provider provider, Notice notice, int from, int accepted) {
    if (from == notice.reports().size()) {
      return Future.succeededFuture(accepted);
    }
    var report = notice.reports().get(from);
    return reports
        .take(provider.name(), report, notice.token())
        .compose(outcome ->
            takeAll(provider, notice, from + 1, accepted + count(provider, report, outcome)));
  }

  private int count(Provider provider, MailReport report, MailReports.Outcome outcome) {
    return switch (outcome) {
      case TAKEN -> {
        metrics.bounces(provider.name(), report.kind().toString());
        yield 1;
      }
      case UNMATCHED -> {
        metrics.bounces(provider.name(), "unmatched");
        yield 0;
      }
      case REPLAYED -> {
        metrics.bounces(provider.name(), "replayed");
        throw Problem.replayed();
      }
    };
  }
}
