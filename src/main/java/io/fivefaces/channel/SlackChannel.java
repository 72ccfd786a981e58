package io.fivefaces.channel;

import io.fivefaces.channel.SlackApi.Answer;
import io.fivefaces.channel.SlackApi.Reply;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Sighting;
import io.fivefaces.domain.Survey;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Asks in the thread in Slack where the conversation took place. */
public final class SlackChannel implements Channel {

  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10;

  private final SlackApi slack;
  private final Duration deadline;
  private final SlackPace pace;

  /** A channel that is done with each survey within the deadline. */
  public SlackChannel(SlackApi slack, Duration deadline, InstantSource clock) {
    this.slack = slack;
    this.deadline = deadline;
    this.pace = new SlackPace(clock);
  }

  @Override
  public ChannelName name() {
    return ChannelName.SLACK;
  }

  @Override
  public Future<HandOver> handOver(Survey survey) {
    var app = survey.slackApp();
    if (app == null || survey.thread() == null) {
      return Future.succeededFuture(
          new HandOver.Unreachable("Slack cannot be used: there is no bot token that can be read"));
    }
    var wait = pace.take(app.source(), survey.thread().channel());
    if (!wait.isZero()) {
      return Future.succeededFuture(
          new HandOver.Throttled("Slack takes about one message a second in a channel", wait));
    }
    return slack
        .post("chat.postMessage", app.botToken(), SlackMessages.survey(survey), deadline)
        .map(answer -> judge(app.source(), answer));
  }

  private HandOver judge(int app, Answer answer) {
    return switch (answer) {
      case Answer.Done done -> receipt(done.reply());
      case Answer.Refused refused -> SlackRefusal.judge(refused.error());
      case Answer.Stopped stopped ->
        new HandOver.Deferred("Slack's address answered " + stopped.status());
      case Answer.Throttled throttled -> {
        pace.rest(app, throttled.pause());
        yield new HandOver.Throttled("Slack asked for patience", throttled.pause());
      }
      case Answer.NotSent not -> new HandOver.NotBegun(not.reason());
      case Answer.Unclear unclear -> new HandOver.Unclear(unclear.reason());
    };
  }

  private static HandOver receipt(Reply reply) {
    return reply.channel() == null || reply.ts() == null
        ? new HandOver.Unclear("Slack did not say which message it made")
        : new HandOver.Accepted(reply.channel() + ":" + reply.ts());
  }

  @Override
  public Doubt doubt() {
    return Doubt.CAN_BE_SETTLED;
  }

  /** Looks through the whole thread; one that is too long for that stays in doubt. */
  @Override
  public Future<Sighting> look(Survey survey) {
    return survey.slackApp() == null || survey.thread() == null
        ? Future.succeededFuture(new Sighting.Unseen("there is no bot token that can be read"))
        : look(survey, "", MOST_PAGES);
  }

  private Future<Sighting> look(Survey survey, String cursor, int pages) {
    if (pages == 0) {
      return Future.succeededFuture(new Sighting.Unseen("its thread in Slack is too long"));
    }
    var query = new LinkedHashMap<String, String>();
    query.put("channel", survey.thread().channel());
    query.put("ts", survey.thread().thread());
    query.put("include_all_metadata", "true");
    query.put("limit", Integer.toString(PAGE));
    if (!cursor.isEmpty()) {
      query.put("cursor", cursor);
    }
    return slack
        .get(
            "conversations.replies",
            survey.slackApp().botToken(),
            query,
            deadline.dividedBy(MOST_PAGES))
        .compose(answer -> switch (answer) {
          case Answer.Done done -> search(survey, done.reply(), pages);
          case Answer.Refused refused -> unseen("Slack answered " + refused.error());
          case Answer.Stopped stopped -> unseen("Slack's address answered " + stopped.status());
          case Answer.Throttled throttled -> unseen("Slack asked for patience");
          case Answer.NotSent not -> unseen(not.reason());
          case Answer.Unclear unclear -> unseen(unclear.reason());
        });
  }

  private Future<Sighting> search(Survey survey, Reply page, int pages) {
    if (page.messages() == null) {
      return unseen("Slack did not say what is in the thread");
    }
    var found =
        page.messages().stream().filter(message -> isOf(survey, message)).findFirst();
    if (found.isPresent()) {
      return Future.succeededFuture(
          new Sighting.Found(survey.thread().channel() + ":" + found.get().ts()));
    }
    var next = Optional.ofNullable(page.responseMetadata())
        .map(Reply.Cursor::nextCursor)
        .orElse("");
    return next.isEmpty()
        ? Future.succeededFuture(new Sighting.Absent())
        : look(survey, next, pages - 1);
  }

  private static boolean isOf(Survey survey, Reply.Message message) {
    var metadata = message.metadata();
    return metadata != null
        && SlackMessages.METADATA.equals(metadata.eventType())
        && metadata.eventPayload() != null
        && SlackMessages.name(survey.invite()).equals(metadata.eventPayload().get("invite"));
  }

  private static Future<Sighting> unseen(String reason) {
    return Future.succeededFuture(new Sighting.Unseen(reason));
  }
}
