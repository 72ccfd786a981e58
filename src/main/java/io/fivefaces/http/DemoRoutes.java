package io.fivefaces.http;

import io.fivefaces.demo.DemoChat;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The chat of the demo shop's page, where there is a demo. Open to strangers, a few times a minute. */
final class DemoRoutes {

  private static final int BODY_LIMIT = 1 << 10;

  private final Optional<DemoChat> chat;
  private final Throttle throttle;
  private final ClientNetwork network;

  DemoRoutes(Optional<DemoChat> chat, Throttle throttle, ClientNetwork network) {
    this.chat = chat;
    this.throttle = throttle;
    this.network = network;
  }

  void mount(Router router) {
    router.post("/demo/chats").handler(Body.upTo(BODY_LIMIT)).handler(Reply.created(this::begin));
  }

  private record Wanted(String visitor, String hash) {}

  private Future<DemoChat.Begun> begin(RoutingContext context) {
    var demo = chat.orElseThrow(() -> Problem.notFound("demo"));
    var wanted = Body.json(context, Wanted.class);
    if (!throttle.allows("demo " + network.of(context))) {
      throw Problem.tooMany("The demo's agents need a moment. Please write again soon.", 60);
    }
    return demo.begin(wanted.visitor(), wanted.hash())
        .map(begun -> begun.orElseThrow(() -> Problem.notFound("demo")));
  }
}
