package io.fivefaces.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Customers;
import io.fivefaces.store.Database;
import io.fivefaces.store.NpsCandidates;
import io.fivefaces.store.NpsControl;
import io.fivefaces.store.NpsInvites;
import io.fivefaces.store.NpsJudgements;
import io.fivefaces.store.NpsQuarters;
import io.fivefaces.support.Crowd;
import io.fivefaces.support.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The walk over a quarter's customers and what it leads to, step by step and without a service. */
class NpsWalkTest {

  private static final String AT_ONCE = "{\"nps_enabled\": true, \"nps_spread_days\": 0}";
  private static final Duration DAY = Duration.ofDays(1);

  private final Vertx vertx = Vertx.vertx();
  private final Metrics metrics = new Metrics(new SimpleMeterRegistry());
  private TestDatabase database;
  private Database tables;
  private NpsQuarters quarters;

  @BeforeEach
  void open() {
    database = new TestDatabase();
    tables = new Database(vertx, database.address());
    quarters = new NpsQuarters(tables);
    Awaitility.await().ignoreExceptions().until(() -> await(tables.check().map(true)));
  }

  @AfterEach
  void close() throws Exception {
    tables.close().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
    database.close();
  }

  private NpsWalk walk() {
    return new NpsWalk(
        tables, quarters, new Customers(), new NpsCandidates(), new NpsJudgements(), metrics);
  }

  private NpsPromotion promotion() {
    return new NpsPromotion(
        tables, quarters, new NpsCandidates(), new NpsJudgements(), new NpsInvites(), metrics);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(30, TimeUnit.SECONDS);
  }

  /** Every step there is, on one node; how many. */
  private int walkAll() throws Exception {
    var walk = walk();
    int steps = 0;
    while (await(walk.step()) != NpsWalk.Step.NONE) {
      steps++;
    }
    return steps;
  }

  private int promoteAll() throws Exception {
    var promotion = promotion();
    int made = 0;
    var promoted = await(promotion.step());
    while (promoted.due() > 0) {
      made += promoted.invites();
      promoted = await(promotion.step());
    }
    return made;
  }

  private void rest(Duration time) {
    database.moveClock(time);
  }

  private long count(String what) {
    return database.count("select count(*) from " + what);
  }

  @Test
  void everybodyIsJudgedOnceAThousandAtATime() throws Exception {
    var crowd = Crowd.made(database, AT_ONCE);
    crowd.come(20_000);
    await(quarters.turn());
    var walk = walk();
    long before = 0;
    int steps = 0;
    while (await(walk.step()) != NpsWalk.Step.NONE) {
      long judged = count("nps_judgements");
      assertThat(judged - before).isBetween(0L, (long) NpsWalk.CUSTOMERS);
      before = judged;
      steps++;
    }

    assertThat(steps).isEqualTo(21);
    assertThat(count("nps_judgements where waits")).isEqualTo(20_000);
    assertThat(database.rows(
            "select walks, at_source, next_walk_at > moment() as rests from nps_quarters"))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.get("walks")).isEqualTo("1");
          assertThat(row.get("at_source")).isNull();
          assertThat(row.get("rests")).isEqualTo("t");
        });
  }

  @Test
  void aWalkThatFindsNothingNewWritesNoJudgement() throws Exception {
    Crowd.made(database, AT_ONCE).come(1500);
    await(quarters.turn());
    walkAll();
    var before = database.rows("select ctid, xmax, * from nps_judgements order by customer_ref");

    rest(Duration.ofHours(25));
    assertThat(walkAll()).isEqualTo(2);

    assertThat(database.rows("select ctid, xmax, * from nps_judgements order by customer_ref"))
        .isEqualTo(before);
    assertThat(database.value("select walks from nps_quarters")).isEqualTo("2");
  }

  @Test
  void aBatchThatBreaksOffLeavesNothingBehindAndIsWalkedAgain() throws Exception {
    Crowd.made(database, AT_ONCE).come(2500);
    await(quarters.turn());
    database.execute("""
        create function burst() returns trigger language plpgsql as 'begin raise exception ''burst''; end';
        create trigger burst before insert on nps_judgements for each row when (new.customer_ref = 'c-01500')
        execute function burst()
        """);
    var walk = walk();
    assertThat(await(walk.step())).isEqualTo(NpsWalk.Step.WALKED);
    assertThatThrownBy(() -> await(walk.step())).hasMessageContaining("burst");
    assertThat(count("nps_judgements")).isEqualTo(1000);
    assertThat(database.value("select at_ref from nps_quarters")).isEqualTo("c-01000");

    database.execute("drop trigger burst on nps_judgements");
    walkAll();

    assertThat(count("nps_judgements where waits")).isEqualTo(2500);
    assertThat(promoteAll()).isEqualTo(NpsInvites.MOST_PENDING);
  }

  @Test
  void whoseConnectionIsCutInTheMiddleLeavesTheBatchToOthers() throws Exception {
    Crowd.made(database, AT_ONCE).come(1500);
    await(quarters.turn());
    try (var lock = database.connect()) {
      lock.setAutoCommit(false);
      lock.createStatement().execute("lock table nps_judgements in share mode");
      var step = walk().step();
      // of this test alone: others run on the same server
      var waiting =
          "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      Awaitility.await().until(() -> count(waiting) > 0);
      // another node finds nothing to do meanwhile, and waits for nobody
      assertThat(await(walk().step())).isEqualTo(NpsWalk.Step.NONE);
      database.execute("select pg_terminate_backend(pid) from " + waiting);
      assertThatThrownBy(() -> await(step)).isNotNull();
      lock.rollback();
    }
    assertThat(count("nps_judgements")).isZero();

    assertThat(walkAll()).isEqualTo(2);
    assertThat(count("nps_judgements where waits")).isEqualTo(1500);
  }

  @Test
  void severalNodesAtOnceWalkAndAskEverybodyOnce() throws Exception {
    var crowd = Crowd.made(database, AT_ONCE);
    crowd.come(3000);
    await(quarters.turn());
    var nodes = IntStream.range(0, 4).mapToObj(n -> walk()).toList();
    var walking = true;
    while (walking) {
      var steps = new ArrayList<Future<NpsWalk.Step>>();
      nodes.forEach(node -> steps.add(node.step()));
      await(Future.join(steps));
      walking = steps.stream().anyMatch(step -> step.result() != NpsWalk.Step.NONE);
    }
    assertThat(count("nps_judgements where waits")).isEqualTo(3000);
    assertThat(database.value("select walks from nps_quarters")).isEqualTo("1");

    var promoters = List.of(promotion(), promotion(), promotion());
    var pending = "survey_invites where kind = 'nps' and state in ('scheduled', 'claimed')";
    while (count("nps_judgements where waits") > 0) {
      await(Future.join(promoters.stream().map(NpsPromotion::step).toList()));
      await(promoters.getFirst().step());
      await(promoters.getLast().step());
      assertThat(count(pending)).isEqualTo(NpsInvites.MOST_PENDING);
      database.execute(
          "update survey_invites set state = 'claimed' where state = 'scheduled' and kind = 'nps';"
              + "update survey_invites set state = 'sending', epoch = 1 where state = 'claimed'");
    }

    assertThat(count("survey_invites where kind = 'nps'")).isEqualTo(3000);
    assertThat(count("nps_judgements where invite_id is null")).isZero();
  }

  @Test
  void twoReferencesOfOneAddressAreOneCustomer() throws Exception {
    var crowd = Crowd.made(database, AT_ONCE);
    crowd.comes("a", "Ada@customer.test", DAY);
    crowd.comes("b", " ada@customer.test", DAY);
    await(quarters.turn());
    walkAll();
    assertThat(promoteAll()).isEqualTo(1);

    assertThat(database.rows("select customer_ref, waits from nps_judgements"))
        .singleElement()
        .satisfies(row -> assertThat(row.get("customer_ref")).isEqualTo("a"));
    assertThat(database.value("select address from survey_invites")).isEqualTo("ada@customer.test");
  }

  @Test
  void whatWasKeptOfAReferenceGoesWhenAnotherComesFirst() throws Exception {
    var crowd = Crowd.made(database, "{\"nps_enabled\": true, \"nps_spread_days\": 14}");
    crowd.comes("b", "ada@customer.test", DAY);
    await(quarters.turn());
    walkAll();
    assertThat(database.value("select customer_ref from nps_judgements")).isEqualTo("b");

    crowd.comes("a", "ada@customer.test", DAY);
    rest(Duration.ofMinutes(10));
    walkAll();

    assertThat(database.value("select string_agg(customer_ref, ' ') from nps_judgements"))
        .isEqualTo("a");
  }

  @Test
  void whoseAddressBecameThatOfSomebodyAskedIsStoppedAndDoesNotHoldUpOthers() throws Exception {
    var crowd = Crowd.made(database, AT_ONCE);
    crowd.comes("a", "ada@customer.test", DAY);
    crowd.comes("b", "bo@customer.test", DAY);
    await(quarters.turn());
    walkAll();
    database.execute(
        "update nps_judgements set due_after = interval '1 hour' where customer_ref = 'b'");
    assertThat(promoteAll()).isEqualTo(1);
    database.execute("update customers set email = 'ada@customer.test' where ref = 'b'");
    database.execute("update customers set email = 'new@customer.test' where ref = 'a'");

    rest(Duration.ofHours(2));
    assertThat(promoteAll()).isZero();

    assertThat(database
            .rows("select customer_ref, reason, waits from nps_judgements order by 1")
            .get(1))
        .containsEntry("reason", "first_this_quarter")
        .containsEntry("waits", "f");
    assertThat(count("survey_invites")).isEqualTo(1);
  }

  @Test
  void whoWasAskedByAnotherReferenceStaysAskedWhenTheirAddressChanges() throws Exception {
    var crowd = Crowd.made(database, AT_ONCE);
    crowd.comes("a", "ada@customer.test", DAY.multipliedBy(3));
    crowd.comes("b", "ada@customer.test", DAY);
    await(quarters.turn());
    walkAll();
    assertThat(promoteAll()).isEqualTo(1);
    assertThat(database.value("select customer_ref from survey_invites")).isEqualTo("b");
    assertThat(database.value("select customer_ref from nps_judgements")).isEqualTo("a");
    database.execute("update customers set email = 'new@customer.test' where ref = 'a'");

    rest(Duration.ofMinutes(10));
    walkAll();

    assertThat(promoteAll()).isZero();
    assertThat(count("survey_invites")).isEqualTo(1);
  }

  @Test
  void whoWereTwoWhoseInvitesWereCancelledAndAreOneNowAreAskedOnce() throws Exception {
    var crowd = Crowd.made(database, AT_ONCE);
    crowd.comes("a", "ada@customer.test", DAY.multipliedBy(3));
    crowd.comes("b", "bea@customer.test", DAY);
    await(quarters.turn());
    walkAll();
    assertThat(promoteAll()).isEqualTo(2);
    database.execute("update survey_invites set state = 'cancelled', reason = 'paused'");
    database.execute("update customers set email = 'one@customer.test'");

    rest(Duration.ofMinutes(10));
    walkAll();

    assertThat(promoteAll()).isEqualTo(1);
    assertThat(database.rows(
            "select customer_ref, address from survey_invites where state = 'scheduled'"))
        .containsExactly(Map.of("customer_ref", "b", "address", "one@customer.test"));
  }

  @Test
  void whatWasCancelledBeforeItWentOutIsMadeAnewInItsPlace() throws Exception {
    var crowd = Crowd.made(database, AT_ONCE);
    crowd.comes("a", "ada@customer.test", DAY);
    await(quarters.turn());
    walkAll();
    promoteAll();
    database.execute("update survey_invites set state = 'cancelled', reason = 'contact_gap'");
    database.execute("update nps_judgements set reason = 'contact_gap', due_after = null");
    crowd.talks("newer", "a", Duration.ofMinutes(1));
    assertThat(promoteAll()).isZero();

    rest(Duration.ofMinutes(10));
    walkAll();
    assertThat(promoteAll()).isEqualTo(1);

    assertThat(database.rows("select state, reason, conversation_ref from survey_invites"))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.get("state")).isEqualTo("scheduled");
          assertThat(row.get("reason")).isNull();
          assertThat(row.get("conversation_ref")).isEqualTo("newer");
        });
    assertThat(count("nps_judgements where invite_id is not null and not waits"))
        .isEqualTo(1);
  }

  @Test
  void whatWasEverSendingIsNotMadeAnew() throws Exception {
    var crowd = Crowd.made(database, AT_ONCE);
    crowd.comes("a", "ada@customer.test", DAY);
    await(quarters.turn());
    walkAll();
    promoteAll();
    for (var step : List.of(
        "state = 'claimed'",
        "state = 'sending', epoch = 1",
        "state = 'scheduled'",
        "state = 'cancelled', reason = 'paused'")) {
      database.execute("update survey_invites set " + step);
    }
    rest(Duration.ofMinutes(10));
    walkAll();

    assertThat(promoteAll()).isZero();
    assertThat(count("nps_judgements where waits")).isZero();
  }

  @Test
  void otherDaysToSpreadOverMeanOtherMomentsWithTheNextWalk() throws Exception {
    Crowd.made(database, "{\"nps_enabled\": true, \"nps_spread_days\": 14}").come(50);
    await(quarters.turn());
    walkAll();
    var late = "nps_judgements where due_after > interval '48 hours'";
    assertThat(count(late)).isGreaterThan(20);

    database.execute("update workspaces set settings = settings || '{\"nps_spread_days\": 2}'");
    rest(Duration.ofMinutes(10));
    walkAll();

    assertThat(count(late)).isZero();
    assertThat(count("nps_judgements where waits")).isEqualTo(50);
  }

  @Test
  void whoIsSwitchedOffIsNeitherWalkedOverNorAsked() throws Exception {
    Crowd.made(database, AT_ONCE).come(10);
    await(quarters.turn());
    walkAll();
    database.execute("update workspaces set settings = settings || '{\"nps_enabled\": false}'");
    assertThat(promoteAll()).isZero();
    rest(Duration.ofHours(1));
    assertThat(walkAll()).isZero();

    Crowd.made(database, "{}").come(10);
    await(quarters.turn());
    assertThat(count("nps_quarters")).isEqualTo(1);
  }

  @Test
  void theTimeForWhichItIsSwitchedOffMovesTheRestOn() throws Exception {
    Crowd.made(database, "{\"nps_enabled\": true, \"nps_spread_days\": 10}").come(100);
    await(quarters.turn());
    walkAll();
    rest(Duration.ofDays(3));
    assertThat(promoteAll()).isBetween(10, 60);
    database.execute("update workspaces set settings = settings || '{\"nps_enabled\": false}'");
    await(quarters.turn());
    rest(Duration.ofDays(7));
    await(quarters.turn());
    database.execute("update workspaces set settings = settings || '{\"nps_enabled\": true}'");
    assertThat(promoteAll()).isZero();
    await(quarters.turn());

    assertThat(promoteAll()).isLessThan(3);
    assertThat(count("nps_quarters where off_at is null")).isEqualTo(1);
  }

  @Test
  void aPauseRightAfterItIsSwitchedOnAgainIsNotCountedTwice() throws Exception {
    var crowd = Crowd.made(database, "{\"nps_enabled\": true}");
    int workspace = Integer.parseInt(crowd.workspace());
    var control = new NpsControl(tables);
    await(quarters.turn());
    var startedAt = "select extract(epoch from started_at)::bigint from nps_quarters";
    long before = database.count(startedAt);
    database.execute("update workspaces set settings = '{\"nps_enabled\": false}'");
    await(quarters.turn());
    rest(Duration.ofDays(2));
    database.execute("update workspaces set settings = '{\"nps_enabled\": true}'");
    await(control.pause(workspace, "Ada"));
    rest(Duration.ofDays(9));
    await(control.start(workspace, "Ada"));
    await(quarters.turn());

    assertThat(Duration.ofSeconds(database.count(startedAt) - before))
        .isCloseTo(Duration.ofDays(9), Duration.ofMinutes(5));
  }

  @Test
  void aBatchTellsWhetherEventsWaitedMeanwhile() throws Exception {
    Crowd.made(database, AT_ONCE).come(2500);
    await(quarters.turn());
    database.execute("""
        insert into event_batches (workspace_ids, source_ids, events, bytes, event_ids, payloads)
        values ('{1}', '{1}', 1, 2, '{a}', array['{}'::bytea])
        """);
    var walk = walk();
    assertThat(await(walk.step())).isEqualTo(NpsWalk.Step.IN_THE_WAY);
    database.execute("update event_batches set projected_at = moment()");
    assertThat(await(walk.step())).isEqualTo(NpsWalk.Step.WALKED);
  }

  @Test
  void oneWorkspaceDoesNotKeepOthersFromTheirTurn() throws Exception {
    var crowds = List.of(Crowd.made(database, AT_ONCE), Crowd.made(database, AT_ONCE));
    crowds.forEach(crowd -> crowd.come(1500));
    await(quarters.turn());
    var walk = walk();
    await(walk.step());
    await(walk.step());
    assertThat(count("nps_quarters where at_ref = 'c-01000'")).isEqualTo(2);
    walkAll();

    var promotion = promotion();
    await(promotion.step());
    await(promotion.step());
    assertThat(
            count(
                "(select workspace_id from survey_invites group by 1 having count(*) = 250) as full_batches"))
        .isEqualTo(2);
  }

  @Test
  void anotherQuarterEndsTheOneBeforeAndOpensByItself() throws Exception {
    Crowd.made(database, AT_ONCE).come(3);
    await(quarters.turn());
    database.execute("update nps_quarters set state = 'paused', paused_at = moment()");
    rest(Duration.ofDays(92));
    await(quarters.turn());

    assertThat(database.rows("select state from nps_quarters order by quarter"))
        .extracting(row -> row.get("state"))
        .containsExactly("over", "running");
    walkAll();
    // their conversations are older than 90 days by now
    assertThat(count("nps_judgements where reason = 'recent_conversation'")).isEqualTo(3);
  }
}
