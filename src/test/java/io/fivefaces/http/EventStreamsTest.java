package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventStreamsTest {

  @Test
  void whoLeftBeforeTheStreamWasGrantedHoldsNone() throws Exception {
    var vertx = Vertx.vertx();
    try {
      var open = new AtomicInteger();
      var streams = new EventStreams<String>(vertx, 10, 1, open);
      var asked = Promise.<RoutingContext>promise();
      var left = Promise.<Void>promise();
      var router = Router.router(vertx);
      router.get("/stream").handler(context -> {
        context.request().connection().closeHandler(left::tryComplete);
        asked.tryComplete(context);
      });
      var server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
      var request = await(vertx
          .createHttpClient()
          .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/stream"));
      request.send();
      var context = await(asked.future());
      request.connection().close();
      await(left.future());

      var granted = Promise.<Boolean>promise();
      context.vertx().runOnContext(later -> {
        streams.open("v-9", context);
        granted.complete(streams.has("v-9"));
      });
      assertThat(await(granted.future())).isFalse();
      assertThat(open).hasValue(0);
    } finally {
      await(vertx.close());
    }
  }

  private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
