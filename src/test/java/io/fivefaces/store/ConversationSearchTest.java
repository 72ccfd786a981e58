package io.fivefaces.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivefaces.support.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The list of conversations over a big table: every question walks an index and looks at so many at most. */
class ConversationSearchTest {

  private static final int MANY = 40_000;
  private static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");
  private static final ConversationSearch.Place NEWEST =
      new ConversationSearch.Place(END, Integer.MAX_VALUE, "");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Vertx vertx;
  private static TestDatabase database;
  private static Database tables;
  private static ConversationSearch search;

  @BeforeAll
  static void fill() {
    vertx = Vertx.vertx();
    database = new TestDatabase();
    database.execute("""
        insert into workspaces (slug, name, settings) values ('one', 'One', '{}'), ('two', 'Two', '{}');
        insert into sources (workspace_id, kind, name, key, secret)
        select w, 'native', 'Shop', w || '-' || n, '' from generate_series(1, 2) w, generate_series(1, 3) n;
        """);
    database.execute("""
        insert into customers (workspace_id, source_id, ref, version, email, name)
        select 1, 1, 'c' || n, 1, 'c' || n || '@customer.test', 'Customer ' || n from generate_series(1, %1$d) n;
        insert into conversations (
          workspace_id, source_id, ref, version, created_at, channel, subject, customer_ref, state, ended_at, reason, resolver)
        select case n %% 6 when 5 then 2 else 1 end, case n %% 6 when 5 then 4 else 1 end, n::text, 1,
          timestamptz '2026-01-01' + n * interval '1 minute', 'email', 'Invoice ' || n, 'c' || n,
          case when n %% 50 = 0 then 'open' else 'closed' end,
          case when n %% 100 <> 0 then timestamptz '2026-01-01' + n * interval '1 minute' + interval '1 hour' end,
          case when n %% 10 = 2 then 'two_messages' end,
          'Bo'
        from generate_series(1, %1$d) n;
        """.formatted(MANY));
    database.execute("""
        insert into survey_invites (
          workspace_id, source_id, conversation_ref, channel, state, due_at, next_try_at)
        select workspace_id, source_id, ref, 'email', 'scheduled', ended_at, ended_at from conversations
        where ended_at is not null and reason is null;
        insert into csat_responses (workspace_id, invite_id, source_id, conversation_ref, score, responded_at)
        select i.workspace_id, i.invite_id, i.source_id, i.conversation_ref, 1 + i.invite_id %% 5, c.ended_at + interval '1 day'
        from survey_invites i join conversations c using (workspace_id, source_id)
        where c.ref = i.conversation_ref and i.invite_id %% 3 = 0;
        analyze
        """.replace("%%", "%"));
    tables = new Database(vertx, database.address());
    // a first connection may take longer than a pool waits on a busy machine
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> tables.check().await(10, TimeUnit.SECONDS));
    search = new ConversationSearch(tables);
  }

  @AfterAll
  static void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
    database.close();
  }

  static Stream<ConversationFilter> filters() {
    return Stream.of(
        filter().build(),
        filter().state("open").build(),
        filter().state("closed").build(),
        filter().state("resolved").build(),
        filter().state("ended").build(),
        filter().channel("slack").build(),
        filter().reason("two_messages").build(),
        filter().reason("deliverable").build(),
        filter().reason("none").build(),
        filter().invites("failed").build(),
        filter().invites("none").build(),
        filter().answered(true).build(),
        filter().answered(false).build(),
        filter().scores(3).build(),
        filter().scores(1, 2).build(),
        filter().scores(1).agent("Nobody").build(),
        filter().agent("Nobody").build(),
        filter().agent("Bo").answered(true).build(),
        filter().source(3).build(),
        filter().words("no", "such").build(),
        filter().words("no").reason("two_messages").state("closed").build(),
        filter().beginning("3999").build(),
        filter().beginning("c399").build(),
        filter().beginning("customer 39").build(),
        filter().beginning("nobody").build(),
        filter().beginning("c399").answered(true).build(),
        filter().beginning("").build());
  }

  @ParameterizedTest
  @MethodSource("filters")
  void noQuestionLooksAtMoreThanItMay(ConversationFilter wanted) throws Exception {
    var found = search.find(1, wanted, NEWEST, 50).await(10, TimeUnit.SECONDS);
    assertThat(found.items()).hasSizeLessThanOrEqualTo(50);

    var plan = planOf(wanted);
    var read = new long[1];
    each(plan, node -> {
      assertThat(node.path("Node Type").asText())
          .as(node.path("Relation Name").asText())
          .isNotIn("Seq Scan", "Bitmap Heap Scan");
      if (node.has("Relation Name") && isBig(node)) {
        assertThat(node.has("Index Cond")).as(node.toString()).isTrue();
        read[0] = Math.max(
            read[0],
            (node.path("Actual Rows").asLong()
                    + node.path("Rows Removed by Filter").asLong())
                * node.path("Actual Loops").asLong());
      }
    });
    // the walk of all has two legs, and the first takes what shares the last one's moment
    assertThat(read[0]).isLessThanOrEqualTo(2 * ConversationSearch.MOST_LOOKED_AT + 10L);
  }

  @ParameterizedTest
  @EnumSource(Shelf.class)
  void aPageOfAShelfCostsAPage(Shelf shelf) throws Exception {
    var wanted = switch (shelf) {
      case ALL -> filter().build();
      case OPEN -> filter().state("open").build();
      case ENDED -> filter().state("ended").build();
      case REFUSED -> filter().reason("two_messages").build();
      case ANSWERED -> filter().answered(true).build();
      case LOW -> filter().scores(1, 2).build();
    };
    assertThat(Shelf.of(wanted)).isEqualTo(shelf);
    assertThat(shelf.isExactly(wanted)).isEqualTo(shelf != Shelf.OPEN);
    assertThat(refs(wanted)).doesNotHaveDuplicates().hasSize(total(wanted));
  }

  private static int total(ConversationFilter wanted) {
    var where = switch (Shelf.of(wanted)) {
      case ALL -> "true";
      case OPEN -> "state = 'open'";
      case ENDED -> "ended_at is not null";
      case REFUSED -> "reason = 'two_messages'";
      case ANSWERED ->
        "ref in (select conversation_ref from csat_responses where workspace_id = 1)";
      case LOW ->
        "ref in (select conversation_ref from csat_responses where workspace_id = 1 and score <= 2)";
    };
    return (int)
        database.count("select count(*) from conversations where workspace_id = 1 and " + where);
  }

  /** All that is found, page after page. */
  private static List<String> refs(ConversationFilter wanted) throws Exception {
    var refs = new ArrayList<String>();
    var place = NEWEST;
    while (place != null) {
      var found = search.find(1, wanted, place, 5000).await(10, TimeUnit.SECONDS);
      found.items().forEach(item -> refs.add(item.place().ref()));
      place = found.next();
    }
    return refs;
  }

  @Test
  void itGoesOnWhereItStoppedUntilThereIsNoMore() throws Exception {
    assertThat(refs(filter().words("invoice", "letter").build())).isEmpty();
    var one = search
        .find(1, filter().words("invoice", "102").build(), NEWEST, 50)
        .await(10, TimeUnit.SECONDS);
    assertThat(one.next()).isNotNull();
    assertThat(refs(filter().words("invoice", "102").build())).contains("102", "1020", "31020");
  }

  @Test
  void aBeginningIsLookedUpWhateverItsAge() throws Exception {
    assertThat(refs(filter().beginning("10").build())).contains("10", "100", "1000");
    assertThat(refs(filter().beginning("C12@customer.test").build())).containsExactly("12");
    assertThat(refs(filter().beginning("customer 12").build())).contains("12", "120");
    assertThat(refs(filter().beginning("customer_").build())).isEmpty();
    assertThat(refs(filter().beginning("11").build()))
        .as("of another workspace")
        .doesNotContain("11");
  }

  private static boolean isBig(JsonNode node) {
    return List.of("conversations", "customers", "survey_invites", "csat_responses", "verdicts")
        .contains(node.path("Relation Name").asText());
  }

  private interface Check {
    void of(JsonNode node) throws Exception;
  }

  private static void each(JsonNode node, Check check) throws Exception {
    check.of(node);
    for (var child : node.path("Plans")) {
      each(child, check);
    }
  }

  /** The plan that was carried out, as the pool's connections make it. */
  private static JsonNode planOf(ConversationFilter wanted) throws Exception {
    var plan = new String[1];
    tables
        .inTransaction(tx -> tx.run(ConversationSearch.ALONG_INDEXES, Tuple.tuple())
            .compose(told -> tx.run(
                "explain (analyze, format json) " + ConversationSearch.statement(wanted),
                ConversationSearch.parameters(1, wanted, NEWEST, 50))))
        .onSuccess(rows -> plan[0] = rows.iterator().next().getValue(0).toString())
        .await(20, TimeUnit.SECONDS);
    return JSON.readTree(plan[0]).get(0).get("Plan");
  }

  private static Builder filter() {
    return new Builder();
  }

  /** A filter that says only what matters. */
  private static final class Builder {
    private String state;
    private String channel;
    private String reason;
    private List<String> invites;
    private Boolean answered;
    private List<Integer> scores;
    private String agent;
    private Integer source;
    private List<String> words;
    private String beginning;

    Builder state(String value) {
      state = value;
      return this;
    }

    Builder channel(String value) {
      channel = value;
      return this;
    }

    Builder reason(String value) {
      reason = value;
      return this;
    }

    Builder invites(String... values) {
      invites = List.of(values);
      return this;
    }

    Builder answered(boolean value) {
      answered = value;
      return this;
    }

    Builder scores(Integer... values) {
      scores = List.of(values);
      return this;
    }

    Builder agent(String value) {
      agent = value;
      return this;
    }

    Builder source(int value) {
      source = value;
      return this;
    }

    Builder words(String... values) {
      words = List.of(values);
      return this;
    }

    Builder beginning(String value) {
      beginning = value;
      return this;
    }

    ConversationFilter build() {
      return new ConversationFilter(
          state, channel, reason, invites, answered, scores, agent, source, words, beginning,
          BEGINNING, END);
    }
  }
}
