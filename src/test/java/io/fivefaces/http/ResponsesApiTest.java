package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The list of answers: by pages, as CSV and as NDJSON. */
class ResponsesApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MANY = 1030;

  private static String path(TestSource source) {
    return "/api/workspaces/" + source.workspace() + "/responses";
  }

  /** Answers with scores 1 to 5 and a comment with their number; seven at a time have one instant. */
  private static void answers(TestApp app, TestSource source, int count) {
    var key = source.workspace() + ", " + source.id();
    app.database()
        .execute(
            "insert into conversations (workspace_id, source_id, ref, version, created_at, state)"
                + " select " + key + ", 't' || n, 1, now(), 'closed' from generate_series(1, "
                + count + ") n");
    // only a demo's past may be told from its end
    app.database()
        .execute("update workspaces set demo = true where workspace_id = " + source.workspace());
    app.database()
        .execute("insert into survey_invites (workspace_id, source_id, conversation_ref, channel,"
            + " state, epoch, due_at, next_try_at, sent_at) select " + key
            + ", 't' || n, 'email', 'sent', 1, now(), now(), now() from generate_series(1, "
            + count + ") n order by random()");
    app.database()
        .execute("insert into csat_responses (workspace_id, invite_id, source_id,"
            + " conversation_ref, score, comment, responded_at) select workspace_id, invite_id,"
            + " source_id, conversation_ref, 1 + invite_id % 5, 'comment ' || conversation_ref,"
            + " timestamptz '2026-01-15 00:00:00.123457Z'"
            + " + (substr(conversation_ref, 2)::int / 7) * interval '1 microsecond'"
            + " from survey_invites where source_id = " + source.id());
  }

  @Test
  void pagesCoverEveryAnswerExactlyOnceNewestFirst() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      answers(app, source, MANY);

      var all = new ArrayList<JsonNode>();
      var pages = 0;
      String cursor = null;
      do {
        var page = app.api("GET", path(source) + (cursor == null ? "" : "?cursor=" + cursor))
            .json();
        page.get("items").forEach(all::add);
        cursor = page.get("next").isNull() ? null : page.get("next").asText();
        pages++;
      } while (cursor != null);

      assertThat(pages).isEqualTo(21);
      assertThat(all)
          .extracting(one -> one.get("conversation").asText())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, MANY).mapToObj(n -> "t" + n).toList());
      assertThat(all)
          .extracting(one -> Integer.parseInt(one.get("conversation").asText().substring(1)) / 7)
          .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    });
  }

  @Test
  void aFullLastPageHasNoNext() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      answers(app, source, 50);

      var page = app.api("GET", path(source)).json();
      assertThat(page.get("items")).hasSize(50);
      assertThat(page.get("next").isNull()).isTrue();
    });
  }

  @Test
  void theStreamsTellTheSame() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      answers(app, source, MANY);

      var ndjson = app.api("GET", path(source) + "?format=ndjson");
      assertThat(ndjson.header("content-type")).isEqualTo("application/x-ndjson");
      var lines = new ArrayList<JsonNode>();
      for (var line : ndjson.body().split("\n")) {
        lines.add(JSON.readTree(line));
      }
      var first = app.api("GET", path(source)).json().get("items");
      assertThat(lines)
          .hasSize(MANY)
          .startsWith(
              IntStream.range(0, first.size()).mapToObj(first::get).toArray(JsonNode[]::new));

      var csv = app.api("GET", path(source) + "?format=csv");
      assertThat(csv.header("content-type")).isEqualTo("text/csv; charset=utf-8");
      assertThat(csv.header("x-content-type-options")).isEqualTo("nosniff");
      var rows = List.of(csv.body().split("\r\n"));
      assertThat(rows).hasSize(MANY + 1);
      assertThat(rows.getFirst())
          .isEqualTo(
              "conversation,source,subject,customer,score,comment,responded_at,assignee,agent");
      assertThat(rows.get(1))
          .startsWith(
              "\"" + first.get(0).get("conversation").asText() + "\",\"" + source.id() + "\",,,\"");
    });
  }

  @Test
  void noCellIsAFormula() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      answers(app, source, 8);
      var comments =
          List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "say \"hi\", Bo\nand Cy", "a=1");
      for (int i = 0; i < comments.size(); i++) {
        app.database()
            .execute("update csat_responses set comment = '" + comments.get(i)
                + "' where conversation_ref = 't" + (i + 1) + "'");
      }
      app.database()
          .execute("update conversations set subject = '=HYPERLINK(1)', resolver = '+Bo',"
              + " resolver_at = now() where ref = 't1'");

      var csv = app.api("GET", path(source) + "?format=csv").body();
      assertThat(csv)
          .contains(
              ",\"'=1+1\",",
              ",\"'+1\",",
              ",\"'-1\",",
              ",\"'@SUM(A1)\",",
              ",\"'\tx\",",
              ",\"'\rx\",",
              ",\"say \"\"hi\"\", Bo\nand Cy\",",
              ",\"a=1\",",
              ",\"'=HYPERLINK(1)\",",
              ",\"'+Bo\"\r\n");
    });
  }

  @Test
  void aWindowHasBothItsDaysAndAScoreOnlyItself() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      answers(app, source, 20);
      for (int day = 1; day <= 20; day++) {
        app.database()
            .execute("update csat_responses set score = 1 + " + day + " % 5, responded_at ="
                + " timestamptz '2026-01-01 23:59:59.999Z' + interval '" + (day - 1)
                + " days' where conversation_ref = 't" + day + "'");
      }

      assertThat(refs(app, source, "from=2026-01-05&to=2026-01-07"))
          .containsExactly("t7", "t6", "t5");
      assertThat(refs(app, source, "from=2026-01-05&to=2026-01-05")).containsExactly("t5");
      assertThat(refs(app, source, "score=5")).containsExactly("t19", "t14", "t9", "t4");
      assertThat(refs(app, source, "score=low&from=2026-01-01&to=2026-01-10"))
          .containsExactly("t10", "t6", "t5", "t1");
      assertThat(refs(app, source, "from=2027-01-01&to=2027-01-31")).isEmpty();
    });
  }

  /** The conversations of the answers, by all three formats alike. */
  private static List<String> refs(TestApp app, TestSource source, String query) throws Exception {
    var page = new ArrayList<String>();
    app.api("GET", path(source) + "?" + query)
        .json()
        .get("items")
        .forEach(one -> page.add(one.get("conversation").asText()));
    var ndjson = new ArrayList<String>();
    for (var line :
        app.api("GET", path(source) + "?format=ndjson&" + query).body().lines().toList()) {
      ndjson.add(JSON.readTree(line).get("conversation").asText());
    }
    var csv = app.api("GET", path(source) + "?format=csv&" + query)
        .body()
        .lines()
        .skip(1)
        .map(line -> line.substring(1, line.indexOf('"', 1)))
        .toList();
    assertThat(ndjson).isEqualTo(page);
    assertThat(csv).isEqualTo(page);
    return page;
  }

  @Test
  void theNextPageOfAWindowStaysInIt() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      answers(app, source, 60);
      var first =
          app.api("GET", path(source) + "?from=2026-01-15&to=2026-01-15").json();
      assertThat(first.get("items")).hasSize(50);

      var next = "cursor=" + first.get("next").asText();
      assertThat(app.api("GET", path(source) + "?" + next + "&from=2026-01-15&to=2026-01-15")
              .json()
              .get("items"))
          .hasSize(10);
      assertThat(app.api("GET", path(source) + "?" + next + "&from=2026-01-01&to=2026-01-14")
              .json()
              .get("items"))
          .isEmpty();
    });
  }

  @Test
  void whatCannotBeUnderstoodIsRefusedBeforeAnythingIsSent() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      for (var query : List.of(
          "from=2026-01-01",
          "to=2026-01-01",
          "from=2026-01-02&to=2026-01-01",
          "from=1999-12-31&to=2026-01-01",
          "from=2026-02-30&to=2026-03-01",
          "score=0",
          "score=6",
          "score=high",
          "format=xml",
          "format=csv&bom=yes")) {
        assertThat(app.api("GET", path(source) + "?" + query).status())
            .as(query)
            .isEqualTo(400);
      }
    });
  }

  @Test
  void aDownloadHasANameAndForExcelAMark() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var csv = app.api("GET", path(source) + "?format=csv&bom=true&from=2026-01-01&to=2026-01-31");

      assertThat(csv.body()).startsWith("\ufeffconversation,");
      assertThat(csv.header("content-disposition"))
          .matches(
              "attachment; filename=\"ws-[-0-9a-f]+-responses-2026-01-01-to-2026-01-31\\.csv\"");
    });
  }

  @Test
  void withoutAnswersThereIsAnEmptyListAndAHead() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());

      assertThat(app.api("GET", path(source)).body()).isEqualTo("{\"items\":[],\"next\":null}");
      assertThat(app.api("GET", path(source) + "?format=ndjson").body()).isEmpty();
      assertThat(app.api("GET", path(source) + "?format=csv").body()).endsWith(",agent\r\n");
    });
  }
}
