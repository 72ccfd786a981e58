package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.fivefaces.domain.Quarter;
import io.fivefaces.support.Invariants;
import io.fivefaces.support.Links;
import io.fivefaces.support.NpsRows;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** NPS on the same customers and conversations leaves every number and row of CSAT as it was, to the byte. */
class UntouchedByNpsTest {

  private static final List<String> STATES =
      List.of("scheduled", "sent", "answered", "cancelled", "failed", "unknown");

  @Test
  void whatIsToldOfCsatIsTheSameToTheByte() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      var refs = List.of("asked", "happy", "sad", "refused", "open", "again");
      refs.forEach(ref -> talk(app, source, ref));
      for (var ref : List.of("asked", "happy", "sad", "again")) {
        app.withInvite(workspace, ref, "sent");
      }
      answer(app, "happy", 5);
      answer(app, "sad", 1);
      app.judged(workspace, "refused");
      atRest(app);
      var before = csat(app, workspace, refs);
      assertThat(before.get("/stats/csat?days=7")).contains("\"responses\":2");

      var rows = new NpsRows(app.database(), source);
      for (var ref : refs) {
        var quarter = Quarter.of(app.clock().instant());
        for (var state : STATES) {
          ask(app, rows, ref, quarter, state);
          quarter = quarter.previous();
        }
      }
      atRest(app);

      assertThat(app.database().count("select sum(responses) from nps_day_scores"))
          .isEqualTo(refs.size());
      assertThat(app.database().count("select sum(sent) from nps_day_invites"))
          .isEqualTo(2L * refs.size());
      csat(app, workspace, refs)
          .forEach((path, told) -> assertThat(told).as(path).isEqualTo(before.get(path)));
      Invariants.hold(app);

      // what comes after is CSAT's own as well
      app.hook(source, Samples.event("conversation.reopened", "again"));
      app.hook(source, Samples.closed("again"));
      answer(app, "asked", 3);
      atRest(app);
      assertThat(app.conversation(workspace, "asked").at("/response/score").asInt())
          .isEqualTo(3);
      assertThat(app.conversation(workspace, "again").at("/invite/state").asText())
          .isEqualTo("sent");
      assertThat(app.database()
              .count("select count(*) from survey_invites where state ="
                  + " 'scheduled' and kind = 'nps'"))
          .isEqualTo(refs.size());
      assertThat(app.database().count("select count(*) from survey_invites where kind = 'csat'"))
          .isEqualTo(4);
      Invariants.hold(app);
    });
  }

  /** Everything that the API tells of CSAT. */
  private static Map<String, String> csat(TestApp app, String workspace, List<String> refs) {
    var told = new LinkedHashMap<String, String>();
    var lists = List.of(
        "/stats/csat?days=7",
        "/stats/csat?days=7&format=csv",
        "/responses",
        "/responses?score=low",
        "/responses?format=csv",
        "/responses?format=ndjson",
        "/conversations",
        "/conversations?invite=sent",
        "/conversations?invite=none",
        "/conversations?invite=cancelled",
        "/conversations?answered=true",
        "/conversations?score=1",
        "/suspected",
        "/suppressions");
    lists.forEach(path -> told.put(path, read(app, workspace, path)));
    refs.forEach(ref -> {
      var path = "/conversations/" + ref;
      told.put(path, read(app, workspace, path));
    });
    // what is still open is judged whenever it is read
    told.computeIfPresent(
        "/conversations/open", (path, read) -> read.replaceAll("\"at\":\"[^\"]*\"", "\"at\":null"));
    return told;
  }

  private static String read(TestApp app, String workspace, String path) {
    var reply = app.api("GET", "/api/workspaces/" + workspace + path);
    assertThat(reply.status()).as("%s: %s", path, reply.body()).isEqualTo(200);
    return reply.body();
  }

  private static void talk(TestApp app, TestSource source, String ref) {
    var address = ref.equals("refused") ? "nowhere@customer.invalid" : ref + "@customer.test";
    app.hook(source, Samples.created(ref).from(ref, address));
    app.hook(source, List.of(Samples.inbound(ref), Samples.outbound(ref)));
    if (!ref.equals("open")) {
      app.hook(source, Samples.closed(ref).by("Bo"));
    }
  }

  private static void answer(TestApp app, String ref, int score) throws Exception {
    for (var mail : app.mail().getReceivedMessages()) {
      if (mail.getAllRecipients()[0].toString().startsWith(ref)) {
        var link = Links.of(GreenMailUtil.getWholeMessage(mail));
        assertThat(app.answer(link, score, "so it was").status()).isEqualTo(201);
      }
    }
  }

  private static void ask(TestApp app, NpsRows rows, String ref, Quarter quarter, String state) {
    var address = ref + "@customer.test";
    var now = app.clock().instant();
    switch (state) {
      case "scheduled" -> rows.scheduled(ref, quarter, address);
      case "sent" -> rows.sent(ref, quarter, address, now);
      case "answered" -> rows.answer(rows.sent(ref, quarter, address, now), 0, "no", now);
      default -> rows.ended(ref, quarter, address, state);
    }
  }

  private static void atRest(TestApp app) {
    app.until(
        "everything is judged and counted",
        () -> app.database().count("select count(*) from event_batches where projected_at is null")
            + app.database().count("select count(*) from conversations where to_judge")
            + app.database().count("select count(*) from stale_days"),
        left -> left == 0);
  }
}
