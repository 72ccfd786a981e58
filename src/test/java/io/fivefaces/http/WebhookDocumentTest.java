package io.fivefaces.http;

import static io.fivefaces.support.WebhookReceiver.ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivefaces.domain.WebhookEvent;
import io.fivefaces.support.NpsInvites;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.WebhookReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/webhooks.md shows is what receivers are sent. */
class WebhookDocumentTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);

  @Test
  void itsExamplesHaveTheFieldsOfTheEvents() throws Exception {
    var examples = examples();
    assertThat(examples)
        .containsOnlyKeys(
            "nps.received",
            "survey.failed",
            "survey.failed nps",
            "survey.sent",
            "survey.sent nps",
            "ticket.csat_received",
            "webhook.test");
    try (var receiver = WebhookReceiver.start()) {
      TestApp.run(ALLOWED, app -> {
        var workspace = app.newAskingWorkspace();
        var hooks = "/api/workspaces/" + workspace + "/webhooks";
        var id = app.api(
                "POST", hooks, Map.of("url", receiver.url("/"), "events", WebhookEvent.NAMES))
            .json()
            .get("id")
            .asText();
        var source = app.newSource(workspace);
        app.answer(MailedLinks.ask(app, source, "1"), 5, "Quick and friendly");
        app.settings(workspace, Map.of("send_delay", "24h"));
        app.hook(source, Samples.closedTalk("2"));
        app.withInvite(workspace, "2", "scheduled");
        app.database().execute(FAILED);
        app.api("POST", hooks + "/" + id + "/test");
        app.answer(NpsInvites.ask(app, source, "3"), 0, "Too slow");
        NpsInvites.ask(app, source, "4", "state = 'failed', reason = '550 5.1.1 no such user'");

        var sent = app.until("seven events", receiver::got, got -> got.size() == 7);

        for (var one : sent) {
          var body = JSON.readTree(one.body());
          assertThat(shape(body)).isEqualTo(shape(examples.get(name(body))));
        }
      });
    }
  }

  private static final String FAILED = """
      update survey_invites set state = 'claimed' where conversation_ref = '2';
      update survey_invites set state = 'sending', epoch = epoch + 1 where conversation_ref = '2';
      update survey_invites set state = 'failed', reason = '550 5.1.1 no such user' where conversation_ref = '2';
      """;

  private static Map<String, JsonNode> examples() throws Exception {
    var found = EXAMPLE.matcher(Files.readString(Path.of("docs", "webhooks.md")));
    var examples = new TreeMap<String, JsonNode>();
    while (found.find()) {
      var example = JSON.readTree(found.group(1));
      examples.put(name(example), example);
    }
    return examples;
  }

  /** What an event is called; those of surveys differ by the survey's kind. */
  private static String name(JsonNode event) {
    boolean nps = event.path("kind").asText().equals("nps");
    return event.get("type").asText() + (nps ? " nps" : "");
  }

  /** The fields in their order, each with the kind of its value. */
  private static List<String> shape(JsonNode event) {
    return event.properties().stream()
        .map(field -> field.getKey() + ": " + field.getValue().getNodeType())
        .toList();
  }
}
