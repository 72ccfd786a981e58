package io.fivefaces.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.TestDatabase;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WebhookQueueTest {

  private static final Pattern BUFFERS = Pattern.compile("(?:hit|read)=([0-9]+)");

  private static String claim(int most) {
    return WebhookQueue.CLAIM
        .replace("$1::int", Integer.toString(most))
        .replace("$2::bigint", "60000")
        .replace("$3::int[]", "'{1}'::int[]")
        .replace("$4::int[]", "'{1}'::int[]")
        .replace("$5::int[]", "'{0}'::int[]");
  }

  @Test
  void theOldBacklogOfWhoFailsWaitsForThoseWhoListen() {
    try (var database = new TestDatabase()) {
      database.execute("""
          insert into workspaces (slug, name, settings) values ('a', 'A', '{}');
          insert into webhook_endpoints (workspace_id, url, events, secret, failing_since)
          select 1, 'https://dead.example', '{}', '', moment() from generate_series(1, 20);
          insert into webhook_endpoints (workspace_id, url, events, secret) values (1, 'https://well.example', '{}', '');
          insert into webhook_events (workspace_id, event_id, type, payload) values (1, 'e', 'survey.sent', '{}');
          insert into webhook_deliveries (workspace_id, endpoint_id, event_id, next_try_at)
          select 1, endpoint_id, 'e', moment() - interval '1 day' from webhook_endpoints where failing_since is not null;
          insert into webhook_deliveries (workspace_id, endpoint_id, event_id) values (1, 21, 'e');
          """);
      database.rows(claim(5));
      assertThat(
              database.rows(
                  "select endpoint_id from webhook_deliveries where claim_token is not null and endpoint_id = 21"))
          .hasSize(1);
    }
  }

  @Test
  void whatWaitsForADeadEndpointCostsTheClaimOfOthersNothing() {
    try (var database = new TestDatabase()) {
      database.execute("""
          insert into workspaces (slug, name, settings) values ('a', 'A', '{}');
          insert into webhook_endpoints (workspace_id, url, events, secret, failing_since)
          values (1, 'https://dead.example', '{}', '', moment()), (1, 'https://paused.example', '{}', '', null),
            (1, 'https://well.example', '{}', '', null);
          update webhook_endpoints set paused_at = moment(), paused_reason = 'person' where endpoint_id = 2;
          insert into webhook_events (workspace_id, event_id, type, payload)
          select 1, 'e' || n, 'survey.sent', '{}' from generate_series(1, 50000) n;
          insert into webhook_deliveries (workspace_id, endpoint_id, event_id, next_try_at)
          select 1, endpoint, 'e' || n, moment() - n * interval '1 s'
          from generate_series(1, 50000) n, generate_series(1, 2) endpoint;
          insert into webhook_deliveries (workspace_id, endpoint_id, event_id) values (1, 3, 'e1');
          """);
      database.execute("analyze");
      var claim = claim(100).replace("'{0}'", "'{1}'");

      var plan = database.rows("explain (analyze, buffers, costs off) " + claim).stream()
          .map(row -> row.values().iterator().next())
          .collect(Collectors.joining("\n"));

      assertThat(database.rows(
              "select endpoint_id from webhook_deliveries where claim_token is not null"))
          .hasSize(1)
          .first()
          .matches(row -> row.get("endpoint_id").equals("3"));
      var pages = BUFFERS
          .matcher(
              plan.lines().filter(line -> line.contains("Buffers")).findFirst().orElseThrow())
          .results()
          .map((MatchResult found) -> found.group(1))
          .mapToInt(Integer::parseInt)
          .sum();
      assertThat(pages).as(plan).isLessThan(300);
    }
  }
}
