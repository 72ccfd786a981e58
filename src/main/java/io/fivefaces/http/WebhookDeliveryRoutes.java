package io.fivefaces.http;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Permission;
import io.fivefaces.store.WebhookEndpoints;
import io.fivefaces.store.WebhookLog;
import io.fivefaces.store.WebhookLog.Attempt;
import io.fivefaces.store.WebhookLog.Delivery;
import io.fivefaces.store.WebhookLog.Redelivery;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** What was told to an endpoint, and what is told to it because a person wants it: a test, or something again. */
final class WebhookDeliveryRoutes {

  private static final String ENDPOINT = "/api/workspaces/:ws/webhooks/:id";
  private static final List<String> STATES = List.of("pending", "delivered", "exhausted");
  private static final int PAGE = 50;
  private static final int MOST = 100;

  private final WebhookEndpoints endpoints;
  private final WebhookLog log;
  private final Access access;
  private final Throttle tests;
  private final Keyring keys;
  private final Bus bus;
  private final Clock clock;

  WebhookDeliveryRoutes(HttpParts parts) {
    endpoints = parts.webhookEndpoints();
    log = parts.webhookLog();
    access = parts.access();
    tests = parts.throttle();
    keys = parts.keys();
    bus = parts.bus();
    clock = parts.clock();
  }

  void mount(Router router) {
    router
        .get(ENDPOINT + "/deliveries")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::list));
    router
        .post(ENDPOINT + "/test")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.created(this::test));
    router
        .post(ENDPOINT + "/deliveries/:delivery/redeliver")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.accepted(this::redeliverOf));
    router
        .post("/api/workspaces/:ws/deliveries/:delivery/redeliver")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.accepted(context -> redeliver(context, null)));
  }

  private record View(
      String id,
      String eventId,
      String type,
      String payload,
      String state,
      Instant createdAt,
      Instant settledAt,
      Instant nextTryAt,
      List<Attempt> attempts) {
    static View of(Delivery delivery) {
      return new View(
          Long.toString(delivery.id()),
          delivery.event(),
          delivery.type(),
          delivery.payload(),
          delivery.state(),
          delivery.createdAt(),
          delivery.settledAt(),
          delivery.nextTryAt(),
          delivery.attempts());
    }
  }

  private Future<Page<View>> list(RoutingContext context) {
    int id = endpoint(context);
    var state = state(context.request().getParam("state"));
    int limit = Page.limit(context, PAGE, MOST);
    long below = Cursor.of(context, Long.MAX_VALUE).first();
    return access
        .workspace(context)
        .compose(workspace -> endpoints
            .find(workspace.id(), id)
            .map(found -> found.orElseThrow(() -> Problem.notFound("webhook")))
            .compose(found -> log.newest(workspace.id(), id, state, below, limit + 1)))
        .map(rows -> Page.of(rows, limit, View::of, last -> Cursor.text(last.id())));
  }

  private Future<View> redeliverOf(RoutingContext context) {
    return redeliver(context, endpoint(context));
  }

  private Future<View> redeliver(RoutingContext context, Integer endpoint) {
    long delivery = delivery(context.pathParam("delivery"));
    return access
        .workspace(context)
        .compose(
            workspace -> log.redeliver(workspace.id(), endpoint, delivery, Access.who(context)))
        .map(redelivery -> switch (redelivery) {
          case Redelivery.Queued queued -> {
            bus.publish(new Fact.WebhooksQueued());
            yield View.of(queued.delivery());
          }
          case Redelivery.UnderWay underWay ->
            throw Problem.conflict(
                "It is being sent", "A try is under way: see what comes of it, then ask again.");
          case Redelivery.Enough enough ->
            throw Problem.tooMany(
                WebhookLog.MOST_ASKED + " already wait to be sent again to this webhook.", 60);
          case Redelivery.Unknown unknown -> throw Problem.notFound("delivery");
        });
  }

  private Future<View> test(RoutingContext context) {
    int id = endpoint(context);
    return access
        .workspace(context)
        .compose(workspace -> {
          if (!tests.allows("webhook tests of " + workspace.id())) {
            throw Problem.tooMany("A workspace may send a few tests a minute.", 60);
          }
          return log.test(
              workspace.id(),
              id,
              TestEvent.id(keys),
              TestEvent.TYPE,
              TestEvent.payload(clock.instant()),
              Access.who(context));
        })
        .map(queued -> queued.orElseThrow(() -> Problem.notFound("webhook")))
        .onSuccess(queued -> bus.publish(new Fact.WebhooksQueued()))
        .map(View::of);
  }

  private static int endpoint(RoutingContext context) {
    return Access.number(context.pathParam("id"), "webhook");
  }

  private static long delivery(String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw Problem.notFound("delivery");
    }
    return Long.parseLong(text);
  }

  private static String state(String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (!STATES.contains(text)) {
      throw Problem.badRequest("'state' is one of " + STATES + ".");
    }
    return text;
  }
}
