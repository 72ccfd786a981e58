package io.fivefaces.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A workspace that helps in the Slack channel {@code C1}, with an app there and a shop whose helpdesk knows the threads. */
public record SlackDesk(TestApp app, FakeSlack slack, TestSource source, TestSource shop) {

  public static final String CHANNEL = "C1";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a test does at its desk. */
  public interface Check {
    void at(SlackDesk desk) throws Exception;
  }

  /** Runs a check at a desk whose app has its bot token, and looks afterwards that Slack had no reason to complain. */
  public static void run(Check check) throws Exception {
    run(Map.of(), desk -> {
      desk.bring(Map.of("bot_token", FakeSlack.TOKEN));
      check.at(desk);
    });
  }

  /** Runs a check at a desk without a bot token. */
  public static void run(Map<String, String> environment, Check check) throws Exception {
    try (var slack = FakeSlack.start()) {
      var all = new java.util.HashMap<>(Map.of("FIVEFACES_SLACK_API_URL", slack.url()));
      all.putAll(environment);
      TestApp.run(all, app -> {
        var workspace = app.newWorkspace();
        app.settings(
            workspace,
            Map.of("csat_enabled", true, "csat_email_enabled", true, "csat_slack_enabled", true));
        var shop = app.newSource(workspace);
        check.at(new SlackDesk(app, slack, app.newSource(workspace, "slack"), shop));
        assertThat(slack.complaints()).isEmpty();
        Invariants.hold(app);
      });
    }
  }

  public String workspace() {
    return source.workspace();
  }

  /** Changes the Slack source, which must be allowed. */
  public JsonNode bring(Map<String, ?> fields) {
    var reply = app.api("PATCH", path(), fields);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  /** The Slack source in the API. */
  public String path() {
    return "/api/workspaces/" + workspace() + "/sources/" + source.id();
  }

  /** Ada asks in a new thread, Bo answers and marks it as done, and Slack tells of it; the thread. */
  public String help() {
    var root = slack.root(CHANNEL);
    tell(message(SlackPerson.ADA, root, root));
    tell(message(SlackPerson.BO, "1767227000" + root.substring(10), root));
    var mark = JSON.createObjectNode()
        .put("type", "reaction_added")
        .put("user", SlackPerson.BO.id())
        .put("reaction", "white_check_mark")
        .put("item_user", SlackPerson.ADA.id())
        .put("event_ts", "1767228000" + root.substring(10));
    mark.putObject("item").put("type", "message").put("channel", CHANNEL).put("ts", root);
    tell(mark);
    return root;
  }

  /** The helpdesk tells of a closed conversation in a thread, with a customer whose address may be null. */
  public void close(String ref, String thread, String address) {
    var place = Map.of("channel", CHANNEL, "thread_ts", thread);
    var created = Samples.event("conversation.created", ref)
        .about("channel", "slack")
        .about("slack", place)
        .with(
            "customer",
            address == null
                ? Map.of("ref", SlackPerson.ADA.id())
                : Map.of("ref", "U_WITH_ADDRESS", "email", address));
    app.hook(
        shop, List.of(created, Samples.inbound(ref), Samples.outbound(ref), Samples.closed(ref)));
  }

  /** What the API tells of the conversation of a thread. */
  public JsonNode conversation(String thread) {
    return app.conversation(workspace(), ref(thread));
  }

  /** The conversation of a thread, once its invite is in this state. */
  public JsonNode withInvite(String thread, String state) {
    return app.withInvite(workspace(), ref(thread), state);
  }

  /** The survey in a thread, once it was sent. */
  public FakeSlack.Message survey(String thread) {
    withInvite(thread, "sent");
    return surveyNow(thread);
  }

  /** The only survey in a thread, as it is now. */
  public FakeSlack.Message surveyNow(String thread) {
    var surveys = slack.surveys(CHANNEL, thread);
    assertThat(surveys).hasSize(1);
    return surveys.getFirst();
  }

  /** The words that only one person saw, once there are so many. */
  public List<String> words(int many) {
    return app.until(
        "somebody is told a word",
        () -> slack.calls("chat.postEphemeral").stream()
            .map(call -> call.get("user").asText() + ": " + call.get("text").asText())
            .toList(),
        words -> words.size() == many);
  }

  /** A thread's survey, once its text contains this. */
  public FakeSlack.Message surveySaying(String thread, String text) {
    return app.until(
        "the survey says " + text,
        () -> surveyNow(thread),
        message -> message.body().get("text").asText().contains(text));
  }

  private static String ref(String thread) {
    return CHANNEL + ":" + thread;
  }

  private static ObjectNode message(SlackPerson author, String ts, String thread) {
    return JSON.createObjectNode()
        .put("type", "message")
        .put("channel", CHANNEL)
        .put("user", author.id())
        .put("team", author.team())
        .put("text", "words")
        .put("ts", ts)
        .put("thread_ts", thread);
  }

  private void tell(ObjectNode event) {
    var envelope = JSON.createObjectNode()
        .put("type", "event_callback")
        .put("team_id", FakeSlack.TEAM)
        .put("event_id", "Ev" + UUID.randomUUID());
    envelope.set("event", event);
    var body = envelope.toString().getBytes(StandardCharsets.UTF_8);
    var headers = Signers.headers("slack", source.secret(), body, app.clock().instant());
    assertThat(app.post(source.url(), headers, body).status()).isEqualTo(202);
  }
}
