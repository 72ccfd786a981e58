package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Keyring;
import io.fivefaces.support.Contract;
import io.fivefaces.support.Contract.Operation;
import io.fivefaces.support.Samples;
import io.fivefaces.support.Signers;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Whoever changes something by the API is found in the history. What is called is what openapi.yaml lists. */
class AuditedTest {

  /** Calls that leave no row, each with the reason. */
  private static final Map<String, String> UNAUDITED = Map.of(
      "POST /api/workspaces/{ws}/mail/preview", "it changes nothing",
      "POST /api/workspaces/{ws}/panel-passes", "not by a key; PanelTest looks for its row",
      "POST /api/set-up", "not by a key; SetUpTest looks for its row",
      "PATCH /api/me", "it is no workspace's",
      "POST /api/me/password", "it is no workspace's",
      "DELETE /api/me/sessions", "it is no workspace's",
      "DELETE /api/me/sessions/{id}", "it is no workspace's");
  /** What {@link Belongings} has one of. */
  private static final Pattern BELONGING = Pattern.compile(
      "/api/workspaces/\\{ws}/(members|invitations|api-keys|webhooks|deliveries)/\\{.*");

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Contract CONTRACT = Contract.read();

  @Test
  void everyCallThatChangesSomethingLeavesARowThatSaysWho() throws Exception {
    var missing = new SoftAssertions();
    TestApp.run(MailedLinks.MAILBOX, app -> {
      for (var operation : mutating()) {
        var path = path(app, operation);
        long before = rows(app);
        var reply = app.api(operation.method(), path, body(operation));
        missing
            .assertThat(reply.status())
            .as("%s: %s", operation, reply.body())
            .isBetween(200, 299);
        missing.assertThat(rows(app)).as("rows of %s", operation).isGreaterThan(before);
      }
    });
    missing.assertAll();
  }

  @Test
  void whatIsExemptIsStillThere() {
    assertThat(CONTRACT.operations())
        .extracting(Operation::toString)
        .containsAll(UNAUDITED.keySet());
  }

  private static List<Operation> mutating() {
    var mutating = CONTRACT.operations().stream()
        .filter(one -> one.path().startsWith("/api/") && !SAFE.contains(one.method()))
        .filter(one -> !UNAUDITED.containsKey(one.toString()))
        .toList();
    assertThat(mutating).hasSizeGreaterThan(10);
    return mutating;
  }

  private static String path(TestApp app, Operation operation) {
    if (BELONGING.matcher(operation.path()).matches()) {
      var things = new Belongings(app);
      return things.path(operation, things.workspace()).orElseThrow();
    }
    return operation.path(parameters(app, operation, app.newAskingWorkspace()));
  }

  /** What the operation's path names; a route with a new kind of thing gets its case here. */
  private static Map<String, String> parameters(
      TestApp app, Operation operation, String workspace) {
    var parameters = new HashMap<>(Map.of("ws", workspace));
    switch (operation.path().replace("/api/workspaces/{ws}/", "")) {
      case "sources/{id}", "sources/{id}/rotate-secret" ->
        parameters.put("id", app.newSource(workspace).id());
      case "sources/{id}/dead-letters/replay" ->
        parameters.put("id", unreadable(app, workspace).id());
      case "conversations/{ref}/invite/send-again" ->
        parameters.put("ref", ofUnknownInvite(app, workspace));
      case "suspected/{id}/count" -> parameters.put("id", suspected(app, workspace, "counted"));
      case "suspected/{id}/uncount" -> {
        var id = suspected(app, workspace, "uncounted");
        app.api("POST", "/api/workspaces/" + workspace + "/suspected/" + id + "/count");
        parameters.put("id", id);
      }
      case "suppressions/{email}" -> {
        var address = "gone@customer.test";
        app.api("POST", "/api/workspaces/" + workspace + "/suppressions", Map.of("email", address));
        parameters.put("email", address);
      }
      case "nps/start", "nps/pause", "nps/stop" -> {
        app.settings(workspace, Map.of("nps_enabled", true));
        if (operation.path().endsWith("start")) {
          app.api("POST", "/api/workspaces/" + workspace + "/nps/stop");
        }
      }
      default -> {}
    }
    return parameters;
  }

  private static TestSource unreadable(TestApp app, String workspace) {
    var source = app.newSource(workspace, "chatwoot");
    var broken = Keyring.utf8("this is no JSON");
    app.post(
        source.url(),
        Signers.headers("chatwoot", source.secret(), broken, app.clock().instant()),
        broken);
    app.until(
        "it is a dead letter",
        () -> app.database().count("select count(*) from dead_letters"),
        letters -> letters > 0);
    return source;
  }

  private static String ofUnknownInvite(TestApp app, String workspace) {
    app.settings(workspace, Map.of("send_delay", "3d"));
    app.hook(app.newSource(workspace), Samples.closedTalk("doubtful"));
    app.withInvite(workspace, "doubtful", "scheduled");
    for (var step :
        List.of("state = 'claimed'", "state = 'sending', epoch = 1", "state = 'unknown'")) {
      app.database()
          .execute("update survey_invites set reason = 'timeout', " + step
              + " where conversation_ref = 'doubtful'");
    }
    return "doubtful";
  }

  private static String suspected(TestApp app, String workspace, String conversation) {
    var link = MailedLinks.ask(app, app.newSource(workspace), conversation);
    app.request("POST", link, "score=2", "content-type", FORM);
    return app.conversation(workspace, conversation).at("/suspected/0/id").asText();
  }

  private static Object[] body(Operation operation) {
    return CONTRACT.requestExamples(operation, "application/json").stream()
        .limit(1)
        .map(Object::toString)
        .toArray();
  }

  private static long rows(TestApp app) {
    return app.database().count("select count(*) from audit where who = 'admin key'");
  }
}
