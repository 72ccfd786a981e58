package io.fivefaces.http;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Permission;
import io.fivefaces.domain.WebhookEvent;
import io.fivefaces.outbound.Courier;
import io.fivefaces.source.Secrets;
import io.fivefaces.source.Source.Proof;
import io.fivefaces.store.WebhookEndpoints;
import io.fivefaces.store.WebhookEndpoints.Choice;
import io.fivefaces.store.WebhookEndpoints.Endpoint;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is told of what happens in a workspace. A secret is shown once. */
final class WebhookRoutes {

  private static final String ALL = "/api/workspaces/:ws/webhooks";
  private static final String ONE = ALL + "/:id";

  private final WebhookEndpoints endpoints;
  private final Courier courier;
  private final Access access;
  private final Keyring keys;
  private final Bus bus;

  WebhookRoutes(HttpParts parts) {
    endpoints = parts.webhookEndpoints();
    courier = parts.courier();
    access = parts.access();
    keys = parts.keys();
    bus = parts.bus();
  }

  void mount(Router router) {
    router.get(ALL).handler(access.needs(Permission.ADMINISTRATION)).handler(Reply.ok(this::list));
    router
        .post(ALL)
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.created(this::add));
    router.get(ONE).handler(access.needs(Permission.ADMINISTRATION)).handler(Reply.ok(this::show));
    router
        .patch(ONE)
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::change));
    router
        .delete(ONE)
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::remove));
    router
        .post(ONE + "/rotate-secret")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::rotateSecret));
  }

  private record Wanted(String url, List<String> events) {}

  private record Change(String url, List<String> events, Boolean paused) {}

  private record Made(String id, String url, List<String> events, String secret) {}

  private record Rotated(String secret, Instant previousSecretUntil) {}

  private Future<Page<WebhookView>> list(RoutingContext context) {
    return access
        .workspace(context)
        .compose(workspace -> endpoints.of(workspace.id()))
        .map(all -> Page.whole(all.stream().map(WebhookView::of).toList()));
  }

  private Future<Made> add(RoutingContext context) {
    var wanted = Body.json(context, Wanted.class);
    var events = events(wanted.events());
    var secret = Secrets.made(Proof.STANDARD_WEBHOOKS, keys);
    return access
        .workspace(context)
        .compose(workspace -> reachable(wanted.url())
            .compose(
                url -> endpoints.add(workspace.id(), url, events, secret, Access.who(context))))
        .map(made -> made.orElseThrow(() -> Problem.conflict(
            "There are enough",
            "A workspace has at most " + WebhookEndpoints.MOST + " webhooks: remove one first.")))
        .map(made -> new Made(Integer.toString(made.id()), made.url(), made.events(), secret));
  }

  private Future<WebhookView> show(RoutingContext context) {
    int id = id(context);
    return access
        .workspace(context)
        .compose(workspace -> endpoints.find(workspace.id(), id))
        .map(WebhookRoutes::found)
        .map(WebhookView::of);
  }

  private Future<WebhookView> change(RoutingContext context) {
    var change = Body.json(context, Change.class);
    int id = id(context);
    var reachable =
        change.url() == null ? Future.<String>succeededFuture() : reachable(change.url());
    var events = change.events() == null ? null : events(change.events());
    return access
        .workspace(context)
        .compose(workspace -> reachable.compose(url -> endpoints.change(
            workspace.id(),
            id,
            before -> new Choice(
                url == null ? before.url() : url,
                events == null ? before.events() : events,
                change.paused() == null ? before.paused() : change.paused()),
            Access.who(context))))
        .map(WebhookRoutes::found)
        .onSuccess(changed -> bus.publish(new Fact.WebhooksQueued()))
        .map(WebhookView::of);
  }

  private Future<WebhookView> remove(RoutingContext context) {
    int id = id(context);
    return access
        .workspace(context)
        .compose(workspace -> endpoints.remove(workspace.id(), id, Access.who(context)))
        .map(WebhookRoutes::found)
        .map(WebhookView::of);
  }

  private Future<Rotated> rotateSecret(RoutingContext context) {
    int id = id(context);
    var secret = Secrets.made(Proof.STANDARD_WEBHOOKS, keys);
    return access
        .workspace(context)
        .compose(
            workspace -> endpoints.changeSecret(workspace.id(), id, secret, Access.who(context)))
        .map(WebhookRoutes::found)
        .map(changed -> new Rotated(secret, changed.previousUntil()));
  }

  private static int id(RoutingContext context) {
    return Access.number(context.pathParam("id"), "webhook");
  }

  private static Endpoint found(Optional<Endpoint> endpoint) {
    return endpoint.orElseThrow(() -> Problem.notFound("webhook"));
  }

  /** The URL, once it is clear that it may be reached. */
  private Future<String> reachable(String text) {
    if (text == null) {
      throw Problem.badRequest("'url' is where the events are sent.");
    }
    var url = text.strip();
    return courier.refusal(url).map(refusal -> {
      if (refusal.isPresent()) {
        throw Problem.badRequest(refusal.get());
      }
      return url;
    });
  }

  /** Each once, in the order of the list. */
  private static List<String> events(List<String> wanted) {
    if (wanted == null
        || wanted.isEmpty()
        || wanted.stream().anyMatch(name -> name == null || !WebhookEvent.NAMES.contains(name))) {
      throw Problem.badRequest("'events' has at least one of " + WebhookEvent.NAMES + ".");
    }
    return WebhookEvent.NAMES.stream().filter(wanted::contains).toList();
  }
}
