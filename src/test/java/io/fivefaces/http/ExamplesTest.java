package io.fivefaces.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Cast;
import io.fivefaces.support.ChatDesk;
import io.fivefaces.support.Colleague;
import io.fivefaces.support.Contract;
import io.fivefaces.support.Contract.Operation;
import io.fivefaces.support.MailServices;
import io.fivefaces.support.TestApp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What openapi.yaml gives as examples is of its schema, is sent as it stands there, and is answered as it says. */
class ExamplesTest {

  private static final Contract CONTRACT = Contract.read();
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  /**
   * Whose bodies name what was said before, so that no example can be sent as it stands: SlackTapsTest, DemoSlackTest and
   * DemoTest send bodies of their own there.
   */
  private static final Set<String> CONVERSATIONS = Set.of(
      // needs a server that nobody owns yet: SetUpTest
      "POST /api/set-up",
      "POST /hooks/{key}/interactions",
      "POST /demo/chats",
      "POST /demo/slack/taps",
      "POST /demo/slack/views",
      "POST /demo/slack/api/{method}");

  /** Sends an example; the answer. */
  private interface Sender {
    Reply send(JsonNode example) throws Exception;
  }

  @Test
  void everyExampleIsOfItsSchema() {
    assertThat(CONTRACT.operations())
        .allSatisfy(operation -> assertThat(CONTRACT.wrongExamples(operation)).isEmpty());
  }

  @Test
  void everyRequestIsTaken() throws Exception {
    var signIn =
        CONTRACT.requestExamples(CONTRACT.operation("POST", "/sign-in"), FORM).getFirst();
    var environment = new HashMap<>(MailServices.environment());
    environment.putAll(MailedLinks.MAILBOX);
    environment.put("FIVEFACES_ADMIN_EMAIL", signIn.get("email").asText());
    environment.put("FIVEFACES_ADMIN_PASSWORD", signIn.get("password").asText());
    TestApp.run(environment, app -> {
      var things = new Belongings(app);
      var senders = publicSenders(app);
      for (var operation : CONTRACT.operations()) {
        var isSent = !CONVERSATIONS.contains(operation.toString());
        for (var type : isSent ? List.of(JSON, FORM) : List.<String>of()) {
          for (var example : CONTRACT.requestExamples(operation, type)) {
            var sender = operation.isApi()
                ? byApi(app, things, operation)
                : senders.get(operation + " " + type);
            assertThat(sender)
                .as("ExamplesTest knows how to send %s as %s", operation, type)
                .isNotNull();
            taken(operation, sender.send(example));
          }
        }
      }
    });
  }

  private static void taken(Operation operation, Reply reply) {
    int success = CONTRACT.success(operation);
    var answer = operation.body().path("responses").path(Integer.toString(success));
    if (answer.path("content").has(JSON) && reply.header("content-type").startsWith(JSON)) {
      ContractTest.answers(operation, success, reply);
    } else {
      assertThat(reply.status()).as("%s: %s", operation, reply.body()).isEqualTo(success);
    }
  }

  /** By a key where keys may, else by the session of whoever owns the server. */
  private static Sender byApi(TestApp app, Belongings things, Operation operation) {
    var path = things.path(operation, things.workspace()).orElseThrow();
    var caller = Cast.serverOwner(app.database(), operation);
    var headers = new ArrayList<>(caller.headers());
    headers.addAll(List.of("content-type", JSON));
    return example ->
        app.request(operation.method(), path, example.toString(), headers.toArray(String[]::new));
  }

  private static Map<String, Sender> publicSenders(TestApp app) {
    var senders = new HashMap<String, Sender>();
    senders.put(
        "POST /hooks/{key} " + JSON,
        example -> app.hook(app.newSource(app.newAskingWorkspace()), example.toString()));
    senders.put(
        "POST /bounces/{provider} " + JSON,
        example -> app.post(
            app.url("/bounces/postmark"),
            MailServices.postmarkHeaders(),
            example.toString().getBytes(StandardCharsets.UTF_8)));
    senders.put(
        "POST /s/{token} " + JSON,
        example ->
            app.request("POST", MailedLinks.ask(app), example.toString(), "content-type", JSON));
    senders.put("POST /s/{token} " + FORM, example -> {
      var link = MailedLinks.ask(app);
      return post(app, link, form(example) + "&view=" + app.view(link));
    });
    senders.put(
        "POST /u/{token} " + FORM,
        example -> post(app, MailedLinks.unsubscribe(app), form(example)));
    senders.put("POST /sign-in " + FORM, example -> post(app, "/sign-in", form(example)));
    senders.put("POST /forgot " + FORM, example -> post(app, "/forgot", form(example)));
    senders.put("POST /reset " + JSON, example -> {
      app.database().execute("""
          insert into password_resets (token_hash, account_id, expires_at)
          select sha256('%s'), account_id, moment() + interval '1 hour' from accounts where server_owner
          """.formatted(example.get("token").asText()));
      return Colleague.post(app, "/reset", example.toString());
    });
    senders.put("POST /invitation " + JSON, example -> invited(app, "/invitation", example));
    senders.put(
        "POST /invitation/accept " + JSON, example -> invited(app, "/invitation/accept", example));
    senders.put("POST /widget/{key}/answers " + JSON, example -> {
      var desk = ChatDesk.open(app);
      desk.ask("4711", "v-9");
      return tap(desk, "answers", example, desk.token("v-9"));
    });
    senders.put("POST /widget/{key}/answers/comment " + JSON, example -> {
      var desk = ChatDesk.open(app);
      desk.ask("4711", "v-9");
      var token = desk.token("v-9");
      desk.answer("v-9", token, 5);
      return tap(desk, "answers/comment", example, token);
    });
    return senders;
  }

  /** With the token of an invitation that waits. */
  private static Reply invited(TestApp app, String path, JsonNode example) {
    var invitation =
        Colleague.invite(app, app.newWorkspace(), UUID.randomUUID() + "@us.test", "agent");
    var body = ((ObjectNode) example.deepCopy()).put("token", Colleague.token(invitation));
    return Colleague.post(app, path, body.toString());
  }

  private static Reply post(TestApp app, String path, String form) {
    return app.request("POST", path, form, "content-type", FORM);
  }

  /** With the hash and the token that only this visitor has. */
  private static Reply tap(ChatDesk desk, String path, JsonNode example, String token) {
    var body = (ObjectNode) example.deepCopy();
    body.put("hash", desk.hash(body.get("visitor").asText())).put("token", token);
    return desk.app()
        .request(
            "POST", "/widget/" + desk.key() + "/" + path, body.toString(), "content-type", JSON);
  }

  private static String form(JsonNode fields) {
    return fields.properties().stream()
        .map(field -> field.getKey() + "="
            + URLEncoder.encode(field.getValue().asText(), StandardCharsets.UTF_8))
        .collect(joining("&"));
  }
}
