package io.fivefaces.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.fivefaces.demo.DemoSlack;
import io.fivefaces.json.Json;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** The demo's Slack, where there is a demo: its page, open to strangers, and its Web API, for the demo's bot token. */
final class DemoSlackRoutes {

  private static final int BODY_LIMIT = 16 << 10;
  private static final String BEARER = "Bearer ";

  private final Optional<DemoSlack> demo;
  private final Throttle throttle;
  private final ClientNetwork network;

  DemoSlackRoutes(Optional<DemoSlack> demo, Throttle throttle, ClientNetwork network) {
    this.demo = demo;
    this.throttle = throttle;
    this.network = network;
  }

  void mount(Router router) {
    router.post("/demo/slack/threads").handler(Reply.created(this::begin));
    router.get("/demo/slack/threads/:id").handler(Reply.ok(this::thread));
    router.post("/demo/slack/taps").handler(Body.upTo(BODY_LIMIT)).handler(Reply.ok(this::tap));
    router.post("/demo/slack/views").handler(Body.upTo(BODY_LIMIT)).handler(Reply.ok(this::send));
    router
        .post("/demo/slack/api/:method")
        .handler(Body.upTo(BODY_LIMIT))
        .handler(Reply.ok(this::call));
    router.get("/demo/slack/api/:method").handler(Reply.ok(this::read));
  }

  private Future<DemoSlack.Begun> begin(RoutingContext context) {
    var slack = slack();
    check("demo slack ", context);
    return orLater(slack.begin()).map(begun -> begun.orElseThrow(() -> Problem.notFound("demo")));
  }

  private Future<DemoSlack.Shown> thread(RoutingContext context) {
    return Future.succeededFuture(
        slack().find(context.pathParam("id")).orElseThrow(() -> Problem.notFound("thread")));
  }

  private record Tap(String thread, String message, String block, String action) {
    private Tap {
      requireNonNull(thread, "'thread' is the id of a thread");
      requireNonNull(message, "'message' is the timestamp of a message");
      requireNonNull(block, "'block' is the id of its block of buttons");
      requireNonNull(action, "'action' is the id of a button");
    }
  }

  private Future<DemoSlack.Shown> tap(RoutingContext context) {
    var slack = slack();
    var tap = Body.json(context, Tap.class);
    check("demo tap ", context);
    return orLater(slack.tap(tap.thread(), tap.message(), tap.block(), tap.action()))
        .map(shown -> shown.orElseThrow(() -> Problem.notFound("button")));
  }

  private record Sent(String thread, String window, Map<String, String> fields) {
    private Sent {
      requireNonNull(thread, "'thread' is the id of a thread");
      requireNonNull(window, "'window' is the id of its window");
      requireNonNull(fields, "'fields' has what was written, by block");
    }
  }

  /** What Slack's own client is told: the window's fields that were refused, each with a word why. */
  private record Refusal(String responseAction, Map<String, String> errors) {
    static final Refusal NONE = new Refusal(null, Map.of());
  }

  private Future<Refusal> send(RoutingContext context) {
    var slack = slack();
    var sent = Body.json(context, Sent.class);
    check("demo tap ", context);
    return orLater(slack.send(sent.thread(), sent.window(), sent.fields()))
        .map(answer -> answer.orElseThrow(() -> Problem.notFound("window")))
        .map(answer ->
            answer.isEmpty() ? Refusal.NONE : Json.read(answer.getBytes(UTF_8), Refusal.class));
  }

  private Future<Map<String, Object>> call(RoutingContext context) {
    return Future.succeededFuture(
        slack().call(context.pathParam("method"), token(context), Body.json(context)));
  }

  private Future<Map<String, Object>> read(RoutingContext context) {
    var query = context.request().params();
    return Future.succeededFuture(slack()
        .read(context.pathParam("method"), token(context), query.get("channel"), query.get("ts")));
  }

  /** The hooks that the demo's Slack tells are saturated or away when the rest is. */
  private static <T> Future<T> orLater(Future<T> work) {
    return work.recover(failure -> Future.failedFuture(Problem.unavailable()));
  }

  private DemoSlack slack() {
    return demo.orElseThrow(() -> Problem.notFound("demo"));
  }

  private void check(String what, RoutingContext context) {
    if (!throttle.allows(what + network.of(context))) {
      throw Problem.tooMany("The demo's Slack needs a moment. Please try again soon.", 60);
    }
  }

  private static String token(RoutingContext context) {
    var header = context.request().getHeader("authorization");
    return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : null;
  }
}
