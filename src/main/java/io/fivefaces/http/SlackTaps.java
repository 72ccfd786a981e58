package io.fivefaces.http;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.channel.SlackMessages;
import io.fivefaces.channel.SlackMessages.Thanks;
import io.fivefaces.domain.Comment;
import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Rating;
import io.fivefaces.domain.SlackRespondents;
import io.fivefaces.domain.Token;
import io.fivefaces.domain.Wording;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Responses;
import io.fivefaces.store.Responses.Answer;
import io.fivefaces.store.Responses.Commented;
import io.fivefaces.store.SlackSurveys;
import io.fivefaces.store.SlackSurveys.Posted;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What the buttons of a survey in Slack do: judged and recorded first, then said in Slack. */
final class SlackTaps {

  /**
   * What an interaction comes to.
   *
   * @param outcome its name in the metrics
   * @param answer what Slack is answered at once, or null for nothing but "heard"
   * @param then what is done once Slack was answered
   */
  record Reaction(String outcome, Object answer, Runnable then) {
    private static Reaction heard(String outcome, Runnable then) {
      return new Reaction(outcome, null, then);
    }
  }

  /** A survey that may be answered by whoever tapped, or the word why not. */
  private sealed interface Opened {
    record Survey(Posted posted, String token) implements Opened {}

    record Closed(String outcome, String word, Language language) implements Opened {}
  }

  private static final Opened UNKNOWN =
      new Opened.Closed("forged", "slack.unknown", Language.ENGLISH);

  private final SlackSurveys surveys;
  private final Responses responses;
  private final SlackVoice voice;
  private final Keyring keys;
  private final Bus bus;
  private final Metrics metrics;
  private final Clock clock;

  SlackTaps(HttpParts parts, SlackVoice voice) {
    this.voice = voice;
    surveys = parts.slackSurveys();
    responses = parts.responses();
    keys = parts.keys();
    bus = parts.bus();
    metrics = parts.metrics();
    clock = parts.clock();
  }

  Future<Reaction> react(ConnectedSource source, SlackInteraction interaction) {
    if (interaction.isSubmission()) {
      return SlackMessages.COMMENT_WINDOW.equals(interaction.view().callbackId())
          ? comment(source, interaction)
          : ignored();
    }
    var action = interaction.action();
    if (!SlackMessages.BUTTONS.equals(action.blockId())) {
      return ignored();
    }
    if (action.actionId().equals(SlackMessages.ADD_COMMENT)) {
      return openWindow(source, interaction);
    }
    var rating = rating(action.actionId());
    return rating.isEmpty() ? ignored() : rate(source, interaction, rating.get());
  }

  /** The word for a failure of ours; fails with it where not even that can be said. */
  Future<Reaction> failed(ConnectedSource source, SlackInteraction interaction, Throwable failure) {
    var word = Wording.in(Language.ENGLISH).text("slack.later");
    return interaction.isSubmission()
        ? Future.succeededFuture(refusal("failed", word))
        : voice
            .app(source)
            .recover(noApp -> Future.failedFuture(failure))
            .map(app -> Reaction.heard(
                "failed", () -> voice.say(app, "chat.postEphemeral", word(interaction, word))));
  }

  private Future<Reaction> rate(ConnectedSource source, SlackInteraction tap, Rating rating) {
    return open(source, tap, tap.action().value()).compose(opened -> switch (opened) {
      case Opened.Closed closed -> Future.succeededFuture(closed(source, tap, closed));
      case Opened.Survey survey ->
        responses
            .record(survey.posted().invite(), rating.score(), null)
            .map(answer -> answered(source, tap, survey, rating, answer));
    });
  }

  private Reaction answered(
      ConnectedSource source,
      SlackInteraction tap,
      Opened.Survey survey,
      Rating rating,
      Answer answer) {
    var posted = survey.posted();
    return switch (answer) {
      case Answer.Recorded recorded -> {
        metrics.response("recorded");
        bus.publish(new Fact.ResponseReceived(posted.invite()));
        if (posted.receipt() == null) {
          surveys.keepReceipt(
              posted.invite(), tap.channel().id() + ":" + tap.message().ts());
        }
        yield Reaction.heard("recorded", () -> thank(source, tap, survey, rating));
      }
      case Answer.AlreadyAnswered already -> {
        metrics.response("already_answered");
        yield Reaction.heard("already_answered", () -> {
          // its thanks may have been lost
          Rating.of(posted.score() == null ? 0 : posted.score())
              .ifPresent(given -> thank(source, tap, survey, given));
          say(source, tap, posted.language(), "slack.already_answered");
        });
      }
      case Answer.NotAsked not -> closed(source, tap, (Opened.Closed) UNKNOWN);
    };
  }

  private Future<Reaction> openWindow(ConnectedSource source, SlackInteraction tap) {
    if (tap.triggerId() == null) {
      return ignored();
    }
    return open(source, tap, tap.action().value()).map(opened -> switch (opened) {
      case Opened.Closed closed -> closed(source, tap, closed);
      case Opened.Survey survey -> window(source, tap, survey);
    });
  }

  private Reaction window(ConnectedSource source, SlackInteraction tap, Opened.Survey survey) {
    var language = survey.posted().language();
    if (survey.posted().commented()) {
      return Reaction.heard(
          "comment_exists", () -> say(source, tap, language, "slack.comment.there"));
    }
    var window = SlackMessages.commentWindow(tap.triggerId(), survey.token(), language);
    return Reaction.heard("window", () -> voice.say(source, "views.open", window));
  }

  private Future<Reaction> comment(ConnectedSource source, SlackInteraction sent) {
    var comment = sent.comment();
    if (comment.isEmpty()) {
      return ignored();
    }
    return open(source, sent, sent.view().privateMetadata()).compose(opened -> switch (opened) {
      case Opened.Closed closed ->
        Future.succeededFuture(
            refusal(closed.outcome(), Wording.in(closed.language()).text(closed.word())));
      case Opened.Survey survey -> comment(source, survey.posted(), comment);
    });
  }

  private Future<Reaction> comment(ConnectedSource source, Posted posted, String comment) {
    var wording = Wording.in(posted.language());
    if (comment.length() > Comment.LONGEST) {
      var most = Map.of("most", Integer.toString(Comment.LONGEST));
      return Future.succeededFuture(
          refusal("comment_too_long", wording.text("slack.comment.long", most)));
    }
    return responses.comment(posted.invite(), comment).map(outcome -> switch (outcome) {
      case Commented.Added added -> {
        bus.publish(new Fact.StatsChanged(posted.invite().workspace()));
        yield Reaction.heard("commented", () -> thankForComment(source, posted));
      }
      case Commented.HasOne one -> refusal("comment_exists", wording.text("slack.comment.there"));
      case Commented.NotAnswered not -> refusal("forged", wording.text("slack.unknown"));
    });
  }

  /** The survey of a token, and whether this person may answer it here. */
  private Future<Opened> open(ConnectedSource source, SlackInteraction by, String token) {
    return switch (Token.verify(token == null ? "" : token, keys, clock.instant())) {
      case Token.Forged forged -> Future.succeededFuture(UNKNOWN);
      case Token.Expired expired -> open(source, by, expired.token(), token, true);
      case Token.Valid valid -> open(source, by, valid.token(), token, false);
    };
  }

  private Future<Opened> open(
      ConnectedSource source, SlackInteraction by, Token token, String text, boolean expired) {
    return token.invite().workspace() != source.workspace()
        ? Future.succeededFuture(UNKNOWN)
        : surveys
            .find(token.invite())
            .map(found -> found
                .filter(posted -> token.isFor(posted.conversation(), posted.customerRef()))
                .filter(posted -> by.isOfTeamOf(source) && isItsMessage(posted, by))
                .map(posted -> admit(source, by, posted, text, expired))
                .orElse(UNKNOWN));
  }

  private static Opened admit(
      ConnectedSource source, SlackInteraction by, Posted posted, String token, boolean expired) {
    if (by.isByOneOfOurs(source)) {
      return new Opened.Closed("not_invited", "slack.ours", posted.language());
    }
    if (posted.respondents() == SlackRespondents.REQUESTER
        && !by.user().id().equals(posted.customerRef())) {
      return new Opened.Closed("not_invited", "slack.only_requester", posted.language());
    }
    return expired
        ? new Opened.Closed("expired", "slack.expired", posted.language())
        : new Opened.Survey(posted, token);
  }

  /** A window has no message; only we could give it its token. */
  private static boolean isItsMessage(Posted posted, SlackInteraction by) {
    return by.isSubmission()
        || posted.isAt(by.channel().id(), by.message().ts(), by.message().threadTs());
  }

  private static Optional<Rating> rating(String actionId) {
    return actionId.matches(SlackMessages.RATE + "[1-5]")
        ? Rating.of(actionId.charAt(actionId.length() - 1) - '0')
        : Optional.empty();
  }

  private Reaction closed(ConnectedSource source, SlackInteraction tap, Opened.Closed closed) {
    if (!closed.outcome().equals("not_invited")) {
      metrics.response(closed.outcome());
    }
    return Reaction.heard(
        closed.outcome(), () -> say(source, tap, closed.language(), closed.word()));
  }

  private static Future<Reaction> ignored() {
    return Future.succeededFuture(Reaction.heard("ignored", () -> {}));
  }

  /** Keeps the window open and says why beside its field. */
  private static Reaction refusal(String outcome, String word) {
    var answer = Map.of("response_action", "errors", "errors", Map.of(SlackMessages.FIELD, word));
    return new Reaction(outcome, answer, () -> {});
  }

  private void say(ConnectedSource source, SlackInteraction tap, Language language, String key) {
    voice.say(source, "chat.postEphemeral", word(tap, Wording.in(language).text(key)));
  }

  private static Map<String, Object> word(SlackInteraction tap, String text) {
    return SlackMessages.word(
        tap.channel().id(), tap.message().threadTs(), tap.user().id(), text);
  }

  private void thank(
      ConnectedSource source, SlackInteraction tap, Opened.Survey survey, Rating rating) {
    var posted = survey.posted();
    var thanks = new Thanks(
        posted.invite(),
        posted.epoch(),
        posted.language(),
        rating,
        tap.channel().id(),
        tap.message().ts(),
        posted.commented() ? null : survey.token());
    voice.say(source, "chat.update", SlackMessages.thanks(thanks));
  }

  private void thankForComment(ConnectedSource source, Posted posted) {
    var place = posted.receipt() == null ? new String[0] : posted.receipt().split(":", 2);
    if (place.length == 2 && posted.score() != null) {
      var rating = Rating.of(posted.score()).orElseThrow();
      var thanks = new Thanks(
          posted.invite(), posted.epoch(), posted.language(), rating, place[0], place[1], null);
      voice.say(source, "chat.update", SlackMessages.thanks(thanks));
    }
  }
}
