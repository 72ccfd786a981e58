package io.fivefaces.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Addressee.LastAsked;
import io.fivefaces.domain.Gates;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Quarter;
import io.fivefaces.store.Customers.CustomerId;
import io.fivefaces.store.NpsCandidates.NpsJudged;
import io.fivefaces.support.Crowd;
import io.fivefaces.support.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NpsCandidatesTest {

  private static final String SETTINGS = "{\"nps_enabled\": true, \"nps_spread_days\": 0}";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final Vertx vertx = Vertx.vertx();
  private TestDatabase database;
  private Database tables;
  private Crowd crowd;
  private Quarter quarter;

  @BeforeEach
  void open() {
    database = new TestDatabase();
    tables = new Database(vertx, database.address());
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> tables.check().map(true).await(10, TimeUnit.SECONDS));
    crowd = Crowd.made(database, SETTINGS);
    quarter = Quarter.parse(database.value("select " + NpsQuarters.NOW)).orElseThrow();
  }

  @AfterEach
  void close() throws Exception {
    tables.close().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
    database.close();
  }

  private NpsJudged look(String ref) throws Exception {
    return look(ref, crowd.source());
  }

  private NpsJudged look(String ref, String source) throws Exception {
    int workspace = Integer.parseInt(crowd.workspace());
    var id = new CustomerId(workspace, Integer.parseInt(source), ref);
    return NpsCandidates.look(tables, workspace, quarter, List.of(id))
        .await(10, TimeUnit.SECONDS)
        .getFirst();
  }

  private static String reason(NpsJudged judged) {
    return Gates.judge(Gates.NPS, judged.candidate()).reason().orElse("none");
  }

  private Crowd anotherSource() {
    return new Crowd(database, crowd.workspace(), database.value("""
            insert into sources (workspace_id, kind, name, key) values (%s, 'native', 'Other', 'other') returning source_id
            """.formatted(crowd.workspace())));
  }

  private InviteId invite(Crowd of, String customer, String talk, String address) {
    return new InviteId(Integer.parseInt(of.workspace()), database.count("""
            insert into survey_invites (workspace_id, kind, quarter, source_id, conversation_ref, channel, customer_ref,
              address, state, due_at, next_try_at)
            values (%s, 'nps', '%s', %s, '%s', 'email', '%s', '%s', 'scheduled', moment(), moment()) returning invite_id
            """.formatted(
            of.workspace(), quarter, of.source(), talk, customer, address)));
  }

  @Test
  void twoReferencesWithOneAddressAreOnePersonWhateverItsBlanksAndCase() throws Exception {
    var other = anotherSource();
    crowd.comes("a", "  Ada@Customer.test ", DAY.multipliedBy(3));
    other.comes("z", "ada@customer.TEST", HOUR);

    var first = look("a");
    var second = look("z", other.source());

    assertThat(first.first()).isTrue();
    assertThat(second.first()).isFalse();
    assertThat(first.address()).isEqualTo("ada@customer.test");
    assertThat(List.of(first, second)).allSatisfy(one -> {
      assertThat(one.conversation().ref()).isEqualTo("t-z");
      assertThat(one.conversation().source()).isEqualTo(Integer.parseInt(other.source()));
      assertThat(one.asked()).isEqualTo("z");
    });
    assertThat(reason(first)).isEqualTo("none");
  }

  @Test
  void whoHasNoAddressIsOnesOwnPerson() throws Exception {
    crowd.comes("a", null, DAY);
    crowd.comes("b", null, DAY);
    crowd.comes("c", "  ", DAY);
    crowd.comes("d", "", DAY);

    for (var ref : List.of("a", "b", "c", "d")) {
      var judged = look(ref);
      assertThat(judged.first()).as(ref).isTrue();
      assertThat(judged.address()).as(ref).isNull();
      assertThat(judged.conversation().ref()).isEqualTo("t-" + ref);
      assertThat(reason(judged)).isEqualTo("deliverable");
    }
  }

  @Test
  void theLastConversationIsTheOneThatMovedLast() throws Exception {
    crowd.comes("a", "ada@customer.test", DAY.multipliedBy(2));
    crowd.talks("older", "a", DAY.multipliedBy(5));
    assertThat(look("a").conversation().ref()).isEqualTo("t-a");

    database.execute("update conversations set state_at = moment() where ref = 'older'");
    assertThat(look("a").conversation().ref()).isEqualTo("older");
  }

  @Test
  void whoseConversationsAreOldOrNoneIsNotAsked() throws Exception {
    crowd.comes("old", "old@customer.test", DAY.multipliedBy(91));
    crowd.comes("new", "new@customer.test", DAY.multipliedBy(89));
    crowd.knows("none", "none@customer.test");

    assertThat(reason(look("old"))).isEqualTo("recent_conversation");
    assertThat(reason(look("new"))).isEqualTo("none");
    assertThat(reason(look("none"))).isEqualTo("recent_conversation");
    assertThat(look("none").conversation()).isNull();
  }

  @Test
  void anInviteOfTheQuarterIsFoundByEveryReferenceAndByTheAddress() throws Exception {
    var other = anotherSource();
    crowd.comes("a", "ada@customer.test", DAY);
    other.comes("z", "ada@customer.test", HOUR);
    var made = invite(other, "z", "t-z", "ada@customer.test");

    assertThat(reason(look("a"))).isEqualTo("first_this_quarter");
    assertThat(look("a").invite()).isEqualTo(made);

    // the one who was asked moved to another address; the old one has a new owner
    database.execute("update customers set email = 'new@customer.test' where ref = 'z'");
    assertThat(reason(look("z", other.source()))).isEqualTo("first_this_quarter");
    assertThat(reason(look("a"))).isEqualTo("first_this_quarter");

    database.execute("update survey_invites set state = 'cancelled', reason = 'paused'");
    assertThat(reason(look("z", other.source()))).isEqualTo("none");
    assertThat(look("z", other.source()).invite()).isEqualTo(made);
  }

  @Test
  void anInviteOfAnotherQuarterIsNoHindrance() throws Exception {
    crowd.comes("a", "ada@customer.test", DAY.multipliedBy(20));
    var made = invite(crowd, "a", "t-a", "ada@customer.test");
    database.execute("update survey_invites set quarter = '" + quarter.previous()
        + "', state = 'cancelled', reason = 'x' where invite_id = " + made.number());

    assertThat(look("a").invite()).isNull();
    assertThat(reason(look("a"))).isEqualTo("none");
  }

  @Test
  void whoWasAskedInTheChatOrIsAboutToBeWaitsForTheGap() throws Exception {
    crowd.comes("chat", "chat@customer.test", DAY.multipliedBy(30));
    crowd.wasAsked("chat", "chat", DAY);
    crowd.comes("long", "long@customer.test", DAY.multipliedBy(30));
    crowd.wasAsked("long", "email", DAY.multipliedBy(8));
    crowd.comes("soon", "soon@customer.test", DAY.multipliedBy(30));
    crowd.isAsked("soon", "t-soon", "email");

    assertThat(reason(look("chat"))).isEqualTo("contact_gap");
    assertThat(look("chat").candidate().addressee().lastAsked().kind()).isEqualTo(Kind.CSAT);
    assertThat(reason(look("long"))).isEqualTo("none");
    assertThat(reason(look("soon"))).isEqualTo("contact_gap");
    assertThat(look("soon").candidate().addressee().lastAsked())
        .isEqualTo(new LastAsked(Kind.CSAT, null));
  }

  @Test
  void theGapHoldsForThePersonByWhicheverReferenceTheyWereAsked() throws Exception {
    var other = anotherSource();
    crowd.comes("a", "ada@customer.test", DAY.multipliedBy(30));
    other.comes("z", "ada@customer.test", DAY.multipliedBy(30));
    other.wasAsked("z", "chat", DAY);

    assertThat(reason(look("a"))).isEqualTo("contact_gap");
  }

  @Test
  void everyStepIsByAnIndex() {
    crowd.come(20_000);
    database.execute("""
        insert into survey_invites (workspace_id, kind, quarter, source_id, conversation_ref, channel, customer_ref,
          address, state, due_at, next_try_at)
        select workspace_id, 'nps', '%1$s', source_id, ref, 'email', customer_ref, customer_ref || '@customer.test',
          'scheduled', moment(), moment() from conversations where ref like '%%7';
        insert into nps_responses (workspace_id, invite_id, source_id, conversation_ref, score)
        select workspace_id, invite_id, source_id, conversation_ref, 9 from survey_invites;
        insert into nps_quarters (workspace_id, quarter, state)
        select workspace_id, '%1$s', 'running' from workspaces;
        insert into nps_judgements (
          workspace_id, quarter, source_id, customer_ref, gates, open, saw, at, due_after, waits, invite_id)
        select workspace_id, '%1$s', source_id, customer_ref, '{}', '{}', '{}', moment(), interval '0', false, invite_id
        from survey_invites;
        insert into suppressions (workspace_id, email, reason)
        select workspace_id, email, 'bounced' from customers where ref like '%%8';
        analyze
        """.formatted(quarter));
    var sql = NpsCandidates.READ
        .replace("$1::int", crowd.workspace())
        .replace("$2::text", "'" + quarter + "'")
        .replace("$3::int[]", "array(select " + crowd.source() + " from generate_series(1, 1000))")
        .replace(
            "$4::text[]",
            "array(select 'c-' || to_char(n, 'FM00000') from generate_series(1, 1000) as n)")
        .replace("$5::bigint", "null::bigint");

    var plan = database.rows("explain (analyze, buffers, costs off, timing off) " + sql).stream()
        .map(row -> row.values().iterator().next())
        .collect(Collectors.joining("\n"));

    assertThat(plan.lines().filter(line -> line.contains("Seq Scan")))
        .as(plan)
        .allMatch(line -> line.contains("Seq Scan on workspaces"));
    assertThat(plan).as(plan).doesNotContain("Hash Cond", "Merge Cond");
  }
}
