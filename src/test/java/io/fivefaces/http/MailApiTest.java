package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.domain.DkimKey;
import io.fivefaces.support.DkimCheck;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mail before it asks anybody: seen, tried, signed. */
class MailApiTest {

  @TempDir
  private Path directory;

  @Test
  void aDraftIsShownAndNothingOfItIsSaved() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var before = app.api("GET", "/api/workspaces/" + workspace + "/settings").body();

      var preview = preview(
          app,
          workspace,
          Map.of(
              "subject_template", "{{operator_name}} & {{customer_name}}",
              "intro_template", "About {{ticket_subject}} at {{workspace_name}}.",
              "brand_color", "#7a1fa2",
              "sender_name", "Lumen <b>Care</b>"));

      assertThat(preview.get("subject").asText()).isEqualTo("Bo & Ada");
      assertThat(preview.get("from").asText()).isEqualTo("Lumen <b>Care</b> <surveys@us.test>");
      assertThat(preview.get("html").asText())
          .contains("About Invoice 88 at Acme.", "#7a1fa2")
          .contains("/s/test?score=5", "/u/test");
      assertThat(preview.get("text").asText()).startsWith("About Invoice 88 at Acme.\n\n");
      assertThat(app.api("GET", "/api/workspaces/" + workspace + "/settings").body())
          .isEqualTo(before);
      assertThat(app.mail().getReceivedMessages()).isEmpty();
    });
  }

  @Test
  void whatIsSavedIsShownWhereTheDraftSaysNothing() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      app.settings(
          workspace, Map.of("subject_template", "Saved", "sender_email", "care@lumen.test"));

      assertThat(preview(app, workspace, Map.of()).get("subject").asText()).isEqualTo("Saved");
      assertThat(preview(app, workspace, Map.of("subject_template", ""))
              .get("subject")
              .asText())
          .isEqualTo("How did we do with \"Invoice 88\"?");
      assertThat(preview(app, workspace, Map.of()).get("from").asText())
          .isEqualTo("Acme <care@lumen.test>");
    });
  }

  @Test
  void theMailOfNpsIsShownAndTriedWithItsOwnTemplates() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      app.settings(
          workspace,
          Map.of("subject_template", "A talk", "nps_intro_template", "Hello {{customer_name}},"));
      var draft = Map.of("nps_subject_template", "{{workspace_name}} and you");

      var preview =
          app.api("POST", path(workspace) + "/preview?kind=nps", draft).json();

      assertThat(preview.get("subject").asText()).isEqualTo("Acme and you");
      assertThat(preview.get("text").asText()).startsWith("Hello Ada,\n\n");
      assertThat(preview.get("html").asText()).contains("/s/test?score=0", "/s/test?score=10");
      assertThat(preview(app, workspace, draft).get("subject").asText()).isEqualTo("A talk");
      assertThat(app.api("POST", path(workspace) + "/preview?kind=ces", draft).status())
          .isEqualTo(400);

      var sent = app.api(
          "POST", path(workspace) + "/test?kind=nps", Map.of("to", "bo@us.test", "draft", draft));
      assertThat(sent.status()).isEqualTo(200);
      var mail = app.mail().getReceivedMessages()[0];
      assertThat(mail.getSubject()).isEqualTo("Acme and you");
      assertThat(mail.getHeader("List-Unsubscribe")[0]).isEqualTo("<" + app.url("/u/test") + ">");
    });
  }

  @Test
  void aDraftThatCouldNotBeSavedIsRefused() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      for (var body : List.of(
          "{\"brand_color\":\"red\"}",
          "{\"locale\":\"xx\"}",
          "{\"subject_template\":\"a\\nb\"}",
          "{\"logo_url\":\"http://x.test/a.png\"}",
          "{\"sender_email\":\"ceo@bank.test\"}",
          "{\"csat_enabled\":true}",
          "{\"subject_template\":1}",
          "[]",
          "")) {
        var reply = app.api("POST", path(workspace) + "/preview", body);
        assertThat(reply.status()).as(body).isEqualTo(400);
      }
      assertThat(app.api("POST", path("999") + "/preview", Map.of()).status()).isEqualTo(404);
    });
  }

  @Test
  void aTestGoesOutAsSurveysDoAndItsLinksRecordNothing() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();

      var sent = app.api(
          "POST",
          path(workspace) + "/test",
          Map.of("to", "bo@us.test", "draft", Map.of("subject_template", "A test")));

      assertThat(sent.json())
          .isEqualTo(json("{\"to\":\"bo@us.test\",\"sent\":true,\"reason\":null}"));
      var mail = app.mail().getReceivedMessages()[0];
      assertThat(mail.getSubject()).isEqualTo("A test");
      assertThat(mail.getAllRecipients()[0].toString()).isEqualTo("bo@us.test");
      assertThat(mail.getHeader("List-Unsubscribe")[0]).isEqualTo("<" + app.url("/u/test") + ">");
      assertThat(mail.getHeader("X-Fivefaces-Invite")).isNull();
      for (var link : List.of("/s/test?score=4", "/u/test")) {
        var page = app.request("GET", link, null);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("only a test").doesNotContain("<form");
      }
      assertThat(app.request(
                  "POST",
                  "/u/test",
                  "List-Unsubscribe=One-Click",
                  "content-type",
                  "application/x-www-form-urlencoded")
              .body())
          .contains("only a test");
      assertThat(app.database().count("select count(*) from suppressions")).isZero();
      assertThat(app.database().count("select count(*) from survey_invites")).isZero();
      assertThat(app.database()
              .rows("select who, what, after ->> 'to' as to from audit where what = 'test mail'"))
          .isEqualTo(List.of(Map.of("who", "admin key", "what", "test mail", "to", "bo@us.test")));
    });
  }

  @Test
  void everyTestIsAMailOfItsOwn() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      for (int i = 0; i < 2; i++) {
        app.api("POST", path(workspace) + "/test", Map.of("to", "bo@us.test"));
      }
      var mails = app.mail().getReceivedMessages();

      assertThat(Set.of(mails[0].getHeader("Message-ID")[0], mails[1].getHeader("Message-ID")[0]))
          .hasSize(2);
    });
  }

  @Test
  void aKeyThatIsNobodysHasToSayToWhom() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      for (var body : List.of("{}", "{\"to\":\"\"}", "{\"to\":\"a@b.test\\r\\nBcc: c@d.test\"}")) {
        assertThat(app.api("POST", path(workspace) + "/test", body).status()).isEqualTo(400);
      }
      assertThat(app.mail().getReceivedMessages()).isEmpty();
    });
  }

  @Test
  void aFewTestsAMinuteAreEnough() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var other = app.newWorkspace();
      for (int i = 0; i < 5; i++) {
        assertThat(app.api("POST", path(workspace) + "/test", Map.of("to", "bo@us.test"))
                .status())
            .isEqualTo(200);
      }

      var refused = app.api("POST", path(workspace) + "/test", Map.of("to", "bo@us.test"));

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("retry-after")).isEqualTo("60");
      assertThat(
              app.api("POST", path(other) + "/test", Map.of("to", "bo@us.test")).status())
          .isEqualTo(200);
    });
  }

  @Test
  void aRelayThatIsAwayIsSaid() throws Exception {
    TestApp.run(Map.of("FIVEFACES_SMTP_URL", "smtp://relay.invalid:25"), app -> {
      var reply = app.api("POST", path(app.newWorkspace()) + "/test", Map.of("to", "bo@us.test"));

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().get("sent").asBoolean()).isFalse();
      assertThat(reply.json().get("reason").asText()).contains("the relay could not be used");
    });
  }

  @Test
  void aMailIsSignedByTheRecordThatIsShown() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newAskingWorkspace();
      app.settings(workspace, Map.of("sender_email", "care@Lumen.test"));
      var source = app.newSource(workspace);
      app.hook(source, Samples.closedTalk("4711"));
      app.withInvite(workspace, "4711", "sent");

      var record = app.api("GET", path(workspace) + "/dkim").json();
      var check = received(app, 0);

      assertThat(record.get("domain").asText()).isEqualTo("lumen.test");
      assertThat(record.get("name").asText())
          .isEqualTo(record.get("selector").asText() + "._domainkey.lumen.test");
      assertThat(check.passes(dns(record))).isTrue();
      assertThat(app.api("GET", path(workspace) + "/dkim").json()).isEqualTo(record);
    });
  }

  @Test
  void noWorkspaceCanSignAsAnother() throws Exception {
    TestApp.run(app -> {
      var honest = app.newWorkspace();
      var other = app.newWorkspace();
      for (var workspace : List.of(honest, other)) {
        app.settings(workspace, Map.of("sender_email", "care@lumen.test"));
        app.api("POST", path(workspace) + "/test", Map.of("to", "bo@us.test"));
      }
      var published = dns(app.api("GET", path(honest) + "/dkim").json());

      assertThat(received(app, 0).passes(published)).isTrue();
      assertThat(received(app, 1).isSigned()).isTrue();
      assertThat(received(app, 1).passes(published)).isFalse();
    });
  }

  @Test
  void theServersSenderHasOneKeyForAllAndItsOperatorMayBringIt() throws Exception {
    var key = DkimKey.make("us.test");
    var pem = "-----BEGIN PRIVATE KEY-----\n" + key.privateKey() + "\n-----END PRIVATE KEY-----\n";
    var file = Files.writeString(directory.resolve("dkim.pem"), pem);
    var environment =
        Map.of("FIVEFACES_DKIM_KEY_FILE", file.toString(), "FIVEFACES_DKIM_SELECTOR", "mine");
    TestApp.run(environment, app -> {
      var one = app.newWorkspace();
      var two = app.newWorkspace();
      app.settings(two, Map.of("sender_email", "surveys@us.test"));
      app.api("POST", path(one) + "/test", Map.of("to", "bo@us.test"));
      var record = app.api("GET", path(two) + "/dkim").json();

      assertThat(record.get("name").asText()).isEqualTo("mine._domainkey.us.test");
      assertThat(record.get("value").asText()).endsWith(key.publicKey());
      assertThat(received(app, 0).passes(dns(record))).isTrue();
      assertThat(app.database().count("select count(*) from dkim_keys")).isZero();
    });
  }

  @Test
  void noPrivateKeyIsStoredInTheClearAndAWorkspaceKeepsAFew() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      app.database().execute("""
              insert into dkim_keys (workspace_id, domain, selector, private_key, created_at)
              select %s, 'l' || i || '.test', 's', ''::bytea, moment() - i * interval '1 day'
              from generate_series(1, 20) as i""".formatted(workspace));
      app.settings(workspace, Map.of("sender_email", "care@lumen.test"));
      app.api("GET", path(workspace) + "/dkim");

      assertThat(app.database().count("select count(*) from dkim_keys")).isEqualTo(20);
      assertThat(app.database().count("select count(*) from dkim_keys where domain = 'l20.test'"))
          .isZero();
      // what a PKCS#8 text of an RSA key begins with
      assertThat(
              app.database()
                  .count(
                      "select count(*) from dkim_keys where position('MII' in encode(private_key, 'escape')) > 0"))
          .isZero();
    });
  }

  @Test
  void aKeyThatNobodyCanOpenAnyMoreIsReplaced() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      app.settings(workspace, Map.of("sender_email", "care@lumen.test"));
      var before = app.api("GET", path(workspace) + "/dkim").json();
      app.database()
          .execute("update dkim_keys set private_key = '0123456789abcdef0123456789abcdef'");

      var after = app.api("GET", path(workspace) + "/dkim").json();

      assertThat(after.get("name")).isNotEqualTo(before.get("name"));
      assertThat(app.api("GET", path(workspace) + "/dkim").json()).isEqualTo(after);
    });
  }

  @Test
  void bouncesComeBackToTheMailboxThatWasConfigured() throws Exception {
    TestApp.run(Map.of("FIVEFACES_BOUNCE_ADDRESS", "bounces@us.test"), app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      app.hook(source, Samples.closedTalk("4711"));
      app.withInvite(workspace, "4711", "sent");

      assertThat(raw(app, 0))
          .containsPattern("Return-Path: <bounces\\+" + workspace + "\\.[0-9]+\\.1-");
    });
  }

  private static JsonNode preview(TestApp app, String workspace, Map<String, String> draft) {
    return app.api("POST", path(workspace) + "/preview", draft).json();
  }

  private static JsonNode json(String text) {
    return new TestApp.Reply(200, text, Map.of()).json();
  }

  private static String path(String workspace) {
    return "/api/workspaces/" + workspace + "/mail";
  }

  private static Map<String, String> dns(JsonNode record) {
    return Map.of(record.get("name").asText(), record.get("value").asText());
  }

  private static DkimCheck received(TestApp app, int number) throws Exception {
    return DkimCheck.of(raw(app, number));
  }

  private static String raw(TestApp app, int number) throws Exception {
    var bytes = new ByteArrayOutputStream();
    app.mail().getReceivedMessages()[number].writeTo(bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
