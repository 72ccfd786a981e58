package io.fivefaces.http;

import io.fivefaces.domain.MailReport;
import io.fivefaces.feedback.Notice;
import io.fivefaces.feedback.Provider;
import io.fivefaces.json.JsonException;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.source.Webhook;
import io.fivefaces.store.MailReports;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;

/** Takes what mail services tell of our mails; each proves itself by its own scheme, and is off until its key is set. */
final class BounceRoutes {

  /** SendGrid sends up to 768 kB at once. */
  private static final int BODY_LIMIT = 1 << 20;

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
    var taken = provider
        .isAuthentic(webhook, clock.instant())
        .compose(authentic -> {
          if (!authentic) {
            metrics.bounces(provider.name(), "unauthentic");
            throw Problem.unproven(provider.name(), provider.key());
          }
          return read(provider, webhook);
        })
        .compose(notice -> takeAll(provider, notice));
    Reply.with(context, taken, accepted -> Reply.send(context, 200, new Receipt(accepted)));
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
  private Future<Integer> takeAll(Provider provider, Notice notice) {
    Promise<Integer> all = Promise.promise();
    takeNext(provider, notice.token(), notice.reports().iterator(), 0, all);
    return all.future();
  }

  /** No chain of futures, which a batch of thousands would make as deep. */
  private void takeNext(
      Provider provider,
      String token,
      Iterator<MailReport> next,
      int accepted,
      Promise<Integer> all) {
    if (!next.hasNext()) {
      all.complete(accepted);
      return;
    }
    Future.succeededFuture(next.next())
        .compose(report -> reports
            .take(provider.name(), report, token)
            .map(outcome -> accepted + count(provider, report, outcome)))
        .onComplete(sum -> takeNext(provider, token, next, sum, all), all::fail);
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
