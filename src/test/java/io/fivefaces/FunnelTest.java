package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Interval;
import io.fivefaces.support.Invariants;
import io.fivefaces.support.Recount;
import io.fivefaces.support.Samples;
import io.fivefaces.support.Samples.Event;
import io.fivefaces.support.TestApp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** "Why was no survey sent?" has an answer for every conversation, and the answers add up. */
class FunnelTest {

  @Test
  void eachGateAloneIsTheReasonAndTheFunnelAddsUp() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace);
      app.settings(workspace, Map.of("csat_email_enabled", true));
      app.hook(source, Samples.closedTalk("off"));
      assertThat(reason(app, workspace, "off")).isEqualTo("master_switch");

      app.settings(workspace, Map.of("csat_enabled", true));
      app.hook(
          source,
          talk("chat", Samples.created("chat").about("channel", "chat").about("visitor", "v-1")));
      assertThat(reason(app, workspace, "chat")).isEqualTo("channel_switch");

      app.hook(
          source,
          List.of(Samples.created("lonely"), Samples.inbound("lonely"), Samples.closed("lonely")));
      assertThat(reason(app, workspace, "lonely")).isEqualTo("two_messages");
      assertThat(app.conversation(workspace, "lonely").at("/verdicts/3/saw").asText())
          .isEqualTo("1 inbound, 0 outbound");

      app.hook(
          source, talk("nowhere", Samples.created("nowhere").from("Eve", "eve@shop.slack.local")));
      assertThat(reason(app, workspace, "nowhere")).isEqualTo("deliverable");

      app.settings(workspace, Map.of("csat_chat_enabled", true));
      app.hook(source, talk("nobody", Samples.created("nobody").about("channel", "chat")));
      assertThat(reason(app, workspace, "nobody")).isEqualTo("channel_context");

      app.hook(source, Samples.closedTalk("asked"));
      app.withInvite(workspace, "asked", "sent");
      app.settings(workspace, Map.of("send_delay", "1h"));
      app.hook(source, Samples.closedTalk("again"));
      app.withInvite(workspace, "again", "scheduled");
      app.hook(source, Samples.reopened("again"));
      app.withInvite(workspace, "again", "cancelled");
      app.settings(workspace, Map.of("send_delay", "immediately"));
      app.hook(source, Samples.closedTalk("open"));
      app.withInvite(workspace, "open", "sent");
      app.hook(source, List.of(Samples.reopened("open"), Samples.closed("open")));
      app.until(
          "it was asked before",
          () -> app.conversation(workspace, "open"),
          found -> is(found, "first_survey"));

      Invariants.hold(app);
      var stats = app.api("GET", "/api/workspaces/" + workspace + "/stats/csat").json();
      var stopped = new HashMap<String, Integer>();
      stats
          .get("gates")
          .forEach(
              gate -> stopped.put(gate.get("gate").asText(), gate.get("stopped").asInt()));
      assertThat(stopped)
          .containsExactlyInAnyOrderEntriesOf(Map.of(
              "master_switch", 1,
              "channel_switch", 1,
              "closed", 1,
              "two_messages", 1,
              "first_survey", 1,
              "deliverable", 1,
              "channel_context", 1,
              "contact_gap", 0));
      assertThat(stats.at("/asked/sent").asInt()).isEqualTo(1);
      assertThat(stats.at("/gates/3/interval/low").asDouble())
          .isEqualTo(Interval.ofShare(1, 8).low());
      Recount.equalsTheNumbers(app.database(), workspace, stats);
      assertThat(stats.at("/current/closed").asInt())
          .isEqualTo(stopped.values().stream().mapToInt(Integer::intValue).sum() + 1);

      var listed = app.api(
              "GET", "/api/workspaces/" + workspace + "/conversations?reason=deliverable")
          .json();
      assertThat(listed.at("/items/0/ref").asText()).isEqualTo("nowhere");
      assertThat(listed.at("/items/0/saw").asText()).contains("eve@shop.slack.local");
    });
  }

  @Test
  void anOpenConversationSaysThatItIsOpen() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newAskingWorkspace();
      app.hook(app.newSource(workspace), Samples.talk("1"));
      var open = app.until(
          "it is projected",
          () -> app.conversation(workspace, "1"),
          found -> found.path("messages").path("inbound").asInt() == 1);
      assertThat(open.get("state").asText()).isEqualTo("open");
      assertThat(open.get("reason").asText()).isEqualTo("closed");
      assertThat(open.get("verdicts")).hasSize(8);
      assertThat(open.get("invite").isNull()).isTrue();
    });
  }

  @Test
  void lateFactsRepairAVerdict() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      app.hook(source, List.of(Samples.closed("1"), Samples.inbound("1")));
      assertThat(reason(app, workspace, "1")).isEqualTo("two_messages");
      app.hook(source, Samples.outbound("1"));
      app.until(
          "the message counted",
          () -> app.conversation(workspace, "1"),
          found -> is(found, "deliverable"));
      app.hook(source, Samples.event("customer.updated", "1").from("Ada", "ada@customer.test"));
      app.withInvite(workspace, "1", "sent");
    });
  }

  @Test
  void aSourceMayHaveATriggerOfItsOwn() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      var changed = app.api(
          "PATCH",
          "/api/workspaces/" + workspace + "/sources/" + source.id(),
          Map.of("trigger", "resolved"));
      assertThat(changed.json().get("trigger").asText()).isEqualTo("resolved");
      app.hook(source, Samples.talk("1"));
      app.hook(source, Samples.resolved("1"));
      app.withInvite(workspace, "1", "sent");
    });
  }

  private static List<Event> talk(String ref, Event created) {
    var events = new ArrayList<>(List.of(created, Samples.inbound(ref), Samples.outbound(ref)));
    events.add(Samples.closed(ref));
    return events;
  }

  private static String reason(TestApp app, String workspace, String ref) {
    return app.judged(workspace, ref).get("reason").asText();
  }

  private static boolean is(com.fasterxml.jackson.databind.JsonNode conversation, String reason) {
    return conversation.get("reason").asText().equals(reason);
  }
}
