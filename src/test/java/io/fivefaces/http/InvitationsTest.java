package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Colleague;
import io.fivefaces.support.TestApp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The link that asks somebody to join. */
class InvitationsTest {

  private static String invitations(String workspace) {
    return "/api/workspaces/" + workspace + "/invitations";
  }

  private static Reply look(TestApp app, String token, String... headers) {
    return Colleague.post(app, "/invitation", "{\"token\":\"" + token + "\"}", headers);
  }

  private static String mailed(TestApp app) throws Exception {
    app.until("a mail arrives", () -> app.mail().getReceivedMessages().length, some -> some > 0);
    return app.mail().getReceivedMessages()[0].getContent().toString();
  }

  @Test
  void itIsMailedShownOnceAndLeadsIn() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var invited = Colleague.invite(app, workspace, "Bo@Us.test", "agent");
      var token = Colleague.token(invited);

      assertThat(invited.status()).isEqualTo(201);
      assertThat(mailed(app)).contains("#" + token, "admin key invites you", "as an agent");
      assertThat(app.until(
                  "the mail is known to be sent",
                  () -> app.api("GET", invitations(workspace)),
                  list -> list.json().at("/items/0/mail").asText().equals("sent"))
              .body())
          .contains("bo@us.test")
          .doesNotContain(token);
      assertThat(app.database().value("select encode(token_hash, 'escape') from invitations"))
          .doesNotContain(token);
      var welcome = look(app, token).json();
      assertThat(welcome.get("workspace").asText()).isEqualTo("Acme");
      assertThat(welcome.get("email").asText()).isEqualTo("bo@us.test");
      assertThat(welcome.get("has_account").asBoolean()).isFalse();

      assertThat(Colleague.accept(app, token, "eleven char").status()).isEqualTo(400);
      var bo = Colleague.of(app, Colleague.accept(app, token, Colleague.PASSWORD));

      assertThat(bo.api("GET", "/api/me").json().get("name").asText()).isEqualTo("Bo");
      assertThat(bo.api("GET", "/api/workspaces").json().at("/items/0/id").asText())
          .isEqualTo(workspace);
      assertThat(app.api("GET", invitations(workspace)).json().get("items")).isEmpty();
      assertThat(Colleague.accept(app, token, Colleague.PASSWORD).status()).isEqualTo(410);
      assertThat(Colleague.signedIn(app, "bo@us.test", Colleague.PASSWORD)).isNotNull();
    });
  }

  @Test
  void itIsGoodForSevenDays() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var token = Colleague.token(Colleague.invite(app, workspace, "bo@us.test", "agent"));
      app.advance(Duration.ofDays(7).minusMinutes(1));
      assertThat(look(app, token).status()).isEqualTo(200);

      app.advance(Duration.ofMinutes(2));
      assertThat(look(app, token).status()).isEqualTo(410);
      assertThat(Colleague.accept(app, token, Colleague.PASSWORD).status()).isEqualTo(410);
      assertThat(Colleague.invite(app, workspace, "bo@us.test", "admin").status())
          .as("invited anew")
          .isEqualTo(201);
    });
  }

  @Test
  void onceWithdrawnOrSentAgainItsLinkIsOver() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var invited = Colleague.invite(app, workspace, "bo@us.test", "agent");
      assertThat(Colleague.invite(app, workspace, "bo@us.test", "agent").status())
          .isEqualTo(409);
      var one =
          invitations(workspace) + "/" + invited.json().at("/invitation/id").asText();

      var again = app.api("POST", one + "/resend");
      assertThat(look(app, Colleague.token(invited)).status()).isEqualTo(410);
      assertThat(look(app, Colleague.token(again)).status()).isEqualTo(200);

      assertThat(app.api("DELETE", one).status()).isEqualTo(200);
      assertThat(look(app, Colleague.token(again)).status()).isEqualTo(410);
      assertThat(app.api("DELETE", one).status()).isEqualTo(404);
      assertThat(app.api("POST", one + "/resend").status()).isEqualTo(404);
      for (var made : List.of("", "x", "1_" + "A".repeat(43), "999999999_" + "A".repeat(43))) {
        assertThat(look(app, made).status()).as(made).isEqualTo(410);
      }
      assertThat(look(app, "x", "origin", "https://evil.test").status()).isEqualTo(403);
    });
  }

  @Test
  void anAccountMadeByAnotherWorkspacesLinkOpensNothingOfThisOne() throws Exception {
    TestApp.run(app -> {
      var admin = Colleague.invited(app, app.newWorkspace(), "eve@us.test", "admin");
      var theirs = admin.api("GET", "/api/workspaces").json().at("/items/0/id").asText();
      // whoever invites sees the link, and can follow it in the name of somebody else
      var asTheBoss = Colleague.invited(app, theirs, "boss@us.test", "agent");
      var ours = app.newWorkspace();

      var invited = Colleague.invite(app, ours, "boss@us.test", "owner");

      assertThat(invited.status()).isEqualTo(201);
      assertThat(asTheBoss.api("GET", "/api/workspaces").json().get("items")).hasSize(1);
      assertThat(asTheBoss.api("GET", "/api/workspaces/" + ours).status()).isEqualTo(404);

      var accepted = Colleague.accept(app, Colleague.token(invited), Colleague.PASSWORD);
      assertThat(accepted.status()).isEqualTo(200);
      assertThat(
              Colleague.of(app, accepted).api("GET", "/api/workspaces").json().get("items"))
          .hasSize(2);
      assertThat(Colleague.invite(app, ours, "boss@us.test", "agent").status()).isEqualTo(409);
    });
  }

  @Test
  void whoGotAnAccountMeanwhileAcceptsWithItsPassword() throws Exception {
    TestApp.run(app -> {
      var first = app.newWorkspace();
      var second = app.newWorkspace();
      var third = app.newWorkspace();
      var toSecond = Colleague.token(Colleague.invite(app, second, "bo@us.test", "agent"));
      var toThird = Colleague.token(Colleague.invite(app, third, "bo@us.test", "agent"));
      var bo = Colleague.invited(app, first, "bo@us.test", "agent");
      var eve = Colleague.invited(app, first, "eve@us.test", "agent");

      assertThat(look(app, toSecond).json().get("has_account").asBoolean()).isTrue();
      assertThat(Colleague.accept(app, toSecond, "another password").status()).isEqualTo(403);
      assertThat(Colleague.accept(app, toSecond, "another password", "cookie", eve.cookie())
              .status())
          .isEqualTo(403);
      assertThat(Colleague.accept(app, toSecond, Colleague.PASSWORD).status()).isEqualTo(200);

      assertThat(
              look(app, toThird, "cookie", bo.cookie()).json().get("signed_in").asBoolean())
          .isTrue();
      assertThat(Colleague.post(
                  app,
                  "/invitation/accept",
                  "{\"token\":\"" + toThird + "\"}",
                  "cookie",
                  bo.cookie())
              .status())
          .isEqualTo(200);
      assertThat(Colleague.signedIn(app, "bo@us.test", Colleague.PASSWORD)
              .api("GET", "/api/workspaces")
              .json()
              .get("items"))
          .hasSize(3);
    });
  }

  @Test
  void withoutARelayTheMailIsInTheMailboxUnlessItMakesAnOwner() throws Exception {
    TestApp.run(Map.of("FIVEFACES_SMTP_URL", ""), app -> {
      var workspace = app.newWorkspace();
      Colleague.invite(app, workspace, "boss@us.test", "owner");
      Colleague.invite(app, workspace, "bo@us.test", "agent");

      var list = app.until(
          "the mails are dealt with",
          () -> app.api("GET", invitations(workspace)).json(),
          json -> json.findValuesAsText("mail").equals(List.of("not_sent", "kept")));
      assertThat(list.at("/items/0/mail_problem").asText()).contains("hand the link over yourself");
      var mails =
          app.api("GET", "/api/workspaces/" + workspace + "/mailbox").json().get("items");
      assertThat(mails).hasSize(1);
      assertThat(mails.get(0).get("to").asText()).isEqualTo("bo@us.test");
    });
  }

  @Test
  void thatTheMailWasNotSentIsShownToTheInviter() throws Exception {
    TestApp.run(Map.of("FIVEFACES_SMTP_URL", "smtp://127.0.0.1:1"), app -> {
      var workspace = app.newWorkspace();
      assertThat(Colleague.invite(app, workspace, "bo@us.test", "agent").status())
          .isEqualTo(201);

      app.until(
          "the failure is shown",
          () -> app.api("GET", invitations(workspace)).json(),
          json -> json.at("/items/0/mail").asText().equals("not_sent")
              && json.at("/items/0/mail_problem").asText().contains("relay"));
    });
  }
}
