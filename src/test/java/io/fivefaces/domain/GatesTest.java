package io.fivefaces.domain;

import static io.fivefaces.domain.ConversationEvent.Type.CLOSED;
import static io.fivefaces.domain.ConversationEvent.Type.CREATED;
import static io.fivefaces.domain.ConversationEvent.Type.REOPENED;
import static io.fivefaces.domain.ConversationEvent.Type.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fivefaces.domain.Addressee.LastAsked;
import io.fivefaces.domain.Candidate.EarlierInvite;
import io.fivefaces.domain.ConversationEvent.About;
import io.fivefaces.domain.ConversationEvent.SlackThread;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatesTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final SlackThread THREAD = new SlackThread("C1", "1767225600.000100");
  private static final List<String> NAMES = List.of(
      "master_switch",
      "channel_switch",
      "closed",
      "two_messages",
      "first_survey",
      "deliverable",
      "channel_context",
      "contact_gap");

  /** A talk by email that may be asked about, until a test changes something of it. */
  private static final class Talk {
    boolean csat = true;
    boolean email = true;
    boolean chat = true;
    boolean slack = true;
    boolean requireAgentReply;
    Trigger trigger = Trigger.CLOSED;
    Conversation conversation = Conversation.UNKNOWN;
    String address = "ada@customer.test";
    int inbound = 1;
    int outbound = 1;
    int agentReplies = 1;
    EarlierInvite earlier;
    SuppressionReason suppressed;
    LastAsked lastAsked;
    int gapDays = 7;
    boolean gapForCsat;
    private int seconds;

    Talk() {
      at(ChannelName.EMAIL, null, null);
      then(CLOSED, false);
    }

    void at(ChannelName channel, SlackThread thread, String visitor) {
      conversation = conversation.apply(
          event(CREATED, new About(channel, null, null, null, thread, visitor), false));
    }

    void then(ConversationEvent.Type type, boolean automatic) {
      conversation = conversation.apply(event(type, null, automatic));
    }

    private ConversationEvent event(ConversationEvent.Type type, About about, boolean automatic) {
      return new ConversationEvent(
          type,
          NOON.plusSeconds(seconds++),
          "4711",
          about,
          null,
          null,
          null,
          null,
          automatic,
          null);
    }

    Candidate candidate() {
      var settings = new Settings(
          csat,
          email,
          chat,
          slack,
          false,
          trigger,
          SendDelay.IMMEDIATELY,
          requireAgentReply,
          "",
          "",
          "#2f6f5e",
          "",
          "",
          "",
          "en",
          SlackRespondents.ANYONE,
          14,
          "",
          "",
          gapDays,
          gapForCsat);
      return new Candidate(
          settings,
          new Ending(trigger, false),
          conversation,
          inbound,
          outbound,
          agentReplies,
          earlier,
          null,
          new Addressee(
              new Customer(new Latest<>(address, NOON), Latest.unsaid(), Latest.unsaid()),
              suppressed,
              lastAsked),
          NOON);
    }
  }

  private static Decision judge(Consumer<Talk> change) {
    var talk = new Talk();
    change.accept(talk);
    return Gates.judge(Gates.CSAT, talk.candidate());
  }

  private static Verdict verdict(String gate, Consumer<Talk> change) {
    return judge(change).verdicts().stream()
        .filter(verdict -> verdict.gate().equals(gate))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTalkThatNothingStopsIsAskedAbout() {
    var decision = judge(talk -> {});

    assertThat(decision.reason()).isEmpty();
    assertThat(decision.verdicts()).extracting(Verdict::gate).isEqualTo(NAMES);
    assertThat(decision.verdicts()).allMatch(Verdict::open);
  }

  static Stream<Arguments> oneShutGate() {
    Map<String, Consumer<Talk>> changes = Map.of(
        "master_switch", talk -> talk.csat = false,
        "channel_switch", talk -> talk.email = false,
        "closed", talk -> talk.then(REOPENED, false),
        "two_messages", talk -> talk.outbound = 0,
        "first_survey",
            talk -> talk.earlier = new EarlierInvite(InviteState.SENT, false, true, false),
        "deliverable", talk -> talk.address = null,
        "channel_context", talk -> talk.at(ChannelName.CHAT, null, null),
        "contact_gap",
            talk -> {
              talk.gapForCsat = true;
              talk.lastAsked =
                  new LastAsked(Kind.NPS, NOON.minus(Duration.ofDays(7)).plusMillis(1));
            });
    return NAMES.stream().map(name -> arguments(name, changes.get(name)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oneShutGate")
  void eachGateAloneStopsTheSurveyAndIsItsReason(String gate, Consumer<Talk> change) {
    var decision = judge(change);

    assertThat(decision.reason()).contains(gate);
    assertThat(decision.verdicts()).hasSize(NAMES.size());
    assertThat(decision.verdicts().stream().filter(verdict -> !verdict.open()))
        .extracting(Verdict::gate)
        .containsExactly(gate);
  }

  @Test
  void severalShutGatesAllLeaveAVerdictAndTheFirstIsTheReason() {
    var decision = judge(talk -> {
      talk.email = false;
      talk.inbound = 0;
      talk.address = "ada";
      talk.then(REOPENED, false);
    });

    assertThat(decision.reason()).contains("channel_switch");
    assertThat(decision.verdicts())
        .containsExactly(
            new Verdict("master_switch", true, "csat_enabled is on"),
            new Verdict("channel_switch", false, "csat_email_enabled is off"),
            new Verdict("closed", false, "open, trigger closed"),
            new Verdict("two_messages", false, "0 inbound, 1 outbound"),
            new Verdict("first_survey", true, "no earlier invite"),
            new Verdict("deliverable", false, "not an address: ada"),
            new Verdict("channel_context", true, "not asked for email"),
            new Verdict("contact_gap", true, "contact_gap_for_csat is off"));
  }

  @Test
  void theContactGapEndsWithItsLastDayAndCountsWhatIsOnItsWay() {
    Consumer<Talk> gap = talk -> talk.gapForCsat = true;
    assertThat(verdict(
            "contact_gap",
            gap.andThen(
                talk -> talk.lastAsked = new LastAsked(Kind.CSAT, NOON.minus(Duration.ofDays(7))))))
        .isEqualTo(new Verdict("contact_gap", true, "not asked in the last 7 days"));
    assertThat(verdict(
            "contact_gap", gap.andThen(talk -> talk.lastAsked = new LastAsked(Kind.NPS, null))))
        .isEqualTo(new Verdict(
            "contact_gap", false, "a survey is on its way (nps), contact_gap_days is 7"));
    assertThat(verdict("contact_gap", gap.andThen(talk -> {
          talk.lastAsked = new LastAsked(Kind.NPS, NOON);
          talk.gapDays = 0;
        })))
        .isEqualTo(new Verdict("contact_gap", true, "contact_gap_days is 0"));
  }

  @Test
  void theMasterSwitchStopsEveryChannel() {
    assertThat(verdict("master_switch", talk -> talk.csat = false))
        .isEqualTo(new Verdict("master_switch", false, "csat_enabled is off"));
    assertThat(judge(talk -> {
              talk.at(ChannelName.CHAT, null, "v-9");
              talk.csat = false;
            })
            .reason())
        .contains("master_switch");
  }

  @ParameterizedTest
  @CsvSource({"EMAIL, email", "CHAT, chat", "SLACK, slack"})
  void eachChannelHasASwitchOfItsOwn(ChannelName channel, String word) {
    Consumer<Talk> only = talk -> {
      talk.at(channel, THREAD, "v-9");
      talk.email = channel == ChannelName.EMAIL;
      talk.chat = channel == ChannelName.CHAT;
      talk.slack = channel == ChannelName.SLACK;
    };
    Consumer<Talk> allButIt = talk -> {
      talk.at(channel, THREAD, "v-9");
      talk.email = channel != ChannelName.EMAIL;
      talk.chat = channel != ChannelName.CHAT;
      talk.slack = channel != ChannelName.SLACK;
    };

    assertThat(verdict("channel_switch", only))
        .isEqualTo(new Verdict("channel_switch", true, "csat_" + word + "_enabled is on"));
    assertThat(verdict("channel_switch", allButIt))
        .isEqualTo(new Verdict("channel_switch", false, "csat_" + word + "_enabled is off"));
  }

  @Test
  void slackWithoutAThreadNeedsTheEmailSwitch() {
    assertThat(verdict("channel_switch", talk -> {
          talk.at(ChannelName.SLACK, null, null);
          talk.email = false;
        }))
        .isEqualTo(new Verdict("channel_switch", false, "csat_email_enabled is off"));
  }

  @ParameterizedTest(name = "trigger {0}: {1}")
  @CsvSource(delimiter = '|', textBlock = """
          CLOSED   |                              | false | open
          CLOSED   | CLOSED                       | true  | closed
          CLOSED   | CLOSED auto                  | true  | closed automatically
          CLOSED   | RESOLVED                     | false | resolved
          CLOSED   | RESOLVED, CLOSED             | true  | closed
          CLOSED   | RESOLVED, CLOSED auto        | true  | closed automatically
          CLOSED   | CLOSED, REOPENED             | false | open
          CLOSED   | CLOSED, REOPENED, CLOSED     | true  | closed
          RESOLVED |                              | false | open
          RESOLVED | RESOLVED                     | true  | resolved
          RESOLVED | RESOLVED auto                | false | resolved automatically
          RESOLVED | RESOLVED, CLOSED             | false | closed
          RESOLVED | RESOLVED, CLOSED auto        | false | closed automatically
          RESOLVED | CLOSED                       | false | closed
          RESOLVED | RESOLVED, REOPENED           | false | open
          RESOLVED | RESOLVED, REOPENED, RESOLVED | true  | resolved
          """)
  void onlyTheTriggersOwnStateOpensTheGate(
      Trigger trigger, String steps, boolean open, String state) {
    var found = verdict("closed", talk -> {
      talk.trigger = trigger;
      talk.conversation = Conversation.UNKNOWN;
      Stream.ofNullable(steps)
          .flatMap(all -> Stream.of(all.split(", ")))
          .forEach(step -> talk.then(
              ConversationEvent.Type.valueOf(step.split(" ")[0]), step.endsWith(" auto")));
    });

    assertThat(found)
        .isEqualTo(
            new Verdict("closed", open, state + ", trigger " + trigger.name().toLowerCase()));
  }

  @ParameterizedTest(name = "{0} in, {1} out")
  @CsvSource({"0,0,false", "1,0,false", "0,1,false", "0,2,false", "2,0,true", "1,1,true"})
  void twoMessagesOfWhichOneCameInAreEnough(int in, int out, boolean open) {
    assertThat(verdict("two_messages", talk -> {
          talk.inbound = in;
          talk.outbound = out;
          talk.agentReplies = 0;
        }))
        .isEqualTo(new Verdict("two_messages", open, in + " inbound, " + out + " outbound"));
  }

  @ParameterizedTest(name = "{0} in, {1} out, {2} by an agent")
  @CsvSource({"1,1,0,false", "2,0,0,false", "0,2,2,false", "1,1,1,true", "3,4,1,true"})
  void aWorkspaceMayInsistOnAnAgentsReply(int in, int out, int agents, boolean open) {
    assertThat(verdict("two_messages", talk -> {
          talk.requireAgentReply = true;
          talk.inbound = in;
          talk.outbound = out;
          talk.agentReplies = agents;
        }))
        .isEqualTo(new Verdict(
            "two_messages",
            open,
            in + " inbound, " + out + " outbound, " + agents
                + " by an agent, require_agent_reply is on"));
  }

  @ParameterizedTest(name = "{0}, ever sending {1}")
  @CsvSource({
    "SENDING,true,false",
    "SENT,true,false",
    "FAILED,true,false",
    "UNKNOWN,true,false",
    "CANCELLED,true,false",
    "CANCELLED,false,true"
  })
  void anEarlierInviteIsTheLastUnlessItWasCancelledBeforeAnyHandOver(
      InviteState state, boolean everSending, boolean open) {
    assertThat(verdict(
            "first_survey",
            talk -> talk.earlier = new EarlierInvite(state, false, everSending, false)))
        .isEqualTo(new Verdict("first_survey", open, "an earlier invite, " + state));
  }

  @Test
  void anInviteDoesNotStandInItsOwnWay() {
    assertThat(verdict(
            "first_survey",
            talk -> talk.earlier = new EarlierInvite(InviteState.CLAIMED, true, true, false)))
        .isEqualTo(new Verdict("first_survey", true, "no earlier invite"));
  }

  @Test
  void anInviteThatArrivedAfterAllIsNotSentAgain() {
    assertThat(verdict(
            "first_survey",
            talk -> talk.earlier = new EarlierInvite(InviteState.CLAIMED, true, true, true)))
        .isEqualTo(new Verdict("first_survey", false, "an earlier hand-over, which arrived"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
          ada@customer.test        | null    | true  | ada@customer.test
          ada@customer.test        | BOUNCED | false | ada@customer.test, bounced
          null                     | null    | false | no address
          ' '                      | null    | false | no address
          ada                      | null    | false | not an address: ada
          ada@                     | null    | false | not an address: ada@
          Ada <ada@customer.test>  | null    | false | not an address: Ada <ada@customer.test>
          u1@acme.slack.local      | null    | false | a placeholder: u1@acme.slack.local
          U1@ACME.SLACK.LOCAL      | null    | false | a placeholder: U1@ACME.SLACK.LOCAL
          nobody@customer.invalid  | null    | false | a placeholder: nobody@customer.invalid
          printer@office.local     | null    | false | a placeholder: printer@office.local
          ada@local.customer.test  | null    | true  | ada@local.customer.test
          """)
  void mailNeedsAnAddressThatSomebodyReads(
      String address, SuppressionReason suppressed, boolean open, String saw) {
    assertThat(verdict("deliverable", talk -> {
          talk.address = address;
          talk.suppressed = suppressed;
        }))
        .isEqualTo(new Verdict("deliverable", open, saw));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "slack"})
  void chatAndSlackNeedNoAddress(String channel) {
    assertThat(verdict("deliverable", talk -> {
          talk.address = null;
          talk.at(ChannelName.valueOf(channel.toUpperCase()), THREAD, null);
        }))
        .isEqualTo(new Verdict("deliverable", true, "not asked for " + channel));
  }

  @Test
  void aChatNeedsAVisitorToShowTheSurveyTo() {
    assertThat(verdict("channel_context", talk -> talk.at(ChannelName.CHAT, null, "v-9")))
        .isEqualTo(new Verdict("channel_context", true, "a visitor"));
    assertThat(verdict("channel_context", talk -> talk.at(ChannelName.CHAT, null, null)))
        .isEqualTo(new Verdict("channel_context", false, "no visitor to show it to"));
  }

  @Test
  void slackNeedsAThreadOrAnAddressToFallBackTo() {
    assertThat(verdict("channel_context", talk -> talk.at(ChannelName.SLACK, THREAD, null)))
        .isEqualTo(new Verdict("channel_context", true, "a channel and a thread"));
    assertThat(verdict("channel_context", talk -> talk.at(ChannelName.SLACK, null, null)))
        .isEqualTo(new Verdict("channel_context", true, "no Slack thread, ada@customer.test"));

    var stuck = judge(talk -> {
      talk.at(ChannelName.SLACK, null, null);
      talk.address = "u1@acme.slack.local";
    });
    assertThat(stuck.verdicts())
        .contains(
            new Verdict("deliverable", false, "a placeholder: u1@acme.slack.local"),
            new Verdict(
                "channel_context", false, "no Slack thread, a placeholder: u1@acme.slack.local"));
  }

  @Test
  void whereTheChannelIsUnknownTheCustomerIsAskedByEmail() {
    var decision = judge(talk -> {
      talk.conversation = Conversation.UNKNOWN;
      talk.then(CLOSED, false);
    });

    assertThat(decision.reason()).isEmpty();
    assertThat(decision.verdicts())
        .contains(new Verdict("channel_switch", true, "csat_email_enabled is on"));
  }

  @Test
  void aResolvedTalkOfAWorkspaceThatTriggersOnResolvingIsAskedAbout() {
    assertThat(judge(talk -> {
              talk.trigger = Trigger.RESOLVED;
              talk.then(REOPENED, false);
              talk.then(RESOLVED, false);
            })
            .reason())
        .isEmpty();
  }
}
