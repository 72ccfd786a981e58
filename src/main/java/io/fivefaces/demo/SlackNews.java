package io.fivefaces.demo;

import io.fivefaces.demo.PretendSlack.Message;
import io.fivefaces.demo.PretendSlack.Thread;
import io.fivefaces.demo.PretendSlack.Window;
import io.fivefaces.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the pretend Slack tells: events of its channel, taps and sent windows, in the shapes that Slack documents. */
final class SlackNews {

  private static final String APP = "A0FIVEFACES";

  /** Somebody in the channel, which two companies share. */
  record Member(String id, String name, String team) {

    static final Member CUSTOMER = new Member("U0SAM", "Sam Okafor", "T0OKAFOR");

    static Member of(Agent agent) {
      var id = "U0" + agent.name().toUpperCase(Locale.ROOT);
      return new Member(id, agent.name(), PretendSlack.TEAM);
    }
  }

  private SlackNews() {}

  /** A message of a member; the first of its thread has the thread's own timestamp. */
  static byte[] message(String id, Member author, String text, String ts, String root) {
    var event = new LinkedHashMap<String, Object>();
    event.put("type", "message");
    event.put("channel", PretendSlack.CHANNEL);
    event.put("channel_type", "channel");
    event.put("user", author.id());
    event.put("team", author.team());
    event.put("user_profile", Map.of("real_name", author.name(), "team", author.team()));
    event.put("text", text);
    event.put("ts", ts);
    event.put("event_ts", ts);
    if (!ts.equals(root)) {
      event.put("thread_ts", root);
    }
    return callback(id, event);
  }

  /** The check mark of a member on the first message of a thread. */
  static byte[] checkMark(String id, Member by, String at, String root) {
    return callback(
        id,
        Map.of(
            "type",
            "reaction_added",
            "user",
            by.id(),
            "reaction",
            "white_check_mark",
            "item_user",
            Member.CUSTOMER.id(),
            "event_ts",
            at,
            "item",
            Map.of("type", "message", "channel", PretendSlack.CHANNEL, "ts", root)));
  }

  private static byte[] callback(String id, Map<String, Object> event) {
    return Json.write(Map.of(
        "type",
        "event_callback",
        "event_id",
        "Ev" + id,
        "team_id",
        PretendSlack.TEAM,
        "api_app_id",
        APP,
        "authorizations",
        List.of(Map.of("team_id", PretendSlack.TEAM, "is_bot", true)),
        "event",
        event));
  }

  /** The customer's tap on a button. */
  static byte[] tap(Thread thread, Message message, Map<String, Object> button, String trigger) {
    var tap = interaction("block_actions");
    tap.put("trigger_id", trigger);
    tap.put("channel", Map.of("id", PretendSlack.CHANNEL, "name", PretendSlack.CHANNEL_NAME));
    tap.put(
        "message",
        Map.of(
            "type",
            "message",
            "ts",
            message.ts(),
            "thread_ts",
            thread.root(),
            "team",
            PretendSlack.TEAM,
            "text",
            message.text()));
    tap.put("actions", List.of(button));
    return Json.write(tap);
  }

  /** The customer's sending of a window, with what was written into its fields by block and field. */
  static byte[] sent(Window window, Map<String, Map<String, Map<String, Object>>> values) {
    var view = new LinkedHashMap<>(window.view());
    view.put("id", window.id());
    view.put("app_installed_team_id", PretendSlack.TEAM);
    view.put("state", Map.of("values", values));
    var sent = interaction("view_submission");
    sent.put("view", view);
    return Json.write(sent);
  }

  private static Map<String, Object> interaction(String type) {
    var interaction = new LinkedHashMap<String, Object>();
    interaction.put("type", type);
    interaction.put("team", Map.of("id", PretendSlack.TEAM));
    interaction.put(
        "user",
        Map.of("id", Member.CUSTOMER.id(), "name", "sam", "team_id", Member.CUSTOMER.team()));
    interaction.put("api_app_id", APP);
    return interaction;
  }
}
