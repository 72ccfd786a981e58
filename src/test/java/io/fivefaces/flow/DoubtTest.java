package io.fivefaces.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fivefaces.channel.Channel.Doubt;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Sighting;
import io.fivefaces.support.DeliveryRig;
import io.fivefaces.support.ScriptedChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of hand-overs whose end nobody heard, that must wait, or that cannot reach the customer that way. */
class DoubtTest {

  private static final HandOver UNCLEAR = new HandOver.Unclear("it answered 503");
  private static final Sighting ABSENT = new Sighting.Absent();
  private static final Sighting UNSEEN = new Sighting.Unseen("it answered 500");
  private static final Duration LEASE = Duration.ofSeconds(61);
  private static final Duration LOOK = Duration.ofSeconds(31);

  private final ScriptedChannel slack =
      new ScriptedChannel(ChannelName.SLACK, Doubt.CAN_BE_SETTLED);
  private final ScriptedChannel email = new ScriptedChannel(ChannelName.EMAIL, Doubt.STAYS);
  private final ScriptedChannel chat = new ScriptedChannel(ChannelName.CHAT, Doubt.NEVER_ARRIVED);

  @Test
  void whatTheOtherSideHasIsSent() throws Exception {
    slack.ending(UNCLEAR).showing(new Sighting.Found("1767225600.000200"));
    try (var rig = asking(ChannelName.SLACK)) {
      rig.until("it is in doubt", row -> "it answered 503".equals(row.get("reason")));
      assertThat(slack.lookedFor()).isEmpty();

      rig.advance(LOOK);
      var invite = rig.untilIn("sent");
      assertThat(invite).containsEntry("receipt", "1767225600.000200").containsEntry("epoch", "1");
      assertThat(invite.get("reason")).isNull();
      assertThat(slack.handedOver()).hasSize(1);
      assertThat(slack.lookedFor()).isEqualTo(slack.handedOver());
    }
  }

  @Test
  void whatTheOtherSideDoesNotHaveTwiceIsHandedOverAgain() throws Exception {
    slack.ending(UNCLEAR).showing(ABSENT).showing(UNSEEN).showing(ABSENT);
    try (var rig = asking(ChannelName.SLACK)) {
      look(rig, 1);
      rig.until("one look was clean", row -> row.get("clean_looks").equals("1"));
      look(rig, 2);
      rig.until("the next could not see", row -> row.get("reason").contains("500"));
      look(rig, 3);
      assertThat(rig.untilIn("scheduled")).containsEntry("refusals", "1");
      assertThat(slack.handedOver()).hasSize(1);

      rig.advance(Duration.ofMinutes(2));
      assertThat(rig.untilIn("sent"))
          .containsEntry("epoch", "2")
          .containsEntry("receipt", "receipt 2");
      assertThat(slack.lookedFor()).hasSize(3);
    }
  }

  @Test
  void afterThreeLooksThatSettledNothingNobodyKnows() throws Exception {
    slack.ending(UNCLEAR).showing(UNSEEN).showing(ABSENT).showing(UNSEEN);
    try (var rig = asking(ChannelName.SLACK)) {
      for (int look = 1; look <= 3; look++) {
        look(rig, look);
      }
      assertThat(rig.untilIn("unknown").get("reason"))
          .isEqualTo(
              "nobody heard whether it arrived, and it could not be looked for: it answered 500");
      rig.advance(Duration.ofDays(1));
      assertThat(slack.handedOver()).hasSize(1);
    }
  }

  @Test
  void aLostWorkersHandOverIsLookedFor() throws Exception {
    var end = slack.hanging();
    slack.showing(new Sighting.Found("1767225600.000200"));
    try (var rig = asking(ChannelName.SLACK)) {
      handOver(slack, 1);
      rig.advance(LEASE);

      assertThat(rig.untilIn("sent")).containsEntry("receipt", "1767225600.000200");
      end.complete(new HandOver.Refused("too late to matter", false));
      assertThat(slack.handedOver()).hasSize(1);
    }
  }

  @Test
  void theLateAnswerOfAnEarlierHandOverChangesNothing() throws Exception {
    var first = slack.hanging();
    slack.showing(ABSENT).showing(ABSENT);
    var second = slack.hanging();
    try (var rig = asking(ChannelName.SLACK)) {
      handOver(slack, 1);
      rig.advance(LEASE);
      rig.until("one look was clean", row -> row.get("clean_looks").equals("1"));
      rig.advance(LOOK);
      rig.untilIn("scheduled");
      rig.advance(Duration.ofMinutes(2));
      handOver(slack, 2);

      first.complete(new HandOver.Refused("of the first", false));
      second.complete(new HandOver.Accepted("of the second"));
      assertThat(rig.untilIn("sent")).containsEntry("receipt", "of the second");
    }
  }

  @Test
  void workersThatAreLostWhileTheyLookAreNotFollowedForEver() throws Exception {
    slack.ending(UNCLEAR);
    var looks = java.util.List.of(slack.blind(), slack.blind(), slack.blind());
    try (var rig = asking(ChannelName.SLACK)) {
      for (int look = 1; look <= 3; look++) {
        rig.advance(LEASE);
        looked(look);
      }
      rig.advance(LEASE);
      assertThat(rig.untilIn("unknown").get("reason")).isEqualTo("it answered 503");
      looks.forEach(look -> look.complete(ABSENT));
      assertThat(slack.handedOver()).hasSize(1);
    }
  }

  @Test
  void aLostWorkersMailIsUnknown() throws Exception {
    var end = email.hanging();
    try (var rig = asking(ChannelName.EMAIL)) {
      handOver(email, 1);
      rig.advance(LEASE);

      assertThat(rig.untilIn("unknown").get("reason")).contains("lost");
      end.complete(new HandOver.Accepted(null));
      assertThat(rig.untilIn("sent").get("reason")).isNull();
    }
  }

  @Test
  void aLostWorkersChatNeverArrivedAndIsShownAgain() throws Exception {
    var end = chat.hanging();
    try (var rig = asking(ChannelName.CHAT)) {
      handOver(chat, 1);
      rig.advance(LEASE);

      assertThat(rig.untilIn("sent")).containsEntry("epoch", "2");
      end.complete(new HandOver.Accepted("late"));
    }
  }

  @Test
  void whoAsksForPatienceGetsItAtNoCost() throws Exception {
    slack.ending(new HandOver.Throttled("too many", Duration.ofSeconds(40)));
    try (var rig = asking(ChannelName.SLACK)) {
      var waiting = rig.until("it waits", row -> "too many".equals(row.get("reason")));
      assertThat(waiting).containsEntry("state", "scheduled").containsEntry("refusals", "0");
      assertThat(Integer.parseInt(waiting.get("waits"))).isBetween(10, 40);

      rig.advance(Duration.ofSeconds(41));
      rig.untilIn("sent");
    }
  }

  @Test
  void patienceHasAnEnd() throws Exception {
    slack
        .ending(new HandOver.Throttled("come back next year", Duration.ofDays(365)))
        .ending(new HandOver.Throttled("come back next year", Duration.ofDays(365)));
    try (var rig = asking(ChannelName.SLACK)) {
      var waiting = rig.until("it waits", row -> row.get("reason") != null);
      assertThat(Integer.parseInt(waiting.get("waits"))).isBetween(86_000, 86_400);

      rig.advance(Duration.ofHours(60));
      assertThat(rig.untilIn("failed").get("reason"))
          .isEqualTo("given up after 72 hours: come back next year");
    }
  }

  @Test
  void whomSlackCannotReachIsAskedByEmail() throws Exception {
    slack.ending(new HandOver.Unreachable("channel_not_found"));
    try (var rig = asking(ChannelName.SLACK)) {
      assertThat(rig.untilIn("sent"))
          .containsEntry("channel", "email")
          .containsEntry("slack_trouble", "channel_not_found")
          .containsEntry("recipient", "ada@customer.test")
          .containsEntry("epoch", "2");
      assertThat(slack.handedOver()).hasSize(1);
      assertThat(email.handedOver()).hasSize(1);
    }
  }

  @Test
  void whomNeitherSlackNorEmailCanReachIsNotAsked() throws Exception {
    slack.ending(new HandOver.Unreachable("channel_not_found"));
    try (var rig = new DeliveryRig(slack, email, chat)) {
      rig.ask(ChannelName.SLACK, null);

      assertThat(rig.untilIn("cancelled").get("reason")).isEqualTo("deliverable");
      assertThat(slack.handedOver()).hasSize(1);
      assertThat(email.handedOver()).isEmpty();
    }
  }

  @Test
  void noOtherChannelIsLeftByItself() throws Exception {
    email.ending(new HandOver.Unreachable("nowhere to go"));
    try (var rig = asking(ChannelName.EMAIL)) {
      assertThat(rig.untilIn("failed").get("reason")).isEqualTo("nowhere to go");
      assertThat(email.handedOver()).hasSize(1);
    }
  }

  @Test
  void aChannelThatBreaksItsPromiseLeavesDoubt() throws Exception {
    var end = email.hanging();
    try (var rig = asking(ChannelName.EMAIL)) {
      handOver(email, 1);
      end.fail(new IllegalStateException("a fault"));

      assertThat(rig.untilIn("unknown").get("reason")).contains("IllegalStateException");
    }
  }

  private DeliveryRig asking(ChannelName place) throws Exception {
    var rig = new DeliveryRig(slack, email, chat);
    rig.ask(place, "ada@customer.test");
    return rig;
  }

  private void look(DeliveryRig rig, int number) {
    rig.until("it is in doubt", row -> row.get("reason") != null);
    rig.advance(LOOK);
    looked(number);
  }

  private void looked(int number) {
    await().until(() -> slack.lookedFor().size(), count -> count == number);
  }

  private static void handOver(ScriptedChannel channel, int number) {
    await().until(() -> channel.handedOver().size(), count -> count == number);
  }
}
