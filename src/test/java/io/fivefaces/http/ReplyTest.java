package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No request stays without an answer. */
class ReplyTest {

  /** What cannot be written as JSON. */
  private record Unwritable() {
    @SuppressWarnings("unused")
    public String getText() {
      throw new IllegalStateException("no text");
    }
  }

  @Test
  void anAnswerThatCannotBeWrittenIsAFaultAndNoSilence() throws Exception {
    var vertx = Vertx.vertx();
    try {
      var router = Router.router(vertx);
      router.route().failureHandler(new Problems("none"));
      router.get("/value").handler(Reply.ok(context -> Future.succeededFuture(new Unwritable())));
      router
          .get("/page")
          .handler(context -> Reply.with(context, vertx.timer(1), done -> {
            throw new IllegalStateException("no page");
          }));
      var server =
          vertx.createHttpServer().requestHandler(router).listen(0).await(10, TimeUnit.SECONDS);

      for (var path : new String[] {"/value", "/page"}) {
        var status = vertx
            .createHttpClient()
            .request(HttpMethod.GET, server.actualPort(), "localhost", path)
            .compose(request -> request.send())
            .map(response -> response.statusCode())
            .await(10, TimeUnit.SECONDS);
        assertThat(status).as(path).isEqualTo(500);
      }
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }
}
