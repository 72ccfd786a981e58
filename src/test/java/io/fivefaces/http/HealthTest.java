package io.fivefaces.http;

import static io.fivefaces.http.MailedLinks.MAILBOX;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Caller;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestDatabase;
import org.junit.jupiter.api.Test;

class HealthTest {

  @Test
  void aRunningServiceIsLiveAndReadyAndTellsItsMetrics() throws Exception {
    TestApp.run(app -> {
      assertThat(app.request("GET", app.managementUrl("/health/live"), null).body())
          .isEqualTo("{\"status\":\"up\"}");
      assertThat(app.request("GET", app.managementUrl("/health/ready"), null).body())
          .isEqualTo("{\"status\":\"up\"}");
      var metrics = app.request("GET", app.managementUrl("/metrics"), null);
      assertThat(metrics.header("content-type")).startsWith("text/plain; version=0.0.4");
      assertThat(metrics.body()).contains("fivefaces_projection_lag_seconds", "jvm_memory");
      for (var path : new String[] {"/metrics", "/health/live", "/health/ready"}) {
        assertThat(app.request("GET", path, null).status())
            .as("public %s", path)
            .isEqualTo(404);
      }
    });
  }

  @Test
  void withItsDatabaseAwayItSaysSoAndComesBackByItself() throws Exception {
    try (var server = new TestDatabase();
        var database = new TestDatabase()) {
      TestApp.run(database, MAILBOX, app -> {
        var source = app.newSource(app.newAskingWorkspace());
        var link = MailedLinks.ask(app, source, "4711");
        var written = "score=5&view=" + app.view(link);
        var ready = app.managementUrl("/health/ready");

        server.takesConnections(database, false);
        var down = app.until(
            "it notices", () -> app.request("GET", ready, null), reply -> reply.status() == 503);
        assertThat(down.json().get("status").asText()).isEqualTo("down");
        assertThat(down.json().get("reason").asText()).isEqualTo("the database does not answer");
        assertThat(app.request("GET", app.managementUrl("/health/live"), null).status())
            .isEqualTo(200);
        isAskedToComeAgain(app.api("GET", "/api/workspaces"));
        isAskedToComeAgain(app.hook(source, Samples.closedTalk("4712")));
        isAskedToComeAgain(
            app.request("POST", link, "{\"score\":5}", "content-type", "application/json"));
        var form =
            app.request("POST", link, written, "content-type", "application/x-www-form-urlencoded");
        assertThat(form.status()).isEqualTo(503);
        assertThat(form.header("content-type")).startsWith("text/html");
        assertThat(form.header("retry-after")).isEqualTo("1");
        assertThat(form.body()).contains("Please try again in a moment");

        server.takesConnections(database, true);
        app.until(
            "it is back", () -> app.request("GET", ready, null), reply -> reply.status() == 200);
        assertThat(app.request(
                    "POST", link, written, "content-type", "application/x-www-form-urlencoded")
                .status())
            .isEqualTo(201);
      });
    }
  }

  private static void isAskedToComeAgain(Caller.Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
    assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
    assertThat(reply.header("retry-after")).isEqualTo("1");
  }
}
