package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.domain.Quarter;
import io.fivefaces.support.Invariants;
import io.fivefaces.support.Links;
import io.fivefaces.support.MovableClock;
import io.fivefaces.support.NpsRecount;
import io.fivefaces.support.Samples;
import io.fivefaces.support.Samples.Event;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestDatabase;
import io.fivefaces.support.TestSource;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A whole quarter, from the switch to the next quarter's first day, with a restart in its middle. */
class QuarterTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final int CUSTOMERS = 60;
  private static final int SPREAD = 6;

  private final MovableClock clock = new MovableClock();
  private final Map<String, String> mails = new TreeMap<>();
  private String workspace;
  private TestSource source;

  @Test
  void asksEveryCustomerOnceAcrossARestartAndCountsWhatTheyAnswered() throws Exception {
    try (var database = new TestDatabase()) {
      TestApp.run(database, Map.of(), clock, app -> {
        workspace = app.newWorkspace();
        source = app.newSource(workspace);
        talks(app);
        var next = Quarter.of(clock.instant()).next();
        var start = next.firstDay().atStartOfDay(ZoneOffset.UTC).toInstant();
        app.advance(Duration.between(clock.instant(), start).plus(DAY));

        var dryRun = app.api("GET", nps("/dry-run")).json();
        assertThat(dryRun.get("asked").asInt()).isEqualTo(CUSTOMERS);
        assertThat(stopped(dryRun)).containsEntry("deliverable", 3).containsEntry("nps_switch", 0);
        assertThat(dryRun.get("customers").asInt()).isEqualTo(CUSTOMERS + 3);
        assertThat(app.mail().getReceivedMessages()).isEmpty();

        app.settings(workspace, Map.of("nps_enabled", true, "nps_spread_days", SPREAD));
        for (int day = 0; day < SPREAD / 2; day++) {
          pass(app);
        }
        assertThat(mails.size()).isBetween(CUSTOMERS / 4, CUSTOMERS * 3 / 4);
        answer(app, 0, 12);
        pause(app);
        Invariants.hold(app);
      });
      TestApp.run(database, Map.of(), clock, app -> {
        for (int day = 0; day < SPREAD / 2 + 2; day++) {
          pass(app);
        }
        answer(app, 12, 30);
        Invariants.hold(app);

        assertThat(mails).hasSize(CUSTOMERS);
        assertThat(database.rows("select address from survey_invites where kind = 'nps'"))
            .hasSize(CUSTOMERS);
        var stats = stats(app);
        assertThat(stats.get("invites_sent").asInt()).isEqualTo(CUSTOMERS);
        assertThat(stats.get("responses").asInt()).isEqualTo(30);
        NpsRecount.equalsTheNumbers(database, workspace, stats);
        assertThat(app.api("GET", "/api/workspaces/" + workspace + "/stats/csat")
                .json()
                .at("/current/invites_sent")
                .asInt())
            .isZero();

        var quarter = Quarter.of(clock.instant());
        app.advance(Duration.between(
            clock.instant(),
            quarter.next().firstDay().atStartOfDay(ZoneOffset.UTC).toInstant().plus(DAY)));
        var later = app.until(
            "the next quarter's walk is over",
            () -> app.api("GET", nps("")).json(),
            found -> found.get("quarter").asText().equals(quarter.next().toString())
                && found.get("customers").asInt() == CUSTOMERS + 3);
        assertThat(stopped(later)).containsEntry("recent_conversation", CUSTOMERS + 3);
        assertThat(stats(app).at("/previous/responses").asInt()).isEqualTo(30);
        NpsRecount.equalsTheNumbers(database, workspace, stats(app));
      });
    }
  }

  /** Sixty customers with an address, five of them known by two references, and three without. */
  private void talks(TestApp app) {
    var events = new ArrayList<Event>();
    IntStream.range(0, CUSTOMERS).forEach(n -> events.addAll(talk("t" + n, "c" + n, address(n))));
    IntStream.range(0, 5)
        .forEach(n -> events.addAll(
            talk("u" + n, "d" + n, " " + address(n).toUpperCase(java.util.Locale.ROOT))));
    events.addAll(talk("v0", "e0", "chat@shop.invalid"));
    events.addAll(talk("v1", "e1", "not an address"));
    events.addAll(talk("v2", "e2", null));
    for (int from = 0; from < events.size(); from += 200) {
      var batch = events.subList(from, Math.min(events.size(), from + 200));
      assertThat(app.hook(source, batch).status()).isEqualTo(202);
    }
    app.until(
        "all are projected",
        () -> app.database().count("select count(*) from conversations where ended_at is not null"),
        ended -> ended == CUSTOMERS + 8);
  }

  private List<Event> talk(String conversation, String customer, String email) {
    var person = new HashMap<String, Object>(Map.of("ref", customer, "name", "Ada " + customer));
    if (email != null) {
      person.put("email", email);
    }
    return Samples.closedTalk(conversation).stream()
        .map(event -> event.with("customer", person).at(clock.instant()))
        .toList();
  }

  private static String address(int n) {
    return "c" + n + "@customer.test";
  }

  /** Waits until all are asked whose moment has come, collects their mail, and lets a day pass. */
  private void pass(TestApp app) throws Exception {
    app.until("nobody is due", () -> app.database().count("""
            select (select count(*) from nps_judgements j join nps_quarters q using (workspace_id, quarter)
              where j.waits and j.due_after <= moment() - q.started_at)
            + (select count(*) from survey_invites where state in ('scheduled', 'claimed', 'sending'))
            + (select count(*) from workspaces where not exists (select from nps_judgements))
            """), due -> due == 0);
    for (var mail : app.mail().getReceivedMessages()) {
      var to = mail.getAllRecipients()[0].toString();
      var raw = new java.io.ByteArrayOutputStream();
      mail.writeTo(raw);
      var link = Links.of(raw.toString(java.nio.charset.StandardCharsets.UTF_8));
      assertThat(mails.put(to, link)).as("mail before to " + to).isNull();
    }
    app.mail().purgeEmailFromAllMailboxes();
    app.advance(DAY);
  }

  /** Some of those who were asked answer, one score after the other. */
  private void answer(TestApp app, int from, int to) {
    var links = new ArrayList<>(mails.values());
    var answered = app.database().count("select count(*) from nps_responses");
    assertThat(answered).isEqualTo(from);
    int given = from;
    for (var link : links) {
      if (given == to) {
        break;
      }
      var here = app.url(link.substring(link.indexOf("/s/")));
      if (app.answer(here, given % 11, "").status() == 201) {
        given++;
      }
    }
    assertThat(given).isEqualTo(to);
  }

  /** Nobody is asked while the quarter is paused, however far the clock goes. */
  private void pause(TestApp app) {
    assertThat(app.api("POST", nps("/pause")).json().get("state").asText()).isEqualTo("paused");
    app.advance(DAY.multipliedBy(3));
    assertThat(app.api("POST", nps("/start")).json().get("state").asText()).isEqualTo("running");
  }

  private JsonNode stats(TestApp app) {
    return app.api("GET", "/api/workspaces/" + workspace + "/stats/nps").json();
  }

  private String nps(String call) {
    return "/api/workspaces/" + workspace + "/nps" + call;
  }

  private static Map<String, Integer> stopped(JsonNode told) {
    var stopped = new HashMap<String, Integer>();
    told.get("gates")
        .forEach(
            gate -> stopped.put(gate.get("gate").asText(), gate.get("stopped").asInt()));
    return stopped;
  }
}
