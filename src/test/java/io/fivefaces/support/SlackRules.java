package io.fivefaces.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlockElement;
import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonBlockElementFactory;
import com.slack.api.util.json.GsonContextBlockElementFactory;
import com.slack.api.util.json.GsonLayoutBlockFactory;
import com.slack.api.util.json.GsonRichTextElementFactory;
import com.slack.api.util.json.GsonTextObjectFactory;
import com.slack.api.util.json.UnknownPropertyDetectionAdapterFactory;
import com.sun.net.httpserver.HttpExchange;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What Slack refuses of a call: read by the types of Slack's own Java library, with the limits of its reference. */
final class SlackRules {

  private static final Set<String> READING = Set.of("conversations.replies");

  private static final Map<String, Set<String>> ARGUMENTS = Map.of(
      "auth.test", Set.of(),
      "chat.postMessage",
          Set.of(
              "channel",
              "thread_ts",
              "text",
              "blocks",
              "metadata",
              "unfurl_links",
              "unfurl_media",
              "username",
              "icon_url"),
      "chat.update", Set.of("channel", "ts", "text", "blocks", "metadata"),
      "chat.postEphemeral", Set.of("channel", "user", "text", "thread_ts"),
      "conversations.replies", Set.of("channel", "ts", "include_all_metadata", "limit", "cursor"),
      "views.open", Set.of("trigger_id", "view"));

  private static final Gson GSON = new GsonBuilder()
      .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
      .registerTypeAdapterFactory(new UnknownPropertyDetectionAdapterFactory())
      .registerTypeAdapter(LayoutBlock.class, new GsonLayoutBlockFactory(true))
      .registerTypeAdapter(BlockElement.class, new GsonBlockElementFactory(true))
      .registerTypeAdapter(ContextBlockElement.class, new GsonContextBlockElementFactory(true))
      .registerTypeAdapter(RichTextElement.class, new GsonRichTextElementFactory(true))
      .registerTypeAdapter(TextObject.class, new GsonTextObjectFactory(true))
      .create();

  private SlackRules() {}

  /** Why Slack would not even look at this call, or null. */
  static String refusal(String method, HttpExchange http, JsonNode body) {
    try {
      check(http.getRequestHeaders().getFirst("Authorization") != null, "not authed");
      check(
          http.getRequestMethod().equals(READING.contains(method) ? "GET" : "POST"),
          "the wrong HTTP method");
      var type = http.getRequestHeaders().getFirst("Content-Type");
      check(
          READING.contains(method) || "application/json; charset=utf-8".equals(type),
          "the wrong content type " + type);
      body.fieldNames()
          .forEachRemaining(name -> check(
              ARGUMENTS.getOrDefault(method, Set.of()).contains(name), "no argument " + name));
      switch (method) {
        case "chat.postMessage" -> message(body, "thread_ts", "metadata", "blocks");
        case "chat.update" -> message(body, "ts", "blocks");
        case "chat.postEphemeral" -> message(body, "user");
        case "views.open" -> view(body);
        default -> {}
      }
      return null;
    } catch (IllegalArgumentException | JsonParseException refused) {
      return refused.getMessage();
    }
  }

  private static void message(JsonNode body, String... more) {
    needs(body, "channel");
    text("text", body.path("text").asText(), 4000);
    for (var field : more) {
      needs(body, field);
    }
    if (body.has("metadata")) {
      needs(body.get("metadata"), "event_type");
      check(body.at("/metadata/event_payload").isObject(), "no event_payload");
    }
    if (body.has("blocks")) {
      blocks(GSON.fromJson(body.get("blocks").toString(), LayoutBlock[].class), 50);
    }
  }

  private static void view(JsonNode body) {
    needs(body, "trigger_id");
    needs(body, "view");
    var view = GSON.fromJson(body.get("view").toString(), View.class);
    check(view.getType().equals("modal"), "no modal");
    text("title", view.getTitle().getText(), 24);
    text("submit", view.getSubmit().getText(), 24);
    text("close", view.getClose().getText(), 24);
    text("callback_id", view.getCallbackId(), 255);
    text("private_metadata", view.getPrivateMetadata(), 3000);
    blocks(view.getBlocks().toArray(LayoutBlock[]::new), 100);
  }

  private static void blocks(LayoutBlock[] blocks, int most) {
    check(blocks.length >= 1 && blocks.length <= most, "too many or no blocks");
    var ids = new HashSet<String>();
    for (var block : blocks) {
      check(block.getBlockId() == null || ids.add(block.getBlockId()), "block_id twice");
      switch (block) {
        case SectionBlock section -> section(section.getText());
        case ActionsBlock actions -> actions(actions);
        case InputBlock input -> input(input);
        default -> throw new IllegalArgumentException("unexpected " + block.getType());
      }
    }
  }

  private static void section(TextObject text) {
    text("section", text.getText(), 3000);
    check(
        !(text instanceof MarkdownTextObject) || text.getText().indexOf('<') < 0,
        "markup from outside");
  }

  private static void actions(ActionsBlock actions) {
    check(
        !actions.getElements().isEmpty() && actions.getElements().size() <= 25,
        "too many or no buttons");
    var ids = new HashSet<String>();
    for (var element : actions.getElements()) {
      var button = (ButtonElement) element;
      check(ids.add(button.getActionId()), "action_id twice");
      text("action_id", button.getActionId(), 255);
      text("button", button.getText().getText(), 75);
      text("value", button.getValue(), 2000);
      check(
          button.getAccessibilityLabel() == null
              || button.getAccessibilityLabel().length() <= 75,
          "accessibility_label is too long");
    }
  }

  private static void input(InputBlock input) {
    text("label", input.getLabel().getText(), 2000);
    var field = (PlainTextInputElement) input.getElement();
    text("action_id", field.getActionId(), 255);
    check(field.getMaxLength() == null || field.getMaxLength() <= 3000, "max_length over 3000");
  }

  private static void needs(JsonNode body, String field) {
    check(body.hasNonNull(field), "no " + field);
  }

  private static void text(String name, String value, int longest) {
    check(
        value != null && !value.isEmpty() && value.length() <= longest,
        name + " is empty or over " + longest + " characters");
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
