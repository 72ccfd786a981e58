package io.fivefaces.http;

import com.fasterxml.jackson.databind.ObjectReader;
import io.fivefaces.channel.SlackMessages;
import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.json.Json;
import io.fivefaces.json.JsonException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of an interaction that Slack reports is looked at; everything may be null that Slack left out. */
record SlackInteraction(
    String type,
    Team team,
    User user,
    Channel channel,
    Message message,
    String triggerId,
    List<Action> actions,
    View view) {

  record Team(String id) {}

  record User(String id, String teamId) {}

  record Channel(String id) {}

  record Message(String ts, String threadTs, String team) {}

  record Action(String blockId, String actionId, String value) {}

  record View(String callbackId, String privateMetadata, String appInstalledTeamId, State state) {}

  record State(Map<String, Map<String, Field>> values) {}

  record Field(String value) {}

  private record Typed(String type) {}

  private static final ObjectReader TYPED = Json.tolerantReaderOf(Typed.class);
  private static final ObjectReader READER = Json.tolerantReaderOf(SlackInteraction.class);

  /**
   * A tap or a sent window; empty for any other type.
   *
   * @throws JsonException when it cannot be read, or is one without what it needs
   */
  static Optional<SlackInteraction> read(byte[] payload) {
    Typed typed = Json.read(TYPED, payload, 0, payload.length);
    boolean known = "block_actions".equals(typed.type()) || "view_submission".equals(typed.type());
    if (!known) {
      return Optional.empty();
    }
    SlackInteraction read = Json.read(READER, payload, 0, payload.length);
    if (read.user == null || read.user.id == null) {
      throw new JsonException("'user.id' is missing");
    }
    if (!read.isSubmission() && !read.isTapOnAMessage()) {
      throw new JsonException("'channel.id', 'message.ts' or an action is missing");
    }
    if (read.isSubmission() && read.view == null) {
      throw new JsonException("'view' is missing");
    }
    return Optional.of(read);
  }

  /** Whether a window was sent, rather than a button tapped. */
  boolean isSubmission() {
    return type.equals("view_submission");
  }

  private boolean isTapOnAMessage() {
    return channel != null
        && channel.id != null
        && message != null
        && message.ts != null
        && actions != null
        && !actions.isEmpty()
        && actions.getFirst() != null
        && actions.getFirst().actionId != null;
  }

  Action action() {
    return actions.getFirst();
  }

  /** What was written into the window for a comment, on lines that end in one character each. */
  String comment() {
    var written = Optional.ofNullable(view.state())
        .map(State::values)
        .map(blocks -> blocks.get(SlackMessages.FIELD))
        .map(fields -> fields.get(SlackMessages.FIELD))
        .map(Field::value)
        .orElse("");
    return written.replace("\r\n", "\n").replace("\0", "").strip();
  }

  /**
   * Whether it comes from where that source's app is installed. In a channel that two companies share, the team of an
   * interaction may be either; the message is of the team that posted it.
   */
  boolean isOfTeamOf(ConnectedSource source) {
    var ours = source.slackTeam();
    return ours == null || team == null || ours.equals(team.id) || ours.equals(postedBy());
  }

  /** Whether one of the team that installed the app did it. */
  boolean isByOneOfOurs(ConnectedSource source) {
    var ours = source.slackTeam() != null ? source.slackTeam() : postedBy();
    return user.teamId != null && user.teamId.equals(ours);
  }

  private String postedBy() {
    if (message != null && message.team != null) {
      return message.team;
    }
    if (view != null && view.appInstalledTeamId != null) {
      return view.appInstalledTeamId;
    }
    return team == null ? null : team.id;
  }
}
