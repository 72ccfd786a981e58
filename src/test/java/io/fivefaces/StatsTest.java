package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.fivefaces.domain.Interval;
import io.fivefaces.support.Invariants;
import io.fivefaces.support.Links;
import io.fivefaces.support.Recount;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The numbers of a window, against what was really answered. */
class StatsTest {

  @Test
  void aWindowIsComparedWithTheOneBeforeIt() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      ask(app, source, "old-1", "Bo", 2);
      ask(app, source, "old-2", "Bo", 3);
      app.advance(Duration.ofDays(8));
      ask(app, source, "new-1", "Bo", 5);
      ask(app, source, "new-2", "Kim", 4);
      ask(app, source, "new-3", "Kim", 1);
      ask(app, source, "new-4", null, 0);

      var stats = stats(app, workspace, "days=7", 3);
      assertThat(stats.at("/current/invites_sent").asInt()).isEqualTo(4);
      assertThat(stats.at("/current/responses").asInt()).isEqualTo(3);
      assertThat(stats.at("/current/response_rate").asDouble()).isEqualTo(0.75);
      assertThat(stats.at("/current/average").asDouble()).isEqualTo(10.0 / 3);
      assertThat(stats.at("/current/promoter_percent").asDouble()).isEqualTo(200.0 / 3);
      assertThat(stats.at("/current/detractor_percent").asDouble()).isEqualTo(100.0 / 3);
      assertThat(stats.at("/previous/responses").asInt()).isEqualTo(2);
      assertThat(stats.at("/previous/average").asDouble()).isEqualTo(2.5);
      assertThat(stats.at("/delta/responses").asInt()).isEqualTo(1);
      assertThat(stats.at("/delta/average").asDouble()).isEqualTo(10.0 / 3 - 2.5);
      assertThat(stats.get("daily")).hasSize(7);
      assertThat(stats.at("/daily/6/responses").asInt()).isEqualTo(3);
      assertThat(stats.at("/daily/5/average").isNull()).isTrue();
      assertThat(stats.at("/distribution").toString())
          .isEqualTo("{\"1\":1,\"2\":0,\"3\":0,\"4\":1,\"5\":1}");
      assertThat(stats.at("/agents").findValuesAsText("agent")).containsExactly("Kim", "Bo");
      assertThat(stats.get("agents_in_all").asInt()).isEqualTo(2);
      assertThat(stats.at("/agents/0/average").asDouble()).isEqualTo(2.5);
      assertThat(stats.at("/agents/1/interval/low").asDouble()).isEqualTo(1);
      assertThat(stats.at("/agents/1/interval/high").asDouble()).isEqualTo(5);
      assertThat(stats.at("/fractions/promoter_percent").toString())
          .isEqualTo("{\"numerator\":2,\"denominator\":3}");
      assertThat(stats.at("/intervals/promoter_percent/low").asDouble())
          .isEqualTo(100 * Interval.ofShare(2, 3).low());
      assertThat(stats.at("/changes/average/clear").asBoolean()).isFalse();
      assertThat(stats.at("/intervals/responses").isMissingNode()).isTrue();
      assertThat(stats.at("/daily/5/interval").isNull()).isTrue();
      Recount.equalsTheNumbers(app.database(), workspace, stats);

      var today = LocalDate.ofInstant(app.clock().instant(), ZoneOffset.UTC);
      var custom = stats(app, workspace, "from=" + today + "&to=" + today, 3);
      assertThat(custom.get("daily")).hasSize(1);
      assertThat(custom.at("/previous/responses").asInt()).isZero();
      Invariants.hold(app);
    });
  }

  @Test
  void anAnswerOfAnOlderInviteCountsForItsDayAndItsCohort() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      ask(app, source, "1", "Bo", 0);
      app.advance(Duration.ofDays(10));
      answer(app, 0, 5);

      var late = stats(app, workspace, "days=7", 1);
      assertThat(late.at("/current/invites_sent").asInt()).isZero();
      assertThat(late.at("/current/response_rate").isNull()).isTrue();
      assertThat(late.at("/current/cohort_response_rate").isNull()).isTrue();
      var both = stats(app, workspace, "days=30", 1);
      assertThat(both.at("/current/cohort_response_rate").asDouble()).isEqualTo(1.0);
      Recount.equalsTheNumbers(app.database(), workspace, late);
      Recount.equalsTheNumbers(app.database(), workspace, both);
      Invariants.hold(app);
    });
  }

  @Test
  void ratingsBelongToTheEarliestResolverAndLowOnesToTodaysAssignee() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      var start = app.clock().instant();
      ask(app, source, "1", "Bo", 1);
      ask(app, source, "2", null, 2);
      assertThat(agents(app, workspace)).containsExactlyInAnyOrder("Bo", "Unattributed");

      app.hook(
          source,
          Samples.event("conversation.assigned", "1")
              .with("assignee", Map.of("ref", "9", "name", "Lu")));
      app.hook(source, Samples.resolved("1").by("Kim").at(start.minusSeconds(3600)));
      app.until(
          "the rating moved",
          () -> agents(app, workspace),
          agents -> agents.contains("Kim") && !agents.contains("Bo"));
      var low = stats(app, workspace, "days=7", 2).get("low");
      assertThat(low).hasSize(2);
      assertThat(low.at("/1/assignee").asText()).isEqualTo("Lu");
      assertThat(low.at("/1/agent").asText()).isEqualTo("Kim");
      Recount.equalsTheNumbers(app.database(), workspace, stats(app, workspace, "days=7", 2));
      Invariants.hold(app);
    });
  }

  @Test
  void theDaysAreATableForASpreadsheet() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newAskingWorkspace();
      ask(app, app.newSource(workspace), "1", "Bo", 4);
      var stats = stats(app, workspace, "days=7", 1);

      var csv = app.api("GET", "/api/workspaces/" + workspace + "/stats/csat?days=7&format=csv");
      assertThat(csv.header("content-type")).isEqualTo("text/csv; charset=utf-8");
      var lines = csv.body().split("\r\n");
      assertThat(lines).hasSize(8);
      assertThat(lines[0]).isEqualTo("day,responses,average,average_low,average_high");
      assertThat(lines[1]).isEqualTo("\"" + stats.get("from").asText() + "\",0,,,");
      assertThat(lines[7]).isEqualTo("\"" + stats.get("to").asText() + "\",1,4.0,1.0,5.0");
    });
  }

  private static List<String> agents(TestApp app, String workspace) {
    return stats(app, workspace, "days=7", 2).get("agents").findValuesAsText("agent");
  }

  /** Has a conversation asked about, and answered where the score is not 0. */
  private static void ask(TestApp app, TestSource source, String ref, String agent, int score)
      throws Exception {
    var now = app.clock().instant();
    var closed = agent == null
        ? Samples.event("conversation.closed", ref)
        : Samples.closed(ref).by(agent);
    app.hook(
        source,
        List.of(
            Samples.created(ref).from(ref, ref + "@customer.test").at(now),
            Samples.inbound(ref).at(now),
            Samples.outbound(ref).at(now),
            closed.at(now)));
    app.withInvite(source.workspace(), ref, "sent");
    if (score > 0) {
      answer(app, app.mail().getReceivedMessages().length - 1, score);
    }
  }

  private static void answer(TestApp app, int mail, int score) throws Exception {
    var link = Links.of(GreenMailUtil.getWholeMessage(app.mail().getReceivedMessages()[mail]));
    var answer =
        app.request("POST", link, "{\"score\":" + score + "}", "content-type", "application/json");
    assertThat(answer.status()).isEqualTo(201);
  }

  private static JsonNode stats(TestApp app, String workspace, String query, int responses) {
    var path = "/api/workspaces/" + workspace + "/stats/csat?" + query;
    app.until(
        responses + " answers are counted",
        () -> app.api("GET", path).json(),
        json -> json.at("/current/responses").asInt() == responses
            && app.database().count("select count(*) from stale_days") == 0);
    // what was read before the last day was recounted is older than that
    return app.api("GET", path).json();
  }
}
