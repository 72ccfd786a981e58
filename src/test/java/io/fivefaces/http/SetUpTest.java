package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Colleague;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The first start, by the link on the console. */
class SetUpTest {

  private static final Map<String, String> NO_OWNER =
      Map.of("FIVEFACES_ADMIN_EMAIL", "", "FIVEFACES_ADMIN_PASSWORD", "");
  private static final String ADA = "{\"email\":\"Ada@us.test\",\"name\":\"Ada\",\"password\":\""
      + Colleague.PASSWORD + "\",\"workspace\":%s}";
  private static final String ACME = "{\"name\":\"Acme\",\"slug\":\"acme\"}";

  @Test
  void whoeverCameByTheLinkBecomesTheOwnerOnce() throws Exception {
    TestApp.run(NO_OWNER, app -> {
      var first = app.request("GET", app.signInUrl(), null);
      assertThat(first.header("location")).isEqualTo("/set-up");
      var console = Colleague.of(app, first);
      var before = console.cookie();
      assertThat(console.api("GET", "/api/set-up").json().get("open").asBoolean())
          .isTrue();
      assertThat(console.api("GET", "/api/me").json().at("/signs_in_by/0").asText())
          .isEqualTo("console");
      assertThat(app.api("POST", "/api/set-up", ADA.formatted(ACME)).status()).isEqualTo(403);

      for (var body : List.of(
          ADA.formatted("{\"name\":\"Acme\",\"slug\":\"No Slug\"}"),
          ADA.formatted("null").replace(Colleague.PASSWORD, "elevenchars"),
          ADA.formatted("null").replace("Ada@us.test", "ada"),
          ADA.formatted("null").replace("\"Ada\"", "\" \""))) {
        assertThat(console.api("POST", "/api/set-up", body).status()).as(body).isEqualTo(400);
      }
      assertThat(console.api("POST", "/api/set-up", ADA.formatted(ACME)).status())
          .isEqualTo(201);

      assertThat(console.cookie()).isNotEqualTo(before);
      assertThat(app.request("GET", "/api/me", null, "cookie", before).status()).isEqualTo(401);
      var me = console.api("GET", "/api/me").json();
      assertThat(me.get("email").asText()).isEqualTo("ada@us.test");
      assertThat(me.get("server_owner").asBoolean()).isTrue();
      assertThat(
              console.api("GET", "/api/workspaces").json().at("/items/0/slug").asText())
          .isEqualTo("acme");
      assertThat(console.api("POST", "/api/set-up", ADA.formatted("null")).status())
          .isEqualTo(403);
      Colleague.signedIn(app, "ada@us.test", Colleague.PASSWORD);
    });
  }

  @Test
  void theNextStartsLinkIsTheOwnersWayBackIn() throws Exception {
    try (var database = new TestDatabase()) {
      TestApp.run(database, NO_OWNER, app -> {
        var console = Colleague.of(app, app.request("GET", app.signInUrl(), null));
        console.api("POST", "/api/set-up", ADA.formatted("null"));
      });
      TestApp.run(database, NO_OWNER, app -> {
        var reply = app.request("GET", app.signInUrl(), null);
        assertThat(reply.header("location")).startsWith("/reset?console#");
        assertThat(Colleague.of(app, reply)
                .api("GET", "/api/me")
                .json()
                .get("email")
                .asText())
            .isEqualTo("ada@us.test");

        var token = reply.header("location").replace("/reset?console#", "");
        var wanted = "{\"token\":\"" + token + "\",\"password\":\"another one than before\"}";
        assertThat(Colleague.post(app, "/reset", wanted).status()).isEqualTo(200);
        Colleague.signedIn(app, "ada@us.test", "another one than before");
      });
    }
  }

  @Test
  void ofTwoWhoSetUpOneIsTheOwner() throws Exception {
    TestApp.run(NO_OWNER, app -> {
      var console = Colleague.of(app, app.request("GET", app.signInUrl(), null));
      app.database()
          .execute("insert into accounts (email, server_owner) values ('first@us.test', true)");

      assertThat(console.api("POST", "/api/set-up", ADA.formatted(ACME)).status())
          .isEqualTo(401);
      assertThat(console.api("GET", "/api/workspaces").status())
          .as("the console's session ended")
          .isEqualTo(401);
      assertThat(app.database().count("select count(*) from workspaces")).isZero();
    });
  }

  @Test
  void aTakenSlugLeavesNothingHalfDone() throws Exception {
    TestApp.run(NO_OWNER, app -> {
      var console = Colleague.of(app, app.request("GET", app.signInUrl(), null));
      console.api("POST", "/api/workspaces", ACME);

      assertThat(console.api("POST", "/api/set-up", ADA.formatted(ACME)).status())
          .isEqualTo(409);
      assertThat(app.database().count("select count(*) from accounts")).isZero();
      assertThat(console.api("GET", "/api/set-up").json().get("has_workspace").asBoolean())
          .isTrue();
      assertThat(console.api("POST", "/api/set-up", ADA.formatted("null")).status())
          .isEqualTo(201);
    });
  }

  @Test
  void aServerOwnerMakesWorkspacesAndIsTheirOwner() throws Exception {
    TestApp.run(app -> {
      var owner = Colleague.signedIn(app, "owner@us.test", TestApp.OWNER_PASSWORD);
      var made = owner.api("POST", "/api/workspaces", ACME).json().get("id").asText();

      assertThat(owner
              .api("GET", "/api/workspaces/" + made + "/members")
              .json()
              .at("/items/0/role")
              .asText())
          .isEqualTo("owner");
      assertThat(app.database().value("select who from audit where what = 'workspace'"))
          .isEqualTo("owner@us.test");
    });
  }
}
