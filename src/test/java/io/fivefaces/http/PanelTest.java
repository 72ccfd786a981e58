package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Colleague;
import io.fivefaces.support.Contract;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The panel beside a ticket, and the pass by which it reads. */
class PanelTest {

  private static final Contract CONTRACT = Contract.read();

  @Test
  void aPassShowsWhatItsPersonMaySeeAndNothingElse() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      var link = MailedLinks.ask(app, source, "4711");
      var agent = Colleague.in(app, workspace, "agent");
      var pass = pass(app, workspace, agent);

      assertThat(panel(app, workspace, "4711", pass).json().get("panel").asText())
          .isEqualTo("CSAT survey sent, awaiting response");
      app.request(
          "POST", link, "{\"score\":5,\"comment\":\"Kind\"}", "content-type", "application/json");
      var shown = panel(app, workspace, "4711", pass);
      assertThat(shown.json().get("panel").asText()).isEqualTo("CSAT 5/5");
      assertThat(shown.json().at("/response/comment").asText()).isEqualTo("Kind");
      assertThat(shown.header("cache-control")).isEqualTo("no-store");
      assertThat(shown.body()).doesNotContain("@customer.test");
      assertThat(CONTRACT.differences(
              CONTRACT.operation("GET", "/panel/{ws}/conversations/{ref}"), 200, shown.json()))
          .isEmpty();

      app.hook(
          source, new Object[] {Samples.created("1"), Samples.inbound("1"), Samples.closed("1")});
      app.judged(workspace, "1");
      var stopped = panel(app, workspace, "1", pass).json();
      assertThat(stopped.get("reason").asText()).isEqualTo("two_messages");
      assertThat(stopped.at("/verdicts/0/saw").asText()).contains("1 inbound");

      assertThat(panel(app, workspace, "nowhere", pass).status()).isEqualTo(404);
      assertThat(panel(app, app.newWorkspace(), "4711", pass).status()).isEqualTo(401);
      assertThat(panel(app, workspace, "4711", "forged").status()).isEqualTo(401);
      assertThat(app.request("GET", address(workspace, "4711"), null, "cookie", agent.cookie())
              .status())
          .as("by a cookie")
          .isEqualTo(401);
      assertThat(app.request(
                  "GET",
                  "/api/workspaces/" + workspace + "/conversations/4711",
                  null,
                  "authorization",
                  "Bearer " + pass)
              .status())
          .as("anywhere else")
          .isEqualTo(401);
    });
  }

  @Test
  void aPassEndsWithItsPersonsMembershipByItsTimeAndByHand() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      app.hook(app.newSource(workspace), Samples.talk("1"));
      app.until(
          "it is projected", () -> app.conversation(workspace, "1"), found -> found.has("state"));
      var agent = Colleague.in(app, workspace, "agent");
      var admin = Colleague.in(app, workspace, "admin");
      var first = pass(app, workspace, agent);
      var second = pass(app, workspace, admin);
      assertThat(panel(app, workspace, "1", first).status()).isEqualTo(200);

      app.database()
          .execute("delete from members where role = 'agent' and workspace_id = " + workspace);
      assertThat(panel(app, workspace, "1", first).status()).isEqualTo(401);

      var third = pass(app, workspace, admin);
      var ended = app.request(
          "DELETE", "/panel/" + workspace + "/pass", null, "authorization", "Bearer " + third);
      assertThat(ended.status()).isEqualTo(204);
      assertThat(panel(app, workspace, "1", third).status()).isEqualTo(401);

      assertThat(panel(app, workspace, "1", second).status()).isEqualTo(200);
      app.advance(Duration.ofDays(31));
      assertThat(panel(app, workspace, "1", second).status()).isEqualTo(401);
      assertThat(app.database().rows("select who from audit where what = 'panel connected'"))
          .hasSize(3);
    });
  }

  @Test
  void aPassEndsWithThePasswordTheOtherSessionsAndTheMembership() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var agent = Colleague.invited(app, workspace, "bo@us.test", "agent");
      var stays = pass(app, workspace, Colleague.in(app, workspace, "agent"));

      var first = pass(app, workspace, agent);
      assertThat(panel(app, workspace, "1", first).status()).isEqualTo(404);
      var change = "{\"old\":\"" + Colleague.PASSWORD + "\",\"wanted\":\"another purple kettle\"}";
      assertThat(agent.api("POST", "/api/me/password", change).status()).isEqualTo(200);
      assertThat(panel(app, workspace, "1", first).status()).isEqualTo(401);

      var second = pass(app, workspace, agent);
      assertThat(agent.api("DELETE", "/api/me/sessions").status()).isEqualTo(200);
      assertThat(panel(app, workspace, "1", second).status()).isEqualTo(401);

      var third = pass(app, workspace, agent);
      var bo = agent.api("GET", "/api/me").json().get("id").asText();
      var member = "/api/workspaces/" + workspace + "/members/" + bo;
      assertThat(app.api("DELETE", member).status()).isEqualTo(200);
      assertThat(panel(app, workspace, "1", third).status()).isEqualTo(401);
      Colleague.accept(
          app,
          Colleague.token(Colleague.invite(app, workspace, "bo@us.test", "agent")),
          "another purple kettle");
      assertThat(panel(app, workspace, "1", third).status())
          .as("of a membership before")
          .isEqualTo(401);
      assertThat(panel(app, workspace, "1", stays).status()).isEqualTo(404);
    });
  }

  @Test
  void onlyAPersonConnectsAPanelAndFromAPageOfOurs() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var path = "/api/workspaces/" + workspace + "/panel-passes";
      assertThat(app.api("POST", path).status()).isEqualTo(403);
      assertThat(app.request("POST", path, "").status()).isEqualTo(401);
      var agent = Colleague.in(app, workspace, "agent");
      assertThat(app.request(
                  "POST", path, "", "cookie", agent.cookie(), "sec-fetch-site", "cross-site")
              .status())
          .isEqualTo(403);
      assertThat(app.request(
                  "POST",
                  "/api/workspaces/" + app.newWorkspace() + "/panel-passes",
                  "",
                  "cookie",
                  agent.cookie())
              .status())
          .isEqualTo(404);
    });
  }

  @Test
  void onlyTheSitesThatTheOperatorListsMayFrameThePanelAndNothingElse() throws Exception {
    TestApp.run(app -> assertThat(policy(app, "/panel")).contains("frame-ancestors 'none'"));
    var environment = new HashMap<>(MailedLinks.MAILBOX);
    environment.put("FIVEFACES_PANEL_SITES", "https://acme.zendesk.com, http://localhost:3000");
    TestApp.run(environment, app -> {
      for (var path : List.of("/panel", "/panel.html", "/panel?ref=1")) {
        assertThat(policy(app, path))
            .endsWith("frame-ancestors https://acme.zendesk.com http://localhost:3000");
        assertThat(app.request("GET", path, null).header("referrer-policy"))
            .isEqualTo("no-referrer");
      }
      assertThat(policy(app, "/panel-connect")).contains("frame-ancestors 'none'");
      assertThat(policy(app, "/conversations")).contains("frame-ancestors 'none'");
    });
  }

  @Test
  void anAgentSeesAConversationWithoutWhatIsKeptAside() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var workspace = app.newAskingWorkspace();
      var link = MailedLinks.ask(app, app.newSource(workspace), "4711");
      app.request("POST", link, "score=3", "content-type", "application/x-www-form-urlencoded");
      var agent = Colleague.in(app, workspace, "agent");
      var path = "/api/workspaces/" + workspace + "/conversations/4711";

      assertThat(app.api("GET", path).json().get("suspected")).hasSize(1);
      var seen = app.request("GET", path, null, "cookie", agent.cookie());

      assertThat(seen.status()).isEqualTo(200);
      assertThat(seen.json().get("suspected")).isEmpty();
    });
  }

  private static String policy(TestApp app, String path) {
    return app.request("GET", path, null).header("content-security-policy");
  }

  private static String pass(TestApp app, String workspace, Colleague colleague) {
    var reply = app.request(
        "POST",
        "/api/workspaces/" + workspace + "/panel-passes",
        "",
        "cookie",
        colleague.cookie(),
        "sec-fetch-site",
        "same-origin");
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.json().get("token").asText();
  }

  private static String address(String workspace, String ref) {
    return "/panel/" + workspace + "/conversations/" + ref;
  }

  private static Reply panel(TestApp app, String workspace, String ref, String pass) {
    return app.request("GET", address(workspace, ref), null, "authorization", "Bearer " + pass);
  }
}
