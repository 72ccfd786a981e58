package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When the database does not keep up, callers are told to come back, and nothing is lost or doubled. */
class SaturationTest {

  @Test
  void whatCannotBeStoredInTimeIsRefusedAndComesThroughLater() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      assertThat(app.hook(source, Samples.inbound("1").id("first")).status()).isEqualTo(202);
      try (var lock = app.database().connect()) {
        lock.setAutoCommit(false);
        lock.createStatement().execute("lock table event_keys in access exclusive mode");
        var refused = app.hook(source, Samples.inbound("1").id("second"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("retry-after")).isEqualTo("1");
        assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
        lock.rollback();
      }
      app.until(
          "it takes webhooks again",
          () -> app.hook(source, Samples.inbound("1").id("second")).status(),
          status -> status == 202);
      assertThat(app.database().count("select count(*) from event_keys")).isEqualTo(2);
    });
  }

  @Test
  void anArrayIsTakenWholeOrNotAtAll() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var most = IntStream.range(0, 500)
          .mapToObj(i -> Samples.inbound("c" + i % 7).id("e" + i))
          .toList();
      assertThat(app.hook(source, most).body()).isEqualTo("{\"accepted\":500,\"duplicates\":0}");
      assertThat(app.hook(source, most).body()).isEqualTo("{\"accepted\":0,\"duplicates\":500}");

      var broken = List.of(
          Samples.inbound("x").id("good"),
          Samples.inbound("x").id("bad").with("occurred_at", "soon"));
      var refused = app.hook(source, broken);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().get("detail").asText()).startsWith("Event 1: ");
      assertThat(app.database().count("select count(*) from event_keys")).isEqualTo(500);
    });
  }

  @Test
  void eventsWithoutAnIdAreKnownByTheirWebhooksIdAndIndex() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var two = List.of(Samples.inbound("1"), Samples.outbound("1"));
      two.forEach(event -> event.remove("id"));
      assertThat(app.hook(source, "msg_1", two).body())
          .isEqualTo("{\"accepted\":2,\"duplicates\":0}");
      assertThat(app.hook(source, "msg_1", two).body())
          .isEqualTo("{\"accepted\":0,\"duplicates\":2}");
    });
  }

  @Test
  void anUnknownTypeIsAcceptedCountedAndIgnored() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace);
      assertThat(app.hook(source, Samples.event("conversation.snoozed", "1")).status())
          .isEqualTo(202);
      app.until(
          "it was looked at",
          () ->
              app.database().count("select count(*) from event_batches where projected_at is null"),
          waiting -> waiting == 0);
      assertThat(app.api("GET", "/api/workspaces/" + workspace + "/conversations/1")
              .status())
          .isEqualTo(404);
      app.until(
          "it is counted",
          () -> app.request("GET", app.managementUrl("/metrics"), null).body(),
          metrics -> metrics.contains(
              "fivefaces_events_total{outcome=\"unknown_type\",source=\"native\"} 1.0"));
    });
  }
}
