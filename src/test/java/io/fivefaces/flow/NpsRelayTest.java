package io.fivefaces.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Invariants;
import io.fivefaces.support.Samples;
import io.fivefaces.support.ScheduledNps;
import io.fivefaces.support.ScriptedSmtp;
import io.fivefaces.support.ScriptedSmtp.Stage;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An NPS invite at a real relay, and whoever has had enough of it. */
class NpsRelayTest {

  private static final Pattern UNSUBSCRIBE =
      Pattern.compile("List-Unsubscribe:\\s*<(http://[^>\\s]+/u/[A-Za-z0-9_-]+)>");

  private Vertx vertx;
  private ScriptedSmtp relay;

  @BeforeEach
  void startRelay() throws Exception {
    vertx = Vertx.vertx();
    relay = ScriptedSmtp.start(vertx);
  }

  @AfterEach
  void stopRelay() throws Exception {
    relay.stop();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void itIsOneMailAndItsConversationKnowsNothingOfIt() throws Exception {
    run((app, source) -> {
      long invite = ask(app, source, "Ada");

      app.advance(Duration.ofMinutes(61));
      until(app, invite, "sent");
      assertThat(relay.mails()).hasSize(1);
      var conversation = app.conversation(source.workspace(), "talk-Ada");
      assertThat(conversation.get("invite").isNull()).isTrue();
      assertThat(app.database().count("select count(*) from verdicts")).isZero();
      assertThat(app.request("GET", app.managementUrl("/metrics"), null).body())
          .contains(
              "fivefaces_invites_total{channel=\"email\",kind=\"nps\",outcome=\"sent\"} 1.0",
              "fivefaces_invites_total{channel=\"email\",kind=\"csat\",outcome=\"sent\"} 0.0",
              "fivefaces_verdicts_total{gate=\"nps_switch\",kind=\"nps\",open=\"true\"} 1.0");
    });
  }

  @Test
  void itDoesNotTakeItsConversationsOwnSurvey() throws Exception {
    run((app, source) -> {
      long invite = ask(app, source, "Ada");
      app.advance(Duration.ofMinutes(61));
      until(app, invite, "sent");

      app.settings(source.workspace(), Map.of("csat_enabled", true, "csat_email_enabled", true));
      app.hook(source, Samples.closed("talk-Ada"));
      app.withInvite(source.workspace(), "talk-Ada", "sent");
      assertThat(relay.mails()).hasSize(2);

      // nor does an end of the one touch the other
      app.hook(source, Samples.reopened("talk-Ada"));
      app.until(
          "it is open",
          () -> app.conversation(source.workspace(), "talk-Ada").get("state").asText(),
          "open"::equals);
      assertThat(app.database().count("select count(*) from survey_invites where state = 'sent'"))
          .isEqualTo(2);
    });
  }

  @Test
  void whoseMailEndsInDoubtGetsNoOther() throws Exception {
    run((app, source) -> {
      relay.closingAt(Stage.DOT);
      long first = ask(app, source, "Ada");
      app.advance(Duration.ofMinutes(61));
      until(app, first, "unknown");

      relay.behavingAt(Stage.DOT);
      app.advance(Duration.ofDays(2));
      long second = ask(app, source, "Bea");
      app.advance(Duration.ofMinutes(61));
      until(app, second, "sent");
      assertThat(state(app, first)).isEqualTo("unknown");
      assertThat(relay.mails()).hasSize(2);

      // nobody sends it again by its conversation either: that has no invite
      assertThat(app.api(
                  "POST",
                  "/api/workspaces/" + source.workspace()
                      + "/conversations/talk-Ada/invite/send-again")
              .status())
          .isEqualTo(409);
    });
  }

  @Test
  void anAddressThatTheRelayRefusesForGoodIsWrittenToNoMore() throws Exception {
    run((app, source) -> {
      relay.answering(Stage.RCPT, "550 5.1.1 no such user");
      long invite = ask(app, source, "Ada");
      app.advance(Duration.ofMinutes(61));
      until(app, invite, "failed");

      assertThat(app.database().rows("select email, reason from suppressions"))
          .containsExactly(Map.of("email", "ada@customer.test", "reason", "refused"));
      assertThat(relay.mails()).isEmpty();
    });
  }

  @Test
  void whatTheRelayRefusesForNowIsTriedAgainAndForThreeDaysOnly() throws Exception {
    run((app, source) -> {
      relay.answering(Stage.RCPT, "451 4.7.1 greylisted, come back");
      long invite = ask(app, source, "Ada");
      app.advance(Duration.ofMinutes(61));
      app.until("the refusal is told", () -> reason(app, invite), told -> told.contains("451"));
      relay.behavingAt(Stage.RCPT);
      app.advance(Duration.ofMinutes(3));
      until(app, invite, "sent");

      relay.answering(Stage.RCPT, "451 4.7.1 greylisted, come back");
      long another = ask(app, source, "Bea");
      app.advance(Duration.ofMinutes(61));
      app.until("the refusal is told", () -> reason(app, another), told -> told.contains("451"));
      app.advance(Duration.ofHours(73));
      until(app, another, "failed");
      assertThat(reason(app, another)).contains("given up after 72 hours");
      assertThat(relay.mails()).hasSize(1);
    });
  }

  @Test
  void whoUnsubscribesByItIsAskedNothingMore() throws Exception {
    run((app, source) -> {
      long invite = ask(app, source, "Ada");
      app.advance(Duration.ofMinutes(61));
      until(app, invite, "sent");
      // the same person by another name, whose invite waits
      app.hook(source, Samples.created("of ada").from("Ada B", "ada.b@customer.test"));
      app.until("she is known", () -> known(app, "c-Ada B"), count -> count == 1);
      long other =
          ScheduledNps.schedule(app.database(), "c-Ada B", "of ada", "ada.b@customer.test");

      var link = UNSUBSCRIBE.matcher(relay.mails().getFirst().replaceAll("\r\n[ \t]+", ""));
      assertThat(link.find()).isTrue();
      assertThat(app.request(
                  "POST",
                  link.group(1),
                  "List-Unsubscribe=One-Click",
                  "content-type",
                  "application/x-www-form-urlencoded")
              .status())
          .isEqualTo(200);
      app.database()
          .execute("update customers set email = 'ada@customer.test' where ref = 'c-Ada B'");
      app.settings(source.workspace(), Map.of("contact_gap_days", 0));
      app.advance(Duration.ofMinutes(61));
      until(app, other, "cancelled");
      assertThat(app.database().value("select saw[4] from nps_judgements where reason is not null"))
          .isEqualTo("ada@customer.test, unsubscribed");
      assertThat(relay.mails()).hasSize(1);
    });
  }

  private interface Check {
    void with(TestApp app, TestSource source) throws Exception;
  }

  private void run(Check check) throws Exception {
    TestApp.run(Map.of("FIVEFACES_SMTP_URL", "smtp://127.0.0.1:" + relay.port()), app -> {
      check.with(app, app.newSource(app.newWorkspace()));
      Invariants.hold(app);
      Invariants.holdAtTheRelay(app.database(), relay.mails());
    });
  }

  /** A customer who talked, and whom NPS asks within the hour. */
  private static long ask(TestApp app, TestSource source, String name) {
    var talk = "talk-" + name;
    var address = name.toLowerCase(Locale.ROOT) + "@customer.test";
    var events = new ArrayList<>(Samples.talk(talk));
    events.set(0, Samples.created(talk).from(name, address));
    app.hook(source, events);
    app.until(name + " is known", () -> known(app, "c-" + name), count -> count == 1);
    long invite = ScheduledNps.schedule(app.database(), "c-" + name, talk, address);
    app.settings(source.workspace(), Map.of("nps_enabled", true));
    return invite;
  }

  private static long known(TestApp app, String ref) {
    return app.database().count("select count(*) from customers where ref = '" + ref + "'");
  }

  private static String state(TestApp app, long invite) {
    return app.database().value("select state from survey_invites where invite_id = " + invite);
  }

  private static String reason(TestApp app, long invite) {
    return app.database()
        .value("select coalesce(reason, '') from survey_invites where invite_id = " + invite);
  }

  private static void until(TestApp app, long invite, String state) {
    app.until("invite " + invite + " is " + state, () -> state(app, invite), state::equals);
  }
}
