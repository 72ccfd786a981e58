package io.fivefaces.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fivefaces.channel.Channel.Doubt;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Token;
import io.fivefaces.support.DeliveryRig;
import io.fivefaces.support.ScheduledNps;
import io.fivefaces.support.ScriptedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an NPS invite once it is due. */
class NpsDeliveryTest {

  private static final String ADA = "ada@customer.test";
  private static final Duration LEASE = Duration.ofSeconds(61);

  private final ScriptedChannel email = new ScriptedChannel(ChannelName.EMAIL, Doubt.STAYS);
  private DeliveryRig rig;

  @BeforeEach
  void startStation() throws Exception {
    rig = new DeliveryRig(email);
    rig.database()
        .execute("update workspaces set settings = jsonb_set(settings, '{nps_enabled}', 'true')");
  }

  @AfterEach
  void stopStation() throws Exception {
    rig.close();
  }

  @Test
  void itGoesByMailAndNamesNoConversation() {
    long invite = ask("ada", ADA);

    moment();
    var row = until(invite, "sent");
    assertThat(row)
        .containsEntry("channel", "email")
        .containsEntry("recipient", ADA)
        .containsEntry("customer_ref", "ada")
        .containsEntry("epoch", "1");
    var survey = email.handedOver().getFirst();
    assertThat(survey.kind()).isEqualTo(Kind.NPS);
    assertThat(survey.customerName()).isEqualTo("Ada");
    assertThat(survey.language()).isEqualTo(Language.GERMAN);
    assertThat(survey.subject()).isNull();
    assertThat(survey.operator()).isNull();
    assertThat(survey.thread()).isNull();

    var link = survey.link().substring(survey.link().lastIndexOf('/') + 1);
    var token = ((Token.Valid) Token.verify(link, rig.keys(), Instant.now())).token();
    assertThat(token.kind()).isEqualTo(Kind.NPS);
    assertThat(token.invite().number()).isEqualTo(invite);
    int workspace = Integer.parseInt(row.get("workspace_id"));
    int source = Integer.parseInt(row.get("source_id"));
    assertThat(token.isFor(new ConversationId(workspace, source, "talk of ada"), "ada"))
        .isTrue();

    assertThat(judgement(invite))
        .containsEntry("reason", null)
        .containsEntry("waits", "f")
        .containsEntry("due_after", "02:00:00")
        .containsEntry(
            "gates", "{nps_switch,recent_conversation,first_this_quarter,deliverable,contact_gap}")
        .containsEntry("open", "{t,t,t,t,t}");
    assertThat(rig.database().count("select count(*) from verdicts")).isZero();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      nps_switch | update workspaces set settings = jsonb_set(settings, '{nps_enabled}', 'false')
      recent_conversation | update conversations set created_at = created_at - interval '91 days', state_at = state_at - interval '91 days'
      first_this_quarter | update survey_invites set quarter = '2020-Q1'
      deliverable | update customers set email = null
      deliverable | update customers set email = 'ada@shop.invalid'
      deliverable | insert into suppressions (workspace_id, email, reason) select workspace_id, 'ada@customer.test', 'unsubscribed' from workspaces
      """)
  void aGateThatIsShutAtThatMomentCancelsIt(String gate, String change) {
    long invite = ask("ada", ADA);
    rig.database().execute(change);

    moment();
    assertCancelled(invite, gate);
    assertThat(email.handedOver()).isEmpty();
  }

  @Test
  void whoWasJustAskedOfAConversationIsLeftAlone() {
    rig.ask(ChannelName.EMAIL, ADA);
    until(1, "sent");
    // by another source's name for them
    long invite = ask("ada", "ADA@customer.test");

    moment();
    assertCancelled(invite, "contact_gap");
    assertThat(email.handedOver()).hasSize(1);

    rig.advance(Duration.ofDays(7));
    rig.database()
        .execute("update survey_invites set state = 'scheduled', due_at = moment(),"
            + " next_try_at = moment() where kind = 'nps'");
    until(invite, "sent");
    assertThat(judgement(invite)).containsEntry("reason", null);
  }

  @Test
  void whoIsKnownByTwoNamesIsAskedOnce() {
    allowContact();
    long first = ask("ada", ADA);
    moment();
    until(first, "sent");
    long second = ask("ada-2", "second@customer.test");
    rig.database().execute("update customers set email = ' Ada@customer.test '");

    moment();
    assertCancelled(second, "first_this_quarter");
    assertThat(email.handedOver()).hasSize(1);
  }

  @Test
  void invitesThatAreDueTogetherAndWouldReachOneAddressEndInOneMail() {
    var invites = List.of(
        ask("ada", "one@customer.test"),
        ask("ada-2", "two@customer.test"),
        ask("ada-3", "three@customer.test"),
        ask("ada-4", "four@customer.test"));
    rig.database().execute("update customers set email = 'Ada@customer.test'");

    moment();
    invites.forEach(invite ->
        await().until(() -> row(invite).get("state"), state -> state.matches("sent|cancelled")));
    assertThat(email.handedOver()).hasSize(1);
    assertThat(rig.database().rows("""
            select reason, address from survey_invites where state = 'cancelled'
            """))
        .hasSize(3)
        .allMatch(row -> row.get("reason").equals("first_this_quarter"));
    assertThat(rig.database().value("select address from survey_invites where state = 'sent'"))
        .isEqualTo(ADA);
  }

  @Test
  void itGoesWhereItsCustomerIsReachedNow() {
    long invite = ask("ada", "old@customer.test");
    rig.database().execute("update customers set email = ' Ada.New@Customer.test '");

    moment();
    assertThat(until(invite, "sent"))
        .containsEntry("recipient", "Ada.New@Customer.test")
        .containsEntry("address", "ada.new@customer.test");
    assertThat(email.handedOver().getFirst().recipient().text()).isEqualTo("Ada.New@Customer.test");
  }

  @Test
  void anAddressThatACancelledInviteHadIsFree() {
    allowContact();
    long first = ask("ada", ADA);
    rig.database().execute("update survey_invites set state = 'cancelled', reason = 'paused'");
    long second = ask("ada-2", "two@customer.test");
    rig.database().execute("update customers set email = '" + ADA + "'");

    moment();
    assertThat(until(second, "sent")).containsEntry("address", ADA);
    assertThat(row(first)).containsEntry("state", "cancelled");
  }

  @Test
  void aLostWorkersMailIsUnknownAndNeverRepeated() {
    var end = email.hanging();
    long invite = ask("ada", ADA);
    moment();
    await().until(() -> email.handedOver().size(), count -> count == 1);

    rig.advance(LEASE);
    assertThat(until(invite, "unknown").get("reason")).contains("lost");
    rig.advance(Duration.ofDays(2));
    // whatever is due after it is taken after it
    long another = ask("bo", "bo@customer.test");
    moment();
    until(another, "sent");
    assertThat(row(invite)).containsEntry("state", "unknown").containsEntry("epoch", "1");
    assertThat(email.handedOver()).hasSize(2);

    end.complete(new HandOver.Accepted("late"));
    until(invite, "sent");
  }

  @Test
  void whatWasRefusedForNowIsJudgedOnceMoreBeforeItIsTriedAgain() {
    email.ending(new HandOver.Deferred("451 later"));
    long invite = ask("ada", ADA);
    moment();
    await().until(() -> row(invite).get("reason"), "451 later"::equals);
    rig.database()
        .execute("update workspaces set settings = jsonb_set(settings, '{nps_enabled}', 'false')");

    rig.advance(Duration.ofHours(1));
    assertThat(until(invite, "cancelled"))
        .containsEntry("reason", "nps_switch")
        .containsEntry("epoch", "1");
    assertThat(email.handedOver()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"paused, moment()", "stopped, null"})
  void whatWasRefusedForNowIsNotTriedAgainInAQuarterThatWasHalted(String state, String pausedAt) {
    email.ending(new HandOver.Deferred("451 later"));
    long invite = ask("ada", ADA);
    moment();
    await().until(() -> row(invite).get("reason"), "451 later"::equals);
    rig.database()
        .execute("update nps_quarters set state = '%s', paused_at = %s".formatted(state, pausedAt));

    rig.advance(Duration.ofHours(1));
    assertThat(until(invite, "cancelled")).containsEntry("reason", state);
    assertThat(judgement(invite)).containsEntry("reason", null).containsEntry("waits", "f");
    assertThat(email.handedOver()).hasSize(1);
  }

  @Test
  void whatWasCalledBackByAPauseBeforeItBeganStillWaits() throws Exception {
    long invite = ask("ada", ADA);
    try (var pause = rig.database().connect()) {
      pause.setAutoCommit(false);
      pause.createStatement().execute("select from workspaces for no key update");
      moment();
      await().until(() -> rig.database().count("""
          select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
          """), waiting -> waiting > 0);
      for (var step : List.of(
          "nps_quarters set state = 'paused', paused_at = moment()",
          "survey_invites set state = 'cancelled', reason = 'paused', claim_token = null, lease_until = null",
          "nps_judgements set waits = true")) {
        pause.createStatement().execute("update " + step);
      }
      pause.commit();
    }
    // whatever is due after it is taken after it
    long another = ask("bo", "bo@customer.test");
    moment();
    assertThat(until(another, "cancelled")).containsEntry("reason", "paused");

    assertThat(row(invite)).containsEntry("state", "cancelled");
    assertThat(judgement(invite)).containsEntry("waits", "t");
    assertThat(email.handedOver()).isEmpty();
  }

  @Test
  void whatIsRefusedForThreeDaysFails() {
    email.ending(new HandOver.Deferred("451 later")).ending(new HandOver.Deferred("451 later"));
    long invite = ask("ada", ADA);
    moment();
    await().until(() -> row(invite).get("reason"), "451 later"::equals);

    rig.advance(Duration.ofHours(73));
    assertThat(until(invite, "failed").get("reason"))
        .isEqualTo("given up after 72 hours: 451 later");
  }

  @Test
  void anAddressThatIsRefusedForGoodIsNotWrittenToAgain() {
    email.ending(new HandOver.Refused("550 no such user", true));
    long invite = ask("ada", "Ada@customer.test");

    moment();
    assertThat(until(invite, "failed")).containsEntry("reason", "550 no such user");
    assertThat(rig.database().rows("select email, reason, invite_id from suppressions"))
        .containsExactly(
            Map.of("email", ADA, "reason", "refused", "invite_id", Long.toString(invite)));
  }

  @Test
  void onlyTheDayItWasSentIsCountedAnew() {
    long invite = ask("ada", ADA);
    rig.database().execute("update conversations set ended_at = moment() - interval '40 days'");

    moment();
    until(invite, "sent");
    assertThat(rig.database().rows("select distinct day::text as day from stale_days"))
        .isEqualTo(rig.database()
            .rows("select (sent_at at time zone 'UTC')::date::text as day from survey_invites"));
  }

  private long ask(String ref, String address) {
    ScheduledNps.customer(rig.database(), ref, address);
    return ScheduledNps.schedule(rig.database(), ref, address.toLowerCase(java.util.Locale.ROOT));
  }

  /** Lets what is scheduled be due. */
  private void moment() {
    rig.advance(Duration.ofMinutes(61));
  }

  private void allowContact() {
    rig.database()
        .execute("update workspaces set settings = jsonb_set(settings, '{contact_gap_days}', '0')");
  }

  private void assertCancelled(long invite, String gate) {
    assertThat(until(invite, "cancelled"))
        .containsEntry("reason", gate)
        .containsEntry("epoch", "0");
    var judgement = judgement(invite);
    assertThat(judgement)
        .containsEntry("reason", gate)
        .containsEntry("waits", "f")
        .containsEntry("due_after", null);
    assertThat(judgement.get("gates").split(",")).hasSize(5);
  }

  private Map<String, String> judgement(long invite) {
    return rig.database()
        .rows("select * from nps_judgements where invite_id = " + invite)
        .getFirst();
  }

  private Map<String, String> row(long invite) {
    return rig.database()
        .rows("select * from survey_invites where invite_id = " + invite)
        .getFirst();
  }

  private Map<String, String> until(long invite, String state) {
    return await("invite " + invite + " is " + state)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> row(invite), row -> row.get("state").equals(state));
  }
}
