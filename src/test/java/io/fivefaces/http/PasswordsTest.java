package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Colleague;
import io.fivefaces.support.TestApp;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Passwords that are changed, forgotten and chosen anew. */
class PasswordsTest {

  private static final Pattern LINK = Pattern.compile("/reset#(\\S+)");
  private static final String NEW = "another purple kettle";

  private static Reply forgot(TestApp app, String email) {
    return app.request(
        "POST",
        "/forgot",
        "email=" + email.replace("@", "%40"),
        "content-type",
        "application/x-www-form-urlencoded");
  }

  private static Reply reset(TestApp app, String token, String password) {
    return Colleague.post(
        app, "/reset", "{\"token\":\"" + token + "\",\"password\":\"" + password + "\"}");
  }

  /** The token of the newest mail, once so many arrived. */
  private static String mailed(TestApp app, int mails) throws Exception {
    app.until("a mail arrives", () -> app.mail().getReceivedMessages().length, n -> n == mails);
    var all = app.mail().getReceivedMessages();
    var link = LINK.matcher(all[all.length - 1].getContent().toString());
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  @Test
  void aMailedLinkIsGoodOnceAndEndsEverySession() throws Exception {
    TestApp.run(app -> {
      var owner = Colleague.signedIn(app, "owner@us.test", TestApp.OWNER_PASSWORD);
      assertThat(forgot(app, "Owner@us.test").header("location")).isEqualTo("/forgot?sent=1#sent");
      var token = mailed(app, 1);
      assertThat(app.database().value("select encode(token_hash, 'escape') from password_resets"))
          .doesNotContain(token);

      assertThat(reset(app, token, "too short").status()).isEqualTo(400);
      assertThat(reset(app, token, NEW).json().get("to").asText()).startsWith("/sign-in");

      assertThat(owner.api("GET", "/api/me").status()).isEqualTo(401);
      assertThat(reset(app, token, NEW).status()).isEqualTo(410);
      assertThat(Colleague.signIn(app, "owner@us.test", TestApp.OWNER_PASSWORD).header("location"))
          .contains("failed");
      Colleague.signedIn(app, "owner@us.test", NEW);
    });
  }

  @Test
  void aMailedLinkIsGoodForAnHour() throws Exception {
    TestApp.run(app -> {
      forgot(app, "owner@us.test");
      var token = mailed(app, 1);
      app.advance(Duration.ofMinutes(61));

      assertThat(reset(app, token, NEW).status()).isEqualTo(410);
      assertThat(reset(app, "made-up", NEW).status()).isEqualTo(410);
    });
  }

  @Test
  void askingAgainLeavesTheMailBeforeGoodAndAfterThreeNothingIsMailed() throws Exception {
    TestApp.run(app -> {
      forgot(app, "owner@us.test");
      var first = mailed(app, 1);
      forgot(app, "owner@us.test");
      mailed(app, 2);
      forgot(app, "owner@us.test");
      mailed(app, 3);
      assertThat(forgot(app, "owner@us.test").header("location")).isEqualTo("/forgot?sent=1#sent");

      assertThat(reset(app, first, NEW).status()).isEqualTo(200);
      assertThat(app.mail().getReceivedMessages()).hasSize(3);
      assertThat(app.database().count("select count(*) from password_resets")).isZero();
    });
  }

  @Test
  void anUnknownAddressIsAnsweredAlikeAndNotWrittenTo() throws Exception {
    TestApp.run(app -> {
      var known = forgot(app, "owner@us.test");
      for (var email : new String[] {"nobody@us.test", "no address", ""}) {
        var unknown = forgot(app, email);
        assertThat(unknown.status()).isEqualTo(known.status());
        assertThat(unknown.header("location")).isEqualTo(known.header("location"));
        assertThat(unknown.body()).isEqualTo(known.body());
      }
      mailed(app, 1);
      assertThat(app.database().count("select count(*) from password_resets")).isEqualTo(1);
    });
  }

  @Test
  void withoutARelayThePageSaysThatNothingIsMailed() throws Exception {
    TestApp.run(Map.of("FIVEFACES_SMTP_URL", ""), app -> {
      assertThat(forgot(app, "owner@us.test").header("location"))
          .isEqualTo("/forgot?unmailed=1#unmailed");
      assertThat(app.database().count("select count(*) from password_resets")).isZero();
    });
  }

  @Test
  void aChangedPasswordEndsTheOtherSessionsAndGivesThisOneAnotherToken() throws Exception {
    TestApp.run(app -> {
      var here = Colleague.signedIn(app, "owner@us.test", TestApp.OWNER_PASSWORD);
      var elsewhere = Colleague.signedIn(app, "owner@us.test", TestApp.OWNER_PASSWORD);
      var before = here.cookie();
      var body = "{\"old\":\"%s\",\"wanted\":\"" + NEW + "\"}";

      assertThat(here.api("POST", "/api/me/password", body.formatted("wrong")).status())
          .isEqualTo(400);
      assertThat(here.api("POST", "/api/me/password", body.formatted(TestApp.OWNER_PASSWORD))
              .status())
          .isEqualTo(200);

      assertThat(here.cookie()).isNotEqualTo(before);
      assertThat(here.api("GET", "/api/me").status()).isEqualTo(200);
      assertThat(elsewhere.api("GET", "/api/me").status()).isEqualTo(401);
      assertThat(app.request("GET", "/api/me", null, "cookie", before).status()).isEqualTo(401);
      Colleague.signedIn(app, "owner@us.test", NEW);
    });
  }

  @Test
  void sessionsAreListedAndEndedOneByOneOrAllAtOnce() throws Exception {
    TestApp.run(app -> {
      var here = Colleague.signedIn(app, "owner@us.test", TestApp.OWNER_PASSWORD);
      var second = Colleague.signedIn(app, "owner@us.test", TestApp.OWNER_PASSWORD);
      var third = Colleague.signedIn(app, "owner@us.test", TestApp.OWNER_PASSWORD);
      var stranger = Colleague.invited(app, app.newWorkspace(), "bo@us.test", "agent");
      var sessions = second.api("GET", "/api/me/sessions").json().get("items");
      assertThat(sessions).hasSize(3);
      assertThat(sessions.get(0).get("browser").asText()).isEqualTo("Java-http-client");
      var one = "";
      for (var session : sessions) {
        one = session.get("current").asBoolean() ? session.get("id").asText() : one;
      }

      assertThat(stranger.api("DELETE", "/api/me/sessions/" + one).status()).isEqualTo(404);
      assertThat(here.api("DELETE", "/api/me/sessions/" + one).status()).isEqualTo(200);
      assertThat(second.api("GET", "/api/me").status()).isEqualTo(401);
      assertThat(third.api("GET", "/api/me").status()).isEqualTo(200);

      assertThat(here.api("DELETE", "/api/me/sessions").json().get("ended").asInt())
          .isEqualTo(1);
      assertThat(third.api("GET", "/api/me").status()).isEqualTo(401);
      assertThat(here.api("GET", "/api/me").status()).isEqualTo(200);
    });
  }

  @Test
  void aKeyIsNobodyWithAnAccount() throws Exception {
    TestApp.run(app -> {
      var me = app.api("GET", "/api/me").json();
      assertThat(me.get("id").isNull()).isTrue();
      assertThat(me.at("/signs_in_by/0").asText()).isEqualTo("key");
      assertThat(app.api("PATCH", "/api/me", "{\"name\":\"Ada\"}").status()).isEqualTo(403);
      assertThat(app.api("DELETE", "/api/me/sessions").status()).isEqualTo(403);
    });
  }
}
