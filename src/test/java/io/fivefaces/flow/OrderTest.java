package io.fivefaces.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Gates;
import io.fivefaces.support.Samples;
import io.fivefaces.support.Samples.Event;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Events arrive late, twice and out of order; what they leave is the same. */
class OrderTest {

  private static final int SEEDS = 500;
  private static final Instant START = Instant.parse("2026-01-15T10:00:00.123456Z");

  private static final List<String> TABLES = List.of("""
      select ref, created_at, channel, channel_at, subject, subject_at, tags, tags_at, locale, locale_at,
        slack_channel, slack_thread, slack_at, visitor, visitor_at, customer_ref, customer_at, assignee_ref,
        assignee_name, assignee_email, assignee_at, state, state_at, state_automatic, resolved_at, closed_at,
        resolver, resolver_at, resolver_closed, to_judge, ended_at, reason
      from conversations where source_id = %s order by ref
      """, """
      select ref, email, email_at, name, name_at, locale, locale_at from customers where source_id = %s order by ref
      """, """
      select conversation_ref, ref, direction, author, occurred_at from messages where source_id = %s
      order by conversation_ref, ref
      """, """
      select conversation_ref, gate, open, saw from verdicts where source_id = %s order by conversation_ref, gate
      """);

  @Test
  void permutationsAndDuplicatesOfOneLogEndInIdenticalRows() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var inOrder = app.newSource(workspace);
      log().forEach(event -> assertThat(app.hook(inOrder, event).status()).isEqualTo(202));
      var expected = settled(app, inOrder);
      assertThat(expected.get(0)).hasSize(4);
      assertThat(expected.get(1)).hasSize(3);
      assertThat(expected.get(2)).hasSize(8);
      assertThat(expected.get(3)).hasSize(4 * Gates.CSAT.size());

      var sources = new HashMap<Integer, TestSource>();
      for (int seed = 0; seed < SEEDS; seed++) {
        var source = app.newSource(workspace);
        sources.put(seed, source);
        for (var webhook : shuffled(new Random(seed))) {
          assertThat(app.hook(source, webhook).status()).isEqualTo(202);
        }
      }
      sources.forEach((seed, source) ->
          assertThat(settled(app, source)).as("seed %d", seed).isEqualTo(expected));
    });
  }

  private static List<List<Map<String, String>>> settled(TestApp app, TestSource source) {
    app.until(
        "every event is applied and every conversation judged",
        () -> app.database().count("select count(*) from event_batches where projected_at is null")
            + app.database().count("select count(*) from conversations where to_judge"),
        waiting -> waiting == 0);
    return TABLES.stream()
        .map(table -> app.database().rows(table.formatted(source.id())))
        .toList();
  }

  /** The log in any order, a third of it twice, in webhooks of one to six events. */
  private static List<List<Event>> shuffled(Random random) {
    var events = new ArrayList<>(log());
    log().stream().filter(event -> random.nextInt(3) == 0).forEach(events::add);
    Collections.shuffle(events, random);
    var webhooks = new ArrayList<List<Event>>();
    while (!events.isEmpty()) {
      var webhook = events.subList(0, Math.min(events.size(), 1 + random.nextInt(6)));
      webhooks.add(List.copyOf(webhook));
      webhook.clear();
    }
    return webhooks;
  }

  /** Four conversations with everything that could disagree: ties, late facts, reopening, two tellings of one message. */
  private static List<Event> log() {
    var events = new ArrayList<Event>();
    add(
        events,
        0,
        Samples.created("A")
            .about("subject", "Printer")
            .about("tags", List.of("hardware", "urgent")));
    add(events, 1, Samples.inbound("A").with("message", Map.of("ref", "m1", "direction", "in")));
    add(
        events,
        2,
        Samples.outbound("A")
            .with("message", Map.of("ref", "m2", "direction", "out", "author", "bot")));
    add(
        events,
        2,
        Samples.outbound("A")
            .with("message", Map.of("ref", "m2", "direction", "out", "author", "agent")));
    add(
        events,
        3,
        Samples.event("conversation.assigned", "A")
            .with("assignee", Map.of("ref", "5", "name", "Bo")));
    add(events, 4, Samples.resolved("A"));
    add(events, 5, Samples.event("conversation.closed", "A").with("automatic", true));
    add(events, 6, Samples.created("A").about("subject", "Printer on fire").about("locale", "de"));

    add(events, 0, Samples.created("B").from("Cleo", "cleo@customer.test"));
    add(events, 1, Samples.inbound("B"));
    add(events, 2, Samples.closed("B").by("Kim"));
    add(events, 3, Samples.reopened("B"));
    add(events, 4, Samples.inbound("B"));
    add(events, 5, Samples.closed("B").by("Bo"));
    add(events, 6, Samples.event("customer.updated", "B").from("Cleo", "cleo@new.test"));
    add(events, 3, Samples.event("customer.updated", "B").with("customer", reading("uk")));
    add(events, 5, Samples.event("customer.updated", "B").with("customer", reading("pl")));

    add(events, 0, Samples.created("C").about("subject", "one").from("Dan", "dan@customer.test"));
    add(events, 0, Samples.created("C").about("subject", "other").from("Dan", "dan@other.test"));
    add(events, 1, Samples.resolved("C").by("Kim"));
    add(events, 1, Samples.closed("C").by("Bo"));
    add(events, 1, Samples.outbound("C"));
    add(
        events,
        2,
        Samples.event("message.created", "C").with("message", Map.of("direction", "in")));
    add(
        events,
        3,
        Samples.event("conversation.assigned", "C").with("assignee", Map.of("ref", "7")));
    add(events, 4, Samples.event("conversation.assigned", "C"));

    add(events, 1, Samples.closed("D"));
    add(events, 2, Samples.reopened("D"));
    add(events, 2, Samples.inbound("D").about("channel", "slack"));
    add(
        events,
        3,
        Samples.outbound("D")
            .about("slack", Map.of("channel", "C1", "thread_ts", "1767225600.000100")));
    add(events, 4, Samples.event("conversation.snoozed", "D"));
    return events;
  }

  private static Map<String, String> reading(String locale) {
    return Map.of("ref", "c-Cleo", "locale", locale);
  }

  private static void add(List<Event> events, int minute, Event event) {
    var id = "evt_" + events.size();
    if (event.get("message") instanceof Map<?, ?> message
        && String.valueOf(message.get("ref")).startsWith("m-")) {
      event.with("message", Map.of("ref", "m-" + id, "direction", message.get("direction")));
    }
    events.add(event.id(id).at(START.plusSeconds(60L * minute)));
  }
}
