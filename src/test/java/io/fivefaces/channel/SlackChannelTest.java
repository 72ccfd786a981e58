package io.fivefaces.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationEvent.SlackThread;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.Sighting;
import io.fivefaces.domain.SlackApp;
import io.fivefaces.domain.Survey;
import io.fivefaces.support.Caller;
import io.fivefaces.support.FakeSlack;
import io.fivefaces.support.MovableClock;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a survey in Slack looks like, and what becomes of it, whatever Slack does. */
class SlackChannelTest {

  private static final String CHANNEL = "C1";
  private static final InviteId INVITE = new InviteId(3, 417);

  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-15T10:30:00Z"));
  private Vertx vertx;
  private FakeSlack slack;
  private SlackChannel channel;
  private String thread;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    slack = FakeSlack.start();
    channel = at(slack.url(), Duration.ofSeconds(10));
    thread = slack.root(CHANNEL);
  }

  @AfterEach
  void stop() throws Exception {
    slack.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void inEveryLanguageItHasFiveButtonsThatSlackTakes(Language language) throws Exception {
    var outcome = handOver(survey(language, "Lumen <!channel> & Co", "https://us.test/icon.png"));

    var posted = slack.surveys(CHANNEL, thread).getFirst();
    assertThat(outcome).isEqualTo(new HandOver.Accepted(CHANNEL + ":" + posted.ts()));
    assertThat(slack.complaints()).isEmpty();
    var body = posted.body();
    assertThat(body.get("username").asText()).isEqualTo("Lumen <!channel> & Co");
    assertThat(body.get("icon_url").asText()).isEqualTo("https://us.test/icon.png");
    assertThat(body.get("text").asText()).isNotBlank();
    assertThat(body.at("/metadata/event_payload").toString())
        .isIn("{\"invite\":\"3.417\",\"epoch\":1}", "{\"epoch\":1,\"invite\":\"3.417\"}");
    var buttons =
        StreamSupport.stream(body.at("/blocks/1/elements").spliterator(), false).toList();
    assertThat(buttons)
        .extracting(button -> button.get("action_id").asText())
        .containsExactly("rate:1", "rate:2", "rate:3", "rate:4", "rate:5");
    assertThat(buttons)
        .allMatch(button -> button.get("value").asText().equals("a-token"))
        .allMatch(button -> !button.get("accessibility_label").asText().isBlank());
    assertThat(buttons.getLast().at("/text/text").asText()).startsWith("😀 5 ");
  }

  @Test
  void withoutANameOfItsOwnItIsTheApps() throws Exception {
    handOver(survey());
    var body = slack.calls("chat.postMessage").getFirst();
    assertThat(body.has("username")).isFalse();
    assertThat(body.has("icon_url")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid_auth",
        "token_revoked",
        "account_inactive",
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "missing_scope",
        "restricted_action",
        "thread_not_found"
      })
  void whereItCannotBePostedAnotherWayMayReach(String error) throws Exception {
    slack.next("chat.postMessage", FakeSlack.refusing(error));
    assertThat(handOver(survey()))
        .isInstanceOfSatisfying(
            HandOver.Unreachable.class, why -> assertThat(why.reason()).contains(error));
  }

  @Test
  void withoutAnAppItCannotBePosted() throws Exception {
    var homeless = survey(Language.ENGLISH, null, null, null);
    assertThat(handOver(homeless)).isInstanceOf(HandOver.Unreachable.class);
    assertThat(channel.look(homeless).await(10, TimeUnit.SECONDS))
        .isInstanceOf(Sighting.Unseen.class);
  }

  @Test
  void aMessageThatSlackWillNeverTakeIsRefused() throws Exception {
    slack.next("chat.postMessage", FakeSlack.refusing("invalid_blocks"));
    assertThat(handOver(survey()))
        .isEqualTo(new HandOver.Refused("Slack refused the message: invalid_blocks", false));
  }

  @Test
  void whatMayHaveBeenPostedIsInDoubt() throws Exception {
    for (var behaviour : new FakeSlack.Behaviour[] {
      FakeSlack.answering(500, ""),
      FakeSlack.doingBut(FakeSlack.answering(503, "busy")),
      FakeSlack.doingBut(FakeSlack.answering(200, "<html>")),
      FakeSlack.answering(200, "{\"ok\":\"yes\"}"),
      FakeSlack.answering(200, "{\"ok\":false,\"error\":\"<b>no such word</b>\"}"),
      FakeSlack.answering(200, "{\"ok\":true}"),
      FakeSlack.doingBut(FakeSlack.huge()),
      FakeSlack.refusing("internal_error"),
      FakeSlack.refusing("fatal_error")
    }) {
      clock.advance(Duration.ofSeconds(2));
      slack.next("chat.postMessage", behaviour);
      assertThat(handOver(survey())).isInstanceOf(HandOver.Unclear.class);
    }
    assertThat(slack.calls("chat.postMessage")).hasSize(9);
  }

  @Test
  void whatSlackIsTooSlowForIsInDoubtWhetherItWasPostedOrNot() throws Exception {
    var hasty = at(slack.url(), Duration.ofMillis(300));
    slack.next("chat.postMessage", FakeSlack.silent(), FakeSlack.doingBut(FakeSlack.silent()));
    for (int i = 0; i < 2; i++) {
      clock.advance(Duration.ofSeconds(2));
      assertThat(hasty.handOver(survey()).await(10, TimeUnit.SECONDS))
          .isInstanceOf(HandOver.Unclear.class);
    }
    assertThat(slack.surveys(CHANNEL, thread)).hasSize(1);
  }

  @Test
  void whatNeverLeftIsNotBegun() throws Exception {
    var nobody = at("http://127.0.0.1:" + Caller.freePort() + "/api", Duration.ofSeconds(10));
    assertThat(nobody.handOver(survey()).await(20, TimeUnit.SECONDS))
        .isInstanceOf(HandOver.NotBegun.class);
    var nowhere = at("http://slack.invalid/api", Duration.ofSeconds(10));
    assertThat(nowhere.handOver(survey()).await(20, TimeUnit.SECONDS))
        .isInstanceOf(HandOver.NotBegun.class);
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    slack.next(
        "chat.postMessage", FakeSlack.answering(307, "", "Location", slack.url() + "/auth.test"));
    assertThat(handOver(survey())).isInstanceOf(HandOver.Deferred.class);
    assertThat(slack.calls("auth.test")).isEmpty();
  }

  @Test
  void patienceIsGrantedForAsLongAsSlackAsks() throws Exception {
    slack.next("chat.postMessage", FakeSlack.throttling(42));
    assertThat(pauseOf(handOver(survey()))).isEqualTo(Duration.ofSeconds(42));

    // the whole team rests, and Slack is not asked meanwhile
    var elsewhere = survey("C2", slack.root("C2"));
    clock.advance(Duration.ofSeconds(40));
    assertThat(pauseOf(handOver(elsewhere))).isEqualTo(Duration.ofSeconds(2));
    assertThat(slack.calls("chat.postMessage")).hasSize(1);

    clock.advance(Duration.ofSeconds(2));
    assertThat(handOver(elsewhere)).isInstanceOf(HandOver.Accepted.class);
  }

  @Test
  void anErrorThatAsksForPatienceIsObeyedToo() throws Exception {
    slack.next(
        "chat.postMessage",
        FakeSlack.answering(200, "{\"ok\":false,\"error\":\"ratelimited\"}", "Retry-After", "7"));
    assertThat(pauseOf(handOver(survey()))).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aChannelTakesOneMessageASecondAndWhoWaitsHasAPlaceInTheLine() throws Exception {
    assertThat(handOver(survey())).isInstanceOf(HandOver.Accepted.class);
    assertThat(pauseOf(handOver(survey()))).isEqualTo(Duration.ofSeconds(1));
    assertThat(pauseOf(handOver(survey()))).isEqualTo(Duration.ofSeconds(2));
    clock.advance(Duration.ofSeconds(1));
    assertThat(handOver(survey())).isInstanceOf(HandOver.Accepted.class);
    clock.advance(Duration.ofSeconds(1));
    assertThat(handOver(survey())).isInstanceOf(HandOver.Accepted.class);
    assertThat(slack.surveys(CHANNEL, thread)).hasSize(3);
  }

  @Test
  void aLookFindsTheSurveyByItsMetadataHoweverLongTheThreadIs() throws Exception {
    IntStream.range(0, 150).forEach(i -> slack.reply(CHANNEL, thread));
    assertThat(look(survey())).isEqualTo(new Sighting.Absent());
    handOver(survey());
    IntStream.range(0, 150).forEach(i -> slack.reply(CHANNEL, thread));
    var posted = slack.surveys(CHANNEL, thread).getFirst();
    assertThat(look(survey())).isEqualTo(new Sighting.Found(CHANNEL + ":" + posted.ts()));
    assertThat(slack.complaints()).isEmpty();
  }

  @Test
  void aThreadThatIsTooLongLeavesItInDoubt() throws Exception {
    IntStream.range(0, 1000).forEach(i -> slack.reply(CHANNEL, thread));
    assertThat(look(survey())).isInstanceOf(Sighting.Unseen.class);
    assertThat(slack.calls("conversations.replies")).hasSize(10);
  }

  @Test
  void whatCannotBeLookedForIsUnseen() throws Exception {
    for (var behaviour : new FakeSlack.Behaviour[] {
      FakeSlack.answering(500, ""),
      FakeSlack.throttling(30),
      FakeSlack.refusing("missing_scope"),
      FakeSlack.answering(200, "{\"ok\":true}"),
      FakeSlack.answering(404, "nothing here"),
      FakeSlack.huge()
    }) {
      slack.next("conversations.replies", behaviour);
      assertThat(look(survey())).isInstanceOf(Sighting.Unseen.class);
    }
  }

  @Test
  void noReasonTellsAToken() throws Exception {
    slack.next(
        "chat.postMessage",
        FakeSlack.answering(200, "{\"ok\":false,\"error\":\"a_" + "b".repeat(90) + "\"}"));
    assertThat(handOver(survey()).toString()).doesNotContain("bbb").doesNotContain("a-token");
    assertThat(survey().slackApp().toString()).doesNotContain(FakeSlack.TOKEN);
  }

  private SlackChannel at(String url, Duration deadline) {
    return new SlackChannel(new SlackApi(vertx, URI.create(url)), deadline, clock);
  }

  private HandOver handOver(Survey survey) throws Exception {
    return channel.handOver(survey).await(20, TimeUnit.SECONDS);
  }

  private Sighting look(Survey survey) throws Exception {
    return channel.look(survey).await(20, TimeUnit.SECONDS);
  }

  private static Duration pauseOf(HandOver outcome) {
    assertThat(outcome).isInstanceOf(HandOver.Throttled.class);
    return ((HandOver.Throttled) outcome).pause();
  }

  private Survey survey() {
    return survey(CHANNEL, thread);
  }

  private Survey survey(String inChannel, String inThread) {
    return survey(
        Language.ENGLISH, inChannel, inThread, new SlackApp(1, FakeSlack.TOKEN, null, null));
  }

  private Survey survey(Language language, String displayName, String iconUrl) {
    return survey(
        language, CHANNEL, thread, new SlackApp(1, FakeSlack.TOKEN, displayName, iconUrl));
  }

  private static Survey survey(Language language, String inChannel, String inThread, SlackApp app) {
    return new Survey(
        INVITE,
        Kind.CSAT,
        new ConversationId(3, 1, "4711"),
        1,
        ChannelName.SLACK,
        "Lumen",
        Settings.DEFAULT,
        language,
        null,
        "Ada",
        "Invoice 88",
        null,
        "https://surveys.test/s/a-token",
        inChannel == null ? null : new SlackThread(inChannel, inThread),
        app);
  }
}
