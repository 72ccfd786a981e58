package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Colleague;
import io.fivefaces.support.TestApp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Who belongs to a workspace, and who decides about it. */
class MembersTest {

  private static String members(String workspace) {
    return "/api/workspaces/" + workspace + "/members";
  }

  private static String idOf(TestApp app, String workspace, String email) {
    return StreamSupport.stream(
            app.api("GET", members(workspace)).json().get("items").spliterator(), false)
        .filter(one -> one.get("email").asText().equals(email))
        .findFirst()
        .orElseThrow()
        .get("id")
        .asText();
  }

  private static String role(String name) {
    return "{\"role\":\"" + name + "\"}";
  }

  private static String wanted(String email, String role) {
    return "{\"email\":\"" + email + "\",\"role\":\"" + role + "\"}";
  }

  @Test
  void anAgentSeesConversationsAndNothingElse() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var agent = Colleague.invited(app, workspace, "bo@us.test", "agent");

      assertThat(agent.api("GET", "/api/workspaces").json().at("/items/0/role").asText())
          .isEqualTo("agent");
      assertThat(agent
              .api("GET", "/api/workspaces/" + workspace + "/conversations")
              .status())
          .isEqualTo(200);
      assertThat(agent.api("GET", "/api/workspaces/" + workspace + "/settings").status())
          .isEqualTo(403);
      assertThat(agent.api("GET", members(workspace)).status()).isEqualTo(403);
      assertThat(agent
              .api("POST", members(workspace), wanted("x@us.test", "agent"))
              .status())
          .isEqualTo(403);
      assertThat(agent
              .api("POST", "/api/workspaces", "{\"name\":\"A\",\"slug\":\"a\"}")
              .status())
          .isEqualTo(403);
      assertThat(agent.api("GET", members(app.newWorkspace())).status()).isEqualTo(404);
    });
  }

  @Test
  void anAdminManagesAdminsAndAgentsAndTouchesNoOwner() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      Colleague.invited(app, workspace, "owner@team.test", "owner");
      Colleague.invited(app, workspace, "second@team.test", "owner");
      Colleague.invited(app, workspace, "agent@team.test", "agent");
      var admin = Colleague.invited(app, workspace, "admin@team.test", "admin");
      var owner = members(workspace) + "/" + idOf(app, workspace, "owner@team.test");
      var agent = members(workspace) + "/" + idOf(app, workspace, "agent@team.test");
      var invited = Colleague.invite(app, workspace, "third@team.test", "owner");
      var invitation = "/api/workspaces/" + workspace + "/invitations/"
          + invited.json().at("/invitation/id").asText();

      for (var refused : List.of(
          admin.api("PATCH", owner, role("agent")),
          admin.api("DELETE", owner),
          admin.api("PATCH", agent, role("owner")),
          admin.api("POST", members(workspace), wanted("x@team.test", "owner")),
          admin.api("POST", invitation + "/resend"),
          admin.api("DELETE", invitation))) {
        assertThat(refused.status()).as(refused.body()).isEqualTo(403);
        assertThat(refused.body()).contains("Only an owner makes, changes or removes owners.");
      }
      assertThat(admin.api("PATCH", agent, role("admin")).json().get("role").asText())
          .isEqualTo("admin");
      assertThat(admin.api("DELETE", agent).status()).isEqualTo(200);
      assertThat(admin
              .api("POST", members(workspace), wanted("x@team.test", "admin"))
              .status())
          .isEqualTo(201);
    });
  }

  @Test
  void aChangeOfRoleAndARemovalWorkAtOnce() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var bo = Colleague.invited(app, workspace, "bo@us.test", "agent");
      var one = members(workspace) + "/" + idOf(app, workspace, "bo@us.test");
      var settings = "/api/workspaces/" + workspace + "/settings";
      assertThat(bo.api("GET", settings).status()).isEqualTo(403);

      app.api("PATCH", one, role("admin"));
      assertThat(bo.api("GET", settings).status()).isEqualTo(200);

      app.api("DELETE", one);
      assertThat(bo.api("GET", settings).status()).isEqualTo(404);
      assertThat(bo.api("GET", "/api/workspaces").json().get("items")).isEmpty();
      assertThat(bo.api("GET", "/api/me").json().get("email").asText()).isEqualTo("bo@us.test");
      assertThat(app.api("DELETE", one).status()).isEqualTo(404);
    });
  }

  @Test
  void theLastOwnerStays() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var owner = Colleague.invited(app, workspace, "owner@team.test", "owner");
      var one = members(workspace) + "/" + idOf(app, workspace, "owner@team.test");

      for (var refused : List.of(
          owner.api("PATCH", one, role("admin")),
          owner.api("DELETE", one),
          app.api("DELETE", one))) {
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("make somebody else an owner first");
      }
      assertThat(owner.api("PATCH", one, role("owner")).status()).isEqualTo(200);
      Colleague.invited(app, workspace, "second@team.test", "owner");
      assertThat(owner.api("DELETE", one).status()).isEqualTo(200);
    });
  }

  @Test
  void ofTwoOwnersWhoLeaveAtTheSameTimeOneStays() throws Exception {
    TestApp.run(app -> {
      try (var both = Executors.newFixedThreadPool(2)) {
        for (int round = 0; round < 5; round++) {
          var workspace = app.newWorkspace();
          for (var email : List.of("one@team.test", "two@team.test")) {
            var invited = Colleague.invite(app, workspace, email, "owner");
            Colleague.accept(app, Colleague.token(invited), Colleague.PASSWORD);
          }
          var leaving = List.of("one@team.test", "two@team.test").stream()
              .map(email -> members(workspace) + "/" + idOf(app, workspace, email))
              .map(path -> both.submit(() -> app.api("DELETE", path)))
              .toList();
          var statuses = new ArrayList<Integer>();
          for (var one : leaving) {
            statuses.add(one.get(20, TimeUnit.SECONDS).status());
          }
          assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        }
      }
    });
  }

  @Test
  void everyChangeOfAMemberIsKeptWithWhoMadeIt() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      Colleague.invited(app, workspace, "bo@us.test", "agent");
      var one = members(workspace) + "/" + idOf(app, workspace, "bo@us.test");
      app.api("PATCH", one, role("admin"));
      app.api("DELETE", one);

      var kept = app.database()
          .rows(
              "select who, what, before ->> 'role' as before, after ->> 'role' as after from audit"
                  + " where workspace_id = " + workspace
                  + " and what <> 'workspace' order by audit_id");
      assertThat(kept)
          .extracting(row -> row.get("who") + " " + row.get("what") + " " + row.get("before") + " "
              + row.get("after"))
          .containsExactly(
              "admin key invitation null agent",
              "bo@us.test member null agent",
              "admin key member agent admin",
              "admin key member admin null");
      assertThat(kept.toString()).doesNotContain("_hash", "invitation#");
    });
  }

  @Test
  void whatIsNoRoleOfPeopleIsRefused() throws Exception {
    TestApp.run(app -> {
      var path = members(app.newWorkspace());
      for (var body : List.of(
          wanted("x@us.test", "read"),
          wanted("x@us.test", "boss"),
          wanted("nobody", "agent"),
          "{\"email\":\"x@us.test\"}",
          "{}")) {
        Reply reply = app.api("POST", path, body);
        assertThat(reply.status()).as(body).isEqualTo(400);
      }
      assertThat(app.api("GET", path + "?cursor=x").status()).isEqualTo(400);
      assertThat(app.api("PATCH", path + "/x", role("agent")).status()).isEqualTo(404);
      assertThat(app.api("PATCH", path + "/999", role("agent")).status()).isEqualTo(404);
    });
  }
}
