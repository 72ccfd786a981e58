package io.fivefaces.demo;

import io.fivefaces.demo.PretendSlack.Message;
import io.fivefaces.demo.PretendSlack.Role;
import io.fivefaces.json.Json;
import io.fivefaces.json.JsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Of Slack's Web API what we call, answered by the pretend Slack in the shapes that Slack documents. */
final class PretendApi {

  private static final String BOT = "U0FIVEFACES";
  private static final String NAME = "fivefaces";

  /** What Slack says to a token that is not good. */
  static final Map<String, Object> INVALID_AUTH = no("invalid_auth");

  private final PretendSlack slack;

  PretendApi(PretendSlack slack) {
    this.slack = slack;
  }

  private record Post(
      String channel,
      String threadTs,
      String text,
      List<Map<String, Object>> blocks,
      Map<String, Object> metadata,
      boolean unfurlLinks,
      boolean unfurlMedia,
      String username,
      String iconUrl) {
    private Post {
      Objects.requireNonNull(text, "no text");
    }
  }

  private record Update(
      String channel,
      String ts,
      String text,
      List<Map<String, Object>> blocks,
      Map<String, Object> metadata) {
    private Update {
      Objects.requireNonNull(channel, "no channel");
      Objects.requireNonNull(ts, "no ts");
      Objects.requireNonNull(text, "no text");
    }
  }

  private record Ephemeral(String channel, String user, String text, String threadTs) {
    private Ephemeral {
      Objects.requireNonNull(text, "no text");
    }
  }

  private record Opening(String triggerId, Map<String, Object> view) {}

  /** A call with a JSON body. */
  Map<String, Object> post(String method, byte[] body) {
    try {
      return switch (method) {
        case "auth.test" -> ok(Map.of("team_id", PretendSlack.TEAM, "user_id", BOT, "user", NAME));
        case "chat.postMessage" -> post(Json.read(body, Post.class));
        case "chat.update" -> update(Json.read(body, Update.class));
        case "chat.postEphemeral" -> whisper(Json.read(body, Ephemeral.class));
        case "views.open" -> open(Json.read(body, Opening.class));
        default -> no("unknown_method");
      };
    } catch (JsonException e) {
      return no("invalid_arguments");
    }
  }

  /** A call that only reads. */
  Map<String, Object> get(String method, String channel, String ts) {
    if (!method.equals("conversations.replies")) {
      return no("unknown_method");
    }
    if (!PretendSlack.CHANNEL.equals(channel)) {
      return no("channel_not_found");
    }
    return slack
        .findByRoot(ts)
        .map(thread -> ok(Map.of(
            "messages",
            thread.messages().stream()
                .filter(message -> !message.onlyYou())
                .map(message -> line(thread.root(), message))
                .toList(),
            "has_more",
            false)))
        .orElse(no("thread_not_found"));
  }

  private Map<String, Object> post(Post post) {
    if (!PretendSlack.CHANNEL.equals(post.channel())) {
      return no("channel_not_found");
    }
    if (slack.findByRoot(post.threadTs()).isEmpty()) {
      return no("thread_not_found");
    }
    var author = Objects.requireNonNullElse(post.username(), NAME);
    var message = new Message(
        null, Role.APP, author, post.text(), post.blocks(), false, false, false, post.metadata());
    return slack
        .reply(post.threadTs(), message)
        .map(ts -> ok(Map.of(
            "channel", post.channel(), "ts", ts, "message", line(post.threadTs(), message.at(ts)))))
        .orElse(no("restricted_action_thread_locked"));
  }

  private Map<String, Object> update(Update update) {
    boolean changed = slack.change(
        update.ts(), old -> old.changed(update.text(), update.blocks(), update.metadata()));
    return changed
        ? ok(Map.of("channel", update.channel(), "ts", update.ts(), "text", update.text()))
        : no("message_not_found");
  }

  private Map<String, Object> whisper(Ephemeral word) {
    var message = new Message(null, Role.APP, NAME, word.text(), null, true, false, false, null);
    return slack
        .reply(word.threadTs(), message)
        .map(ts -> ok(Map.of("message_ts", ts)))
        .orElse(no("channel_not_found"));
  }

  private Map<String, Object> open(Opening opening) {
    if (opening.triggerId() == null || opening.view() == null) {
      return no("invalid_arguments");
    }
    return slack
        .open(opening.triggerId(), opening.view())
        .map(window -> ok(Map.of("view", Map.of("id", window.id(), "type", "modal"))))
        .orElse(no("expired_trigger_id"));
  }

  private static Map<String, Object> line(String root, Message message) {
    var line = new LinkedHashMap<String, Object>();
    line.put("type", "message");
    line.put("ts", message.ts());
    line.put("thread_ts", root);
    line.put("text", message.text());
    if (message.metadata() != null) {
      line.put("metadata", message.metadata());
    }
    return line;
  }

  private static Map<String, Object> ok(Map<String, Object> more) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("ok", true);
    answer.putAll(more);
    return answer;
  }

  private static Map<String, Object> no(String error) {
    return Map.of("ok", false, "error", error);
  }
}
