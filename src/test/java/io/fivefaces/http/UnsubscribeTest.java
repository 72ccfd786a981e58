package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who has had enough says so once, and it holds. */
class UnsubscribeTest {

  private static final Pattern LINK = Pattern.compile("<http://[^>]+(/u/[A-Za-z0-9_-]{44})>");
  private static final String BOUNDARY = "----x";
  private static final String MULTIPART = "--" + BOUNDARY
      + "\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--"
      + BOUNDARY + "--\r\n";

  @Test
  void lookingAtThePageChangesNothing() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var link = mailed(app, app.newSource(app.newAskingWorkspace()), "4711");

      for (var method : List.of("HEAD", "GET", "GET")) {
        assertThat(app.request(method, link, null).status()).isEqualTo(200);
      }
      var page = app.request("GET", link, null);
      assertThat(page.body()).contains("Stop these surveys?", "<form method=\"post\"", "Acme");
      assertThat(page.body()).doesNotContain("ada@customer.test", "<script", "onclick");
      assertThat(page.header("set-cookie")).isEmpty();
      assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
      assertThat(page.header("cache-control")).isEqualTo("no-store");
      assertThat(page.header("content-security-policy")).contains("frame-ancestors 'none'");
      assertThat(app.database().count("select count(*) from suppressions")).isZero();
    });
  }

  @Test
  void aMailProgramUnsubscribesWithOneClick() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var link = mailed(app, source, "4711");

      var done = click(app, link, "List-Unsubscribe=One-Click");

      assertThat(done.status()).isEqualTo(200);
      assertThat(done.body()).contains("You are unsubscribed");
      assertThat(done.header("set-cookie")).isEmpty();
      assertThat(app.database().rows("select workspace_id, email, reason from suppressions"))
          .isEqualTo(List.of(Map.of(
              "workspace_id", source.workspace(),
              "email", "ada@customer.test",
              "reason", "unsubscribed")));
      app.hook(source, Samples.closedTalk("4712"));
      assertThat(app.judged(source.workspace(), "4712").get("reason").asText())
          .isEqualTo("deliverable");
    });
  }

  @Test
  void anotherSpellingOfTheFormIsTakenToo() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var link = mailed(app, app.newSource(app.newAskingWorkspace()), "4711");

      var done = app.request(
          "POST", link, MULTIPART, "content-type", "multipart/form-data; boundary=" + BOUNDARY);

      assertThat(done.status()).isEqualTo(200);
      assertThat(app.database().count("select count(*) from suppressions")).isEqualTo(1);
    });
  }

  @Test
  void whatIsPendingForTheAddressIsNotSent() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      var link = mailed(app, source, "4711");
      app.settings(workspace, Map.of("send_delay", "1h"));
      app.hook(source, Samples.closedTalk("4712"));
      app.withInvite(workspace, "4712", "scheduled");

      click(app, link, "choice=unsubscribe");
      app.advance(Duration.ofHours(2));

      var cancelled = app.withInvite(workspace, "4712", "cancelled");
      assertThat(cancelled.at("/invite/reason").asText()).isEqualTo("deliverable");
      assertThat(app.database().count("select count(*) from mailbox")).isEqualTo(1);
    });
  }

  @Test
  void theSecondTimeItSaysThatItIsDone() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var link = mailed(app, app.newSource(app.newAskingWorkspace()), "4711");
      click(app, link, "choice=unsubscribe");

      var again = click(app, link, "List-Unsubscribe=One-Click");

      assertThat(again.status()).isEqualTo(200);
      assertThat(again.body()).contains("You are unsubscribed already");
      assertThat(app.request("GET", link, null).body())
          .contains("You are unsubscribed already", "Subscribe again");
      assertThat(app.database().count("select count(*) from suppressions")).isEqualTo(1);
      assertThat(app.database().rows("select who, what from audit where who = 'customer'"))
          .isEqualTo(List.of(Map.of("who", "customer", "what", "unsubscribed")));
    });
  }

  @Test
  void theWayBackIsAButtonToo() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var link = mailed(app, source, "4711");
      click(app, link, "choice=unsubscribe");

      assertThat(click(app, link, "choice=again").body()).contains("You are subscribed again");
      assertThat(click(app, link, "choice=again").body()).contains("You are subscribed again");

      assertThat(app.database().count("select count(*) from suppressions")).isZero();
      assertThat(app.database().count("select count(*) from audit where what = 'subscribed again'"))
          .isEqualTo(1);
      mailed(app, source, "4712");
    });
  }

  @Test
  void theCustomersOwnWordReplacesWhatARelaySaid() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var link = mailed(app, source, "4711");
      app.database()
          .execute(
              "insert into suppressions (workspace_id, email, reason, detail, provider) values ("
                  + source.workspace()
                  + ", 'ada@customer.test', 'bounced', 'mailbox gone', 'ses')");

      click(app, link, "choice=unsubscribe");

      var listed = app.api("GET", "/api/workspaces/" + source.workspace() + "/suppressions")
          .json()
          .at("/items/0");
      assertThat(listed.get("reason").asText()).isEqualTo("unsubscribed");
      assertThat(listed.get("detail").isNull()).isTrue();
      assertThat(listed.get("provider").isNull()).isTrue();
      assertThat(listed.get("conversation").asText()).isEqualTo("4711");
      assertThat(app.database()
              .rows("select before->>'reason' as was, after->>'reason' as now from audit"
                  + " where who = 'customer'"))
          .containsExactly(Map.of("was", "bounced", "now", "unsubscribed"));
    });
  }

  @Test
  void whatOthersSaidOfTheAddressIsNotTakenBack() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var link = mailed(app, source, "4711");
      app.database()
          .execute("insert into suppressions (workspace_id, email, reason) values ("
              + source.workspace() + ", 'ada@customer.test', 'complained')");

      assertThat(app.request("GET", link, null).body())
          .contains("You are unsubscribed already")
          .doesNotContain("<form");
      assertThat(click(app, link, "choice=again").body()).doesNotContain("subscribed again");
      assertThat(click(app, link, "choice=unsubscribe").status()).isEqualTo(200);

      assertThat(app.database().value("select reason from suppressions")).isEqualTo("complained");
    });
  }

  @Test
  void itHoldsInThatWorkspaceOnly() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var link = mailed(app, app.newSource(app.newAskingWorkspace()), "4711");
      click(app, link, "choice=unsubscribe");

      mailed(app, app.newSource(app.newAskingWorkspace()), "4711");
    });
  }

  @Test
  void aFormThatChoosesNothingChangesNothing() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var link = mailed(app, app.newSource(app.newAskingWorkspace()), "4711");

      for (var body : List.of("", "x=y", "choice=", "List-Unsubscribe=no", "%%%", "choice=%00")) {
        var refused = click(app, link, body);
        assertThat(refused.status()).as(body).isEqualTo(400);
      }
      assertThat(app.request("POST", link, "{}", "content-type", "application/json")
              .status())
          .isEqualTo(400);
      assertThat(click(app, link, "a".repeat(20_000)).status()).isEqualTo(413);
      assertThat(app.database().count("select count(*) from suppressions")).isZero();
    });
  }

  @Test
  void everyForgedLinkGetsOneAnswer() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var link = mailed(app, app.newSource(app.newAskingWorkspace()), "4711");
      var last = link.charAt(10) == 'A' ? 'B' : 'A';
      var forged = List.of(
          "/u/x",
          "/u/" + "A".repeat(44),
          link.substring(0, 10) + last + link.substring(11),
          link + "A",
          link.substring(0, link.length() - 1),
          "/u/" + "A".repeat(2000));

      for (var one : forged) {
        for (var reply :
            List.of(app.request("GET", one, null), click(app, one, "choice=unsubscribe"))) {
          assertThat(reply.status()).as(one).isEqualTo(404);
          assertThat(reply.body()).contains("This link does not work");
        }
      }
      assertThat(app.database().count("select count(*) from suppressions")).isZero();
    });
  }

  /** The link that the mail's header has, which its footer has too. */
  private static String mailed(TestApp app, TestSource source, String conversation) {
    app.hook(source, Samples.closedTalk(conversation));
    app.withInvite(source.workspace(), conversation, "sent");
    var box = "/api/workspaces/" + source.workspace() + "/mailbox";
    var id = app.api("GET", box).json().at("/items/0/id").asText();
    var mail = app.api("GET", box + "/" + id).json();
    var headers = mail.get("headers").findValuesAsText("value");
    assertThat(headers).contains("List-Unsubscribe=One-Click");
    var link = headers.stream()
        .map(LINK::matcher)
        .filter(match -> match.matches())
        .map(match -> match.group(1))
        .findFirst()
        .orElseThrow();
    assertThat(mail.get("text").asText()).contains(link);
    assertThat(mail.get("html").asText()).contains(link);
    return link;
  }

  private static Reply click(TestApp app, String link, String body) {
    return app.request("POST", link, body, "content-type", "application/x-www-form-urlencoded");
  }
}
