package io.fivefaces.channel;

import io.fivefaces.domain.Comment;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Rating;
import io.fivefaces.domain.Survey;
import io.fivefaces.domain.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is posted in Slack, as its Web API takes it: functions of their arguments and nothing else. */
public final class SlackMessages {

  /** The block that holds the buttons. */
  public static final String BUTTONS = "csat";

  /** What the button of a score is called: this and the score. */
  public static final String RATE = "rate:";

  /** What the button that asks for a comment is called. */
  public static final String ADD_COMMENT = "comment";

  /** What the window for a comment is called; it has one field, {@link #FIELD}, in a block of the same name. */
  public static final String COMMENT_WINDOW = "fivefaces_comment";

  public static final String FIELD = "comment";

  static final String METADATA = "fivefaces_survey";
  private static final int LONGEST_BUTTON = 75;
  private static final int LONGEST_TITLE = 24;

  private SlackMessages() {}

  /** The survey for {@code chat.postMessage}. */
  static Map<String, Object> survey(Survey survey) {
    var wording = Wording.in(survey.language());
    var question = wording.text("slack.question");
    var token = survey.link().substring(survey.link().lastIndexOf('/') + 1);
    var message = new LinkedHashMap<String, Object>();
    message.put("channel", survey.thread().channel());
    message.put("thread_ts", survey.thread().thread());
    message.put("text", escaped(question));
    message.put(
        "blocks",
        List.of(
            section("*" + escaped(question) + "*\n" + escaped(wording.text("slack.choose"))),
            buttons(Rating.ALL.stream().map(rating -> face(wording, rating, token)))));
    message.put("metadata", metadata(survey.invite(), survey.epoch()));
    message.put("unfurl_links", false);
    message.put("unfurl_media", false);
    if (survey.slackApp().displayName() != null) {
      message.put("username", survey.slackApp().displayName());
    }
    if (survey.slackApp().iconUrl() != null) {
      message.put("icon_url", survey.slackApp().iconUrl());
    }
    return message;
  }

  /**
   * A survey that was answered.
   *
   * @param token for the button that asks for a comment, or null where there is one
   */
  public record Thanks(
      InviteId invite,
      int epoch,
      Language language,
      Rating rating,
      String channel,
      String ts,
      String token) {}

  /** The thanks in place of a survey, for {@code chat.update}. */
  public static Map<String, Object> thanks(Thanks thanks) {
    var wording = Wording.in(thanks.language());
    var text = escaped(wording.text(
        "slack.thanks",
        Map.of("face", thanks.rating().face(), "answer", wording.word(thanks.rating()))));
    var comment = button(ADD_COMMENT, wording.text("slack.add_comment"), thanks.token(), null);
    return Map.of(
        "channel",
        thanks.channel(),
        "ts",
        thanks.ts(),
        "text",
        text,
        "blocks",
        thanks.token() == null
            ? List.of(section(text))
            : List.of(section(text), buttons(Stream.of(comment))),
        "metadata",
        metadata(thanks.invite(), thanks.epoch()));
  }

  /** A word that only one person sees, for {@code chat.postEphemeral}; the thread may be null. */
  public static Map<String, Object> word(String channel, String thread, String user, String text) {
    var message = new LinkedHashMap<String, Object>();
    message.put("channel", channel);
    message.put("user", user);
    message.put("text", escaped(text));
    if (thread != null) {
      message.put("thread_ts", thread);
    }
    return message;
  }

  /** The window that asks for a comment, for {@code views.open}. */
  public static Map<String, Object> commentWindow(
      String triggerId, String token, Language language) {
    var wording = Wording.in(language);
    var field = Map.of(
        "type",
        "plain_text_input",
        "action_id",
        FIELD,
        "multiline",
        true,
        "max_length",
        Comment.LONGEST);
    var input = Map.of(
        "type",
        "input",
        "block_id",
        FIELD,
        "label",
        plain(wording.text("slack.comment.label"), Comment.LONGEST),
        "element",
        field);
    var view = Map.of(
        "type", "modal",
        "callback_id", COMMENT_WINDOW,
        "private_metadata", token,
        "title", plain(wording.text("slack.comment.title"), LONGEST_TITLE),
        "submit", plain(wording.text("slack.comment.send"), LONGEST_TITLE),
        "close", plain(wording.text("slack.comment.cancel"), LONGEST_TITLE),
        "blocks", List.of(input));
    return Map.of("trigger_id", triggerId, "view", view);
  }

  /** The name of an invite in the metadata of its message. */
  static String name(InviteId invite) {
    return invite.workspace() + "." + invite.number();
  }

  private static Map<String, Object> metadata(InviteId invite, int epoch) {
    return Map.of(
        "event_type", METADATA, "event_payload", Map.of("invite", name(invite), "epoch", epoch));
  }

  private static Map<String, Object> face(Wording wording, Rating rating, String token) {
    var values = Map.of("score", Integer.toString(rating.score()), "answer", wording.word(rating));
    return button(
        RATE + rating.score(),
        rating.face() + " " + rating.score() + " " + wording.word(rating),
        token,
        wording.text("slack.button", values));
  }

  private static Map<String, Object> button(String id, String text, String value, String label) {
    var button = new LinkedHashMap<String, Object>();
    button.put("type", "button");
    button.put("action_id", id);
    button.put("text", plain(text, LONGEST_BUTTON));
    button.put("value", value);
    if (label != null) {
      button.put("accessibility_label", HeaderText.shortened(label, LONGEST_BUTTON));
    }
    return button;
  }

  private static Map<String, Object> buttons(Stream<Map<String, Object>> elements) {
    return Map.of("type", "actions", "block_id", BUTTONS, "elements", elements.toList());
  }

  private static Map<String, Object> section(String markup) {
    return Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", markup));
  }

  private static Map<String, Object> plain(String text, int longest) {
    return Map.of("type", "plain_text", "text", HeaderText.shortened(text, longest), "emoji", true);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
