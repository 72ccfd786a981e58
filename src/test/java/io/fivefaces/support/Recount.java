package io.fivefaces.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivefaces.domain.Interval;
import io.fivefaces.domain.Rating;
import io.fivefaces.domain.Spread;
import io.fivefaces.domain.Stat;
import io.fivefaces.domain.Totals;
import io.fivefaces.domain.Window;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Counts the raw rows of a window again and compares them with what the API tells of it. */
public final class Recount {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestDatabase database;
  private final String workspace;

  private Recount(TestDatabase database, String workspace) {
    this.database = database;
    this.workspace = workspace;
  }

  /** Checks every number, and every input of an interval or a change. */
  public static void equalsTheNumbers(TestDatabase database, String workspace, JsonNode stats) {
    var recount = new Recount(database, workspace);
    var window = new Window(
        LocalDate.parse(stats.get("from").asText()),
        LocalDate.parse(stats.get("to").asText()));
    var current = recount.totals(window);
    recount.card(current, recount.totals(window.previous()), stats);
    recount.agents(window, Spread.of(current), stats.get("agents"));
    recount.days(Spread.of(current), stats.get("daily"));
    recount.bars(window, current, stats);
  }

  private Totals totals(Window window) {
    var scores = counts("select score as key, count(*) as number from csat_responses where "
        + in(window, "responded_at") + " group by 1");
    var sent = in(window, "sent_at") + " and kind = 'csat'";
    return new Totals(
        Rating.ALL.stream()
            .map(rating -> scores.getOrDefault(Integer.toString(rating.score()), 0L))
            .toList(),
        database.count("select count(*) from survey_invites where " + sent),
        database.count("select count(*) from survey_invites join csat_responses"
            + " using (workspace_id, invite_id) where " + sent),
        database.count("select count(*) from conversations where " + in(window, "ended_at")));
  }

  private void card(Totals current, Totals previous, JsonNode stats) {
    for (var stat : Stat.CSAT) {
      same(stats, "current", stat, stat.of(current));
      same(stats, "previous", stat, stat.of(previous));
      same(stats, "delta", stat, stat.delta(current, previous));
      if (stat.kind() != Stat.Kind.COUNT) {
        same(stats, "fractions", stat, stat.fraction(current));
        same(stats, "intervals", stat, stat.interval(current));
        same(stats, "changes", stat, stat.change(current, previous));
      }
    }
    for (var rating : Rating.ALL) {
      var score = Integer.toString(rating.score());
      assertThat(stats.get("distribution").get(score).asLong())
          .isEqualTo(current.withScore(rating));
    }
  }

  private static void same(JsonNode stats, String part, Stat stat, Object recounted) {
    assertThat(stats.get(part).get(stat.name()).toString())
        .as("%s.%s", part, stat.name())
        .isEqualTo(JSON.valueToTree(recounted).toString());
  }

  private void agents(Window window, Spread spread, JsonNode agents) {
    var rows = database.rows("""
        select coalesce(resolver, 'Unattributed') as agent, count(*) as responses, sum(score) as points
        from csat_responses r
        join conversations c
          on c.workspace_id = r.workspace_id and c.source_id = r.source_id and c.ref = r.conversation_ref
        where r.""" + in(window, "responded_at") + " group by 1 order by 2 desc, 1");
    assertThat(agents).hasSize(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertThat(agents.get(i).get("agent").asText()).isEqualTo(rows.get(i).get("agent"));
      mean(rows.get(i), spread, agents.get(i));
    }
  }

  private void days(Spread spread, JsonNode days) {
    for (var day : days) {
      var date = LocalDate.parse(day.get("day").asText());
      var row = database
          .rows("select count(*) as responses, sum(score) as points from csat_responses where "
              + in(new Window(date, date), "responded_at"))
          .getFirst();
      if (row.get("points") == null) {
        assertThat(day.get("responses").asLong()).isZero();
        assertThat(day.get("average").isNull() && day.get("interval").isNull()).isTrue();
      } else {
        mean(row, spread, day);
      }
    }
  }

  private static void mean(Map<String, String> row, Spread spread, JsonNode told) {
    long responses = Long.parseLong(row.get("responses"));
    double average = Double.parseDouble(row.get("points")) / responses;
    var interval = Rating.onScale(Interval.ofMean(average, responses, spread));
    assertThat(told.get("responses").asLong()).isEqualTo(responses);
    assertThat(told.get("average").asDouble()).isEqualTo(average);
    assertThat(told.get("interval").toString())
        .isEqualTo(JSON.valueToTree(interval).toString());
  }

  /** Each closed conversation is in one bar: the gate that stopped it, or what became of its invite. */
  private void bars(Window window, Totals current, JsonNode stats) {
    var reasons = counts("select reason as key, count(*) as number from conversations where "
        + in(window, "ended_at") + " and reason is not null group by 1");
    long sum = 0;
    for (var gate : stats.get("gates")) {
      assertThat(gate.get("stopped").asLong())
          .isEqualTo(reasons.getOrDefault(gate.get("gate").asText(), 0L));
      sum += gate.get("stopped").asLong();
    }
    for (var fate : new String[] {"waiting", "sent", "cancelled", "failed", "unknown"}) {
      sum += stats.get("asked").get(fate).asLong();
    }
    assertThat(sum).isEqualTo(current.closed());
  }

  private Map<String, Long> counts(String sql) {
    var counts = new HashMap<String, Long>();
    database.rows(sql).forEach(row -> counts.put(row.get("key"), Long.valueOf(row.get("number"))));
    return counts;
  }

  private String in(Window window, String time) {
    return "workspace_id = %s and (%s at time zone 'UTC')::date between '%s' and '%s'"
        .formatted(workspace, time, window.from(), window.to());
  }
}
