package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The list of answers to NPS: by pages, as CSV and as NDJSON. */
class NpsResponsesApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MANY = 1030;

  private static String path(TestSource source) {
    return "/api/workspaces/" + source.workspace() + "/nps/responses";
  }

  /** Answers with scores 0 to 10 in turn, the first half of them in 2026-Q1; seven at a time have one instant. */
  private static void answers(TestApp app, TestSource source, int count) {
    var key = source.workspace() + ", " + source.id();
    app.database().execute("""
        update workspaces set demo = true where workspace_id = %1$s;
        insert into customers (workspace_id, source_id, ref, version, name)
          select %2$s, 'c' || n, 1, 'Customer ' || n from generate_series(1, %3$d) n;
        insert into conversations (workspace_id, source_id, ref, version, created_at, state)
          select %2$s, 't' || n, 1, now(), 'closed' from generate_series(1, %3$d) n;
        insert into survey_invites (workspace_id, source_id, conversation_ref, kind, quarter, address, customer_ref, channel,
            state, epoch, due_at, next_try_at, sent_at)
          select %2$s, 't' || n, 'nps', case when n <= %3$d / 2 then '2026-Q1' else '2026-Q2' end, n || '@customer.test',
            'c' || n, 'email', 'sent', 1, now(), now(), now()
          from generate_series(1, %3$d) n order by random();
        insert into nps_responses (workspace_id, invite_id, source_id, conversation_ref, score, comment, responded_at)
          select workspace_id, invite_id, source_id, conversation_ref, substr(conversation_ref, 2)::int %% 11,
            'comment ' || conversation_ref,
            timestamptz '2026-04-15 00:00:00.123457Z' + (substr(conversation_ref, 2)::int / 7) * interval '1 microsecond'
          from survey_invites where source_id = %4$s;
        """.formatted(source.workspace(), key, count, source.id()));
  }

  private static List<JsonNode> all(TestApp app, TestSource source, String query) {
    var all = new ArrayList<JsonNode>();
    String cursor = null;
    do {
      var page = app.api(
              "GET", path(source) + "?" + query + (cursor == null ? "" : "&cursor=" + cursor))
          .json();
      page.get("items").forEach(all::add);
      cursor = page.get("next").isNull() ? null : page.get("next").asText();
    } while (cursor != null);
    return all;
  }

  private static int number(JsonNode answer) {
    return Integer.parseInt(answer.get("conversation").asText().substring(1));
  }

  @Test
  void pagesCoverEveryAnswerExactlyOnceNewestFirst() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      answers(app, source, MANY);

      var all = all(app, source, "");
      assertThat(all)
          .extracting(NpsResponsesApiTest::number)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, MANY).boxed().toList());
      assertThat(all)
          .extracting(one -> number(one) / 7)
          .isSortedAccordingTo(Comparator.reverseOrder());
      assertThat(all(app, source, "limit=200")).isEqualTo(all);
      var one = all.stream().filter(answer -> number(answer) == 20).findFirst().orElseThrow();
      assertThat(one.get("quarter").asText()).isEqualTo("2026-Q1");
      assertThat(one.get("customer").asText()).isEqualTo("Customer 20");
      assertThat(one.get("email").asText()).isEqualTo("20@customer.test");
      assertThat(one.get("score").asInt()).isEqualTo(9);
      assertThat(one.get("comment").asText()).isEqualTo("comment t20");
      assertThat(one.get("source").asText()).isEqualTo(source.id());
    });
  }

  @Test
  void aGroupAScoreAndAQuarterAreOnlyThemselvesWithEveryAnswer() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      answers(app, source, 400);
      var all = all(app, source, "");

      for (var wish : List.of(
          "group=promoter", "group=passive", "group=detractor", "score=0", "score=10", "score=7")) {
        var only = all.stream().filter(one -> isWished(one, wish)).toList();
        assertThat(only).isNotEmpty();
        assertThat(all(app, source, wish)).as(wish).isEqualTo(only);
        assertThat(all(app, source, wish + "&quarter=2026-Q1"))
            .isEqualTo(only.stream().filter(one -> number(one) <= 200).toList());
      }
      assertThat(all(app, source, "quarter=2026-Q2"))
          .isEqualTo(all.stream().filter(one -> number(one) > 200).toList());
      assertThat(all(app, source, "quarter=2031-Q1")).isEmpty();
    });
  }

  private static boolean isWished(JsonNode answer, String wish) {
    int score = answer.get("score").asInt();
    return switch (wish) {
      case "group=promoter" -> score >= 9;
      case "group=passive" -> score == 7 || score == 8;
      case "group=detractor" -> score <= 6;
      default -> wish.equals("score=" + score);
    };
  }

  @Test
  void theDownloadsTellTheSame() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      answers(app, source, MANY);

      var ndjson = app.api("GET", path(source) + "?format=ndjson");
      assertThat(ndjson.header("content-type")).isEqualTo("application/x-ndjson");
      var lines = new ArrayList<JsonNode>();
      for (var line : ndjson.body().split("\n")) {
        lines.add(JSON.readTree(line));
      }
      assertThat(lines).isEqualTo(all(app, source, ""));

      var csv =
          app.api("GET", path(source) + "?format=csv&bom=true&group=promoter&quarter=2026-Q1");
      assertThat(csv.header("content-type")).isEqualTo("text/csv; charset=utf-8");
      assertThat(csv.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(csv.header("content-disposition"))
          .matches("attachment; filename=\"ws-[-0-9a-f]+-nps-2026-Q1\\.csv\"");
      var rows = List.of(csv.body().split("\r\n"));
      var first = all(app, source, "group=promoter&quarter=2026-Q1").getFirst();
      assertThat(rows.getFirst())
          .isEqualTo("\ufeffinvite,quarter,customer,email,score,group,comment,responded_at,"
              + "conversation,source");
      assertThat(rows.get(1))
          .isEqualTo("\"%s\",\"2026-Q1\",\"%s\",\"%s\",%d,\"promoter\",\"%s\",\"%s\",\"%s\",\"%s\""
              .formatted(
                  first.get("invite").asText(),
                  first.get("customer").asText(),
                  first.get("email").asText(),
                  first.get("score").asInt(),
                  first.get("comment").asText(),
                  first.get("responded_at").asText(),
                  first.get("conversation").asText(),
                  source.id()));
      assertThat(rows)
          .hasSize(1 + all(app, source, "group=promoter&quarter=2026-Q1").size());
    });
  }

  @Test
  void noCellIsAFormula() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      answers(app, source, 2);
      app.database()
          .execute("update nps_responses set comment = '=1+1' where conversation_ref = 't1';"
              + "update customers set name = '@SUM(A1)'; update survey_invites set recipient ="
              + " '+a@customer.test'");

      assertThat(app.api("GET", path(source) + "?format=csv").body())
          .contains(",\"'@SUM(A1)\",\"'+a@customer.test\",", ",\"'=1+1\",");
    });
  }

  @Test
  void whatCannotBeUnderstoodIsRefusedBeforeAnythingIsSent() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      for (var query : List.of(
          "quarter=2026-Q5",
          "quarter=",
          "score=11",
          "score=-1",
          "score=09",
          "score=low",
          "group=neutral",
          "group=PROMOTER",
          "group=promoter&score=9",
          "limit=0",
          "limit=201",
          "format=xml",
          "format=csv&bom=yes",
          "format=csv&quarter=now",
          "cursor=x")) {
        var refused = app.api("GET", path(source) + "?" + query);
        assertThat(refused.status()).as(query).isEqualTo(400);
        assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
      }
      assertThat(app.api("GET", path(source) + "?cursor=999999999999999999.999999999999999999")
              .json()
              .get("items"))
          .isEmpty();
    });
  }

  @Test
  void withoutAnswersThereIsAnEmptyListAndAHead() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var other = app.newSource(app.newWorkspace());
      answers(app, other, 5);

      assertThat(app.api("GET", path(source)).body()).isEqualTo("{\"items\":[],\"next\":null}");
      assertThat(app.api("GET", path(source) + "?format=ndjson").body()).isEmpty();
      assertThat(app.api("GET", path(source) + "?format=csv").body()).endsWith(",source\r\n");
    });
  }
}
