package io.fivefaces.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivefaces.support.Caller.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Somebody in Slack: taps buttons and sends windows, which Slack reports to the app, signed. */
public record SlackPerson(String id, String team) {

  /** The customer who asked for help. */
  public static final SlackPerson ADA = new SlackPerson("U_ADA", "T_CUST");

  /** Another one of the customer's company. */
  public static final SlackPerson EVE = new SlackPerson("U_EVE", "T_CUST");

  /** An agent. */
  public static final SlackPerson BO = new SlackPerson("U_BO", FakeSlack.TEAM);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Taps a button of a message as it is now. */
  public Reply tap(TestApp app, TestSource source, FakeSlack.Message message, String actionId) {
    var value = message.button(actionId).get("value").asText();
    return report(app, source, tapOf(message, actionId, value));
  }

  /** What Slack would report of a tap. */
  public ObjectNode tapOf(FakeSlack.Message message, String actionId, String value) {
    var payload = payload("block_actions").put("trigger_id", "13345224609.738474920.8088930838d88");
    payload.put("response_url", "http://127.0.0.1:1/never-called");
    payload.putObject("channel").put("id", message.channel()).put("name", "shared");
    payload
        .putObject("message")
        .put("type", "message")
        .put("ts", message.ts())
        .put("thread_ts", message.thread())
        .put("team", FakeSlack.TEAM);
    payload
        .putArray("actions")
        .addObject()
        .put("type", "button")
        .put("block_id", "csat")
        .put("action_id", actionId)
        .put("value", value)
        .put("action_ts", "1767225900.1");
    return payload;
  }

  /** Writes a comment into the window that was opened with this view, and sends it. */
  public Reply send(TestApp app, TestSource source, JsonNode view, String comment) {
    var payload = payload("view_submission");
    var sent = payload.putObject("view");
    sent.put("type", "modal");
    sent.set("callback_id", view.get("callback_id"));
    sent.set("private_metadata", view.get("private_metadata"));
    var block = view.at("/blocks/0");
    sent.putObject("state")
        .putObject("values")
        .putObject(block.get("block_id").asText())
        .putObject(block.at("/element/action_id").asText())
        .put("type", "plain_text_input")
        .put("value", comment);
    return report(app, source, payload);
  }

  /** Reports an interaction as Slack does, signed with the source's secret. */
  public static Reply report(TestApp app, TestSource source, JsonNode payload) {
    var form = "payload=" + URLEncoder.encode(payload.toString(), StandardCharsets.UTF_8);
    List<String> headers =
        new ArrayList<>(List.of("content-type", "application/x-www-form-urlencoded"));
    Signers.headers(
            "slack",
            source.secret(),
            form.getBytes(StandardCharsets.UTF_8),
            app.clock().instant())
        .forEach((name, value) -> headers.addAll(List.of(name, value)));
    return app.request(
        "POST", source.url() + "/interactions", form, headers.toArray(String[]::new));
  }

  private ObjectNode payload(String type) {
    var payload = JSON.createObjectNode().put("type", type).put("api_app_id", "A_FIVEFACES");
    payload.putObject("team").put("id", FakeSlack.TEAM).put("domain", "us");
    payload.putObject("user").put("id", id).put("username", "somebody").put("team_id", team);
    return payload;
  }
}
