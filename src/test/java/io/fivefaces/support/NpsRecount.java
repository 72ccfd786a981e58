package io.fivefaces.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivefaces.domain.Change;
import io.fivefaces.domain.Interval;
import io.fivefaces.domain.Quarter;
import java.time.LocalDate;
import java.util.Map;

/** Counts the raw rows of a quarter again and compares them with what the API tells of it. */
public final class NpsRecount {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestDatabase database;
  private final String workspace;

  private NpsRecount(TestDatabase database, String workspace) {
    this.database = database;
    this.workspace = workspace;
  }

  /** Checks every number, and every input of an interval or a change. */
  public static void equalsTheNumbers(TestDatabase database, String workspace, JsonNode stats) {
    var recount = new NpsRecount(database, workspace);
    var quarter = Quarter.parse(stats.get("quarter").asText()).orElseThrow();
    var now = recount.count(quarter);
    var before = recount.count(quarter.previous());
    recount.card(now, stats);
    recount.card(before, stats.get("previous"));
    recount.shares(now, stats);
    recount.against(before, now, stats);
    recount.distribution(quarter, stats.get("distribution"));
    recount.days(quarter, stats.get("daily"));
    recount.quarters(quarter, stats.get("quarters"));
  }

  /** What the raw rows say of the answers to the invites of a quarter. */
  private record Counts(
      long promoters, long passives, long detractors, long responses, long sent, long answered) {
    Double score() {
      return responses == 0 ? null : (Double) (100.0 * (promoters - detractors) / responses);
    }

    Double rate() {
      return sent == 0 ? null : (Double) ((double) answered / sent);
    }

    Interval scoreIn() {
      return responses == 0
          ? null
          : Interval.ofNet(promoters, detractors, responses).times(100);
    }

    Interval rateIn() {
      return Interval.ofShare(answered, sent);
    }

    Map<String, Long> parts() {
      return Map.of("promoter", promoters, "passive", passives, "detractor", detractors);
    }

    Double percent(long part) {
      return responses == 0 ? null : (Double) (100.0 * part / responses);
    }

    Interval percentIn(long part) {
      return responses == 0 ? null : Interval.ofShare(part, responses).times(100);
    }
  }

  private static final String ANSWERS = """
      select count(*) filter (where r.score >= 9) as promoters, count(*) filter (where r.score in (7, 8)) as passives,
        count(*) filter (where r.score <= 6) as detractors, count(*) as responses
      from nps_responses r join survey_invites i using (workspace_id, invite_id)
      where workspace_id = %s and i.quarter = '%s'
      """;

  private static final String INVITES = """
      select count(*) as sent, count(r.score) as answered
      from survey_invites i left join nps_responses r using (workspace_id, invite_id)
      where workspace_id = %s and i.kind = 'nps' and i.quarter = '%s' and i.state = 'sent'
      """;

  private Counts count(Quarter quarter) {
    var answers = database.rows(ANSWERS.formatted(workspace, quarter)).getFirst();
    var invites = database.rows(INVITES.formatted(workspace, quarter)).getFirst();
    return new Counts(
        number(answers, "promoters"),
        number(answers, "passives"),
        number(answers, "detractors"),
        number(answers, "responses"),
        number(invites, "sent"),
        number(invites, "answered"));
  }

  private void card(Counts counts, JsonNode told) {
    same(told, "score", counts.score());
    same(told, "promoters", counts.promoters());
    same(told, "passives", counts.passives());
    same(told, "detractors", counts.detractors());
    same(told, "responses", counts.responses());
    same(told, "invites_sent", counts.sent());
    same(told, "response_rate", counts.rate());
    assertThat(told.get("response_rate").asDouble()).isBetween(0.0, 1.0);
  }

  private void shares(Counts counts, JsonNode told) {
    same(told, "interval", counts.scoreIn());
    counts.parts().forEach((name, part) -> {
      same(told.get("percents"), name, counts.percent(part));
      same(told.get("intervals"), name + "_percent", counts.percentIn(part));
    });
    same(told.get("intervals"), "response_rate", counts.rateIn());
  }

  private void against(Counts before, Counts now, JsonNode told) {
    var delta = told.get("delta");
    boolean scored = before.responses() > 0 && now.responses() > 0;
    boolean asked = before.sent() > 0 && now.sent() > 0;
    same(delta, "score", scored ? (Double) (now.score() - before.score()) : null);
    same(delta, "response_rate", asked ? (Double) (now.rate() - before.rate()) : null);
    same(delta, "responses", now.responses() - before.responses());
    same(delta, "invites_sent", now.sent() - before.sent());
    var changes = told.get("changes");
    same(
        changes,
        "score",
        scored
            ? Change.between(before.score(), before.scoreIn(), now.score(), now.scoreIn())
            : null);
    same(
        changes,
        "response_rate",
        asked ? Change.between(before.rate(), before.rateIn(), now.rate(), now.rateIn()) : null);
    before.parts().forEach((name, then) -> {
      long part = now.parts().get(name);
      same(
          changes,
          name + "_percent",
          scored
              ? Change.between(
                  before.percent(then),
                  before.percentIn(then),
                  now.percent(part),
                  now.percentIn(part))
              : null);
    });
  }

  private void distribution(Quarter quarter, JsonNode told) {
    assertThat(told).hasSize(11);
    told.properties()
        .forEach(score -> assertThat(score.getValue().asLong())
            .as("score %s", score.getKey())
            .isEqualTo(database.count("""
                select count(*) from nps_responses r join survey_invites i using (workspace_id, invite_id)
                where workspace_id = %s and i.quarter = '%s' and r.score = %s
                """.formatted(workspace, quarter, score.getKey()))));
  }

  /** The days are all of the quarter's that were, without a gap, and together they have every answer. */
  private void days(Quarter quarter, JsonNode told) {
    var day = quarter.firstDay();
    long responses = 0;
    for (var one : told) {
      assertThat(one.get("day").asText()).isEqualTo(day.toString());
      var counts = database
          .rows(ANSWERS.formatted(workspace, quarter) + " and " + on(day, "r.responded_at"))
          .getFirst();
      long all = number(counts, "responses");
      same(one, "responses", all);
      same(
          one,
          "score",
          all == 0
              ? null
              : (Double)
                  (100.0 * (number(counts, "promoters") - number(counts, "detractors")) / all));
      responses += all;
      day = day.plusDays(1);
    }
    assertThat(responses).as("on all days").isEqualTo(count(quarter).responses());
  }

  private void quarters(Quarter last, JsonNode told) {
    assertThat(told).hasSize(8);
    var quarter = last;
    for (int i = 7; i >= 0; i--) {
      var counts = count(quarter);
      same(told.get(i), "quarter", quarter.toString());
      same(told.get(i), "score", counts.score());
      same(told.get(i), "interval", counts.scoreIn());
      same(told.get(i), "responses", counts.responses());
      same(told.get(i), "invites_sent", counts.sent());
      quarter = quarter.previous();
    }
  }

  private static void same(JsonNode told, String name, Object recounted) {
    assertThat(told.get(name).toString())
        .as(name)
        .isEqualTo(JSON.valueToTree(recounted).toString());
  }

  private static String on(LocalDate day, String time) {
    return "(%s at time zone 'UTC')::date = '%s'".formatted(time, day);
  }

  private static long number(Map<String, String> row, String column) {
    return Long.parseLong(row.get(column));
  }
}
