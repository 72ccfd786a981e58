package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Contract;
import io.fivefaces.support.TestApp;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignInTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  private static Reply signIn(TestApp app, String email, String password, String... headers) {
    var all =
        Stream.concat(Stream.of("content-type", FORM), Stream.of(headers)).toArray(String[]::new);
    return app.request(
        "POST", "/sign-in", "email=" + encoded(email) + "&password=" + encoded(password), all);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Reply owner(TestApp app, String... headers) {
    return signIn(app, "owner@us.test", TestApp.OWNER_PASSWORD, headers);
  }

  /** The cookie that an answer set, as a browser would send it. */
  private static String cookie(Reply reply) {
    return reply.header("set-cookie").split(";")[0];
  }

  private static int workspaces(TestApp app, String cookie) {
    return app.request("GET", "/api/workspaces", null, "cookie", cookie).status();
  }

  @Test
  void strangersGetNothingFromTheApi() throws Exception {
    TestApp.run(app -> {
      var operations = Contract.read().operations().stream()
          .filter(one -> one.path().startsWith("/api/"))
          .toList();
      assertThat(operations).hasSizeGreaterThan(10);
      for (var operation : operations) {
        var path = operation.path(Map.of("ws", app.newWorkspace()));
        for (var headers : List.of(
            List.of("x", "y"),
            List.of("authorization", "Bearer wrong"),
            List.of("authorization", "Bearer "),
            List.of("authorization", "Bearer"),
            List.of("authorization", TestApp.ADMIN_KEY),
            List.of("authorization", "Basic " + TestApp.ADMIN_KEY),
            List.of("authorization", "Bearer " + TestApp.ADMIN_KEY + "x"),
            List.of("cookie", "fivefaces="),
            List.of("cookie", "fivefaces=" + "A".repeat(43)))) {
          var reply = app.request(
              operation.method(),
              path,
              operation.method().equals("GET") ? null : "{}",
              Stream.concat(Stream.of("content-type", "application/json"), headers.stream())
                  .toArray(String[]::new));
          assertThat(reply.status()).as("%s %s", operation, headers).isEqualTo(401);
          assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
        }
      }
      assertThat(app.request("GET", "/api/no-such-thing", null).status()).isEqualTo(401);
    });
  }

  @Test
  void theOwnersPasswordOpensASession() throws Exception {
    TestApp.run(app -> {
      var reply = owner(app);

      assertThat(reply.status()).isEqualTo(303);
      assertThat(reply.header("location")).isEqualTo("/analytics");
      assertThat(reply.header("cache-control")).isEqualTo("no-store");
      assertThat(reply.header("set-cookie"))
          .startsWith("fivefaces=")
          .contains("Path=/", "HTTPOnly", "SameSite=Lax", "Max-Age=1209600")
          .doesNotContain("Secure", "Domain");
      assertThat(workspaces(app, cookie(reply))).isEqualTo(200);
      assertThat(cookie(owner(app))).isNotEqualTo(cookie(reply));
      assertThat(app.database()
              .value("select string_agg(encode(token_hash, 'escape'), '') from sessions"))
          .doesNotContain(cookie(reply).substring("fivefaces=".length()));
    });
  }

  @Test
  void behindHttpsTheCookieIsBoundToTheHost() throws Exception {
    TestApp.run(Map.of("FIVEFACES_BASE_URL", "https://surveys.us.test"), app -> {
      var reply = owner(app);

      assertThat(reply.header("set-cookie"))
          .startsWith("__Host-fivefaces=")
          .contains("Secure", "Path=/", "HTTPOnly");
      assertThat(workspaces(app, cookie(reply))).isEqualTo(200);
      assertThat(workspaces(app, cookie(reply).replace("__Host-", ""))).isEqualTo(401);
    });
  }

  @Test
  void aWrongPasswordAndAnUnknownAddressAreToldAlike() throws Exception {
    TestApp.run(app -> {
      for (var reply : List.of(
          signIn(app, "owner@us.test", "wrong"),
          signIn(app, "owner@us.test", ""),
          signIn(app, "nobody@us.test", TestApp.OWNER_PASSWORD),
          signIn(app, "", ""))) {
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("location")).isEqualTo("/sign-in?failed=1#failed");
        assertThat(reply.header("set-cookie")).isEmpty();
      }
      assertThat(signIn(app, " Owner@US.test ", TestApp.OWNER_PASSWORD).header("location"))
          .isEqualTo("/analytics");
    });
  }

  @Test
  void tenTriesAMinuteAreEnough() throws Exception {
    TestApp.run(app -> {
      // all within one minute of the clock
      app.clock().advance(Duration.ofSeconds(60 - app.clock().instant().getEpochSecond() % 60));
      for (int tried = 0; tried < 10; tried++) {
        assertThat(signIn(app, "owner@us.test", "wrong").header("location"))
            .isEqualTo("/sign-in?failed=1#failed");
      }
      assertThat(owner(app).header("location")).isEqualTo("/sign-in?throttled=1#throttled");

      app.clock().advance(Duration.ofMinutes(1));
      assertThat(owner(app).header("location")).isEqualTo("/analytics");
    });
  }

  @Test
  void whoSignsOutIsAStrangerAgain() throws Exception {
    TestApp.run(app -> {
      var cookie = cookie(owner(app));
      var other = cookie(owner(app));

      var out = app.request("POST", "/sign-out", "", "cookie", cookie);
      assertThat(out.status()).isEqualTo(303);
      assertThat(out.header("location")).isEqualTo("/sign-in");
      assertThat(out.header("set-cookie")).startsWith("fivefaces=;").contains("Max-Age=0");
      assertThat(workspaces(app, cookie)).isEqualTo(401);
      assertThat(workspaces(app, other)).isEqualTo(200);
      assertThat(app.request("POST", "/sign-out", "").status()).isEqualTo(303);
    });
  }

  @Test
  void aSessionEndsAfterFourteenDays() throws Exception {
    TestApp.run(app -> {
      var cookie = cookie(owner(app));
      for (int day = 0; day < 13; day++) {
        app.advance(Duration.ofDays(1));
        assertThat(workspaces(app, cookie)).isEqualTo(200);
      }
      app.advance(Duration.ofDays(1).minusMinutes(1));
      assertThat(workspaces(app, cookie)).isEqualTo(200);

      app.advance(Duration.ofMinutes(2));
      assertThat(workspaces(app, cookie)).isEqualTo(401);
    });
  }

  @Test
  void aSessionThatNobodyUsesEndsAfterThreeDays() throws Exception {
    TestApp.run(app -> {
      var cookie = cookie(owner(app));
      app.advance(Duration.ofDays(3).minusMinutes(1));
      assertThat(workspaces(app, cookie)).isEqualTo(200);
      app.advance(Duration.ofDays(3).minusMinutes(1));
      assertThat(workspaces(app, cookie)).isEqualTo(200);

      app.advance(Duration.ofDays(3).plusMinutes(1));
      assertThat(workspaces(app, cookie)).isEqualTo(401);
    });
  }

  @Test
  void thatASessionWasUsedIsWrittenOnceAMinute() throws Exception {
    TestApp.run(app -> {
      var cookie = cookie(owner(app));
      var seen = "select seen_at::text from sessions";
      var first = app.database().value(seen);
      workspaces(app, cookie);
      assertThat(app.database().value(seen)).isEqualTo(first);

      app.advance(Duration.ofSeconds(61));
      workspaces(app, cookie);
      assertThat(app.database().value(seen)).isNotEqualTo(first);
    });
  }

  @Test
  void whoSignsInAnewGetsAnotherSessionInPlaceOfTheOld() throws Exception {
    TestApp.run(app -> {
      var before = cookie(owner(app));
      var after = cookie(owner(app, "cookie", before));

      assertThat(after).isNotEqualTo(before);
      assertThat(workspaces(app, before)).isEqualTo(401);
      assertThat(workspaces(app, after)).isEqualTo(200);
    });
  }

  @Test
  void strangersWhoGuessDoNotLockTheOwnersBrowserOut() throws Exception {
    TestApp.run(app -> {
      app.clock().advance(Duration.ofSeconds(60 - app.clock().instant().getEpochSecond() % 60));
      var signedIn = owner(app);
      var known = signedIn.headers().get("set-cookie").stream()
          .map(cookie -> cookie.split(";")[0])
          .filter(cookie -> cookie.startsWith("fivefaces-known="))
          .findFirst()
          .orElseThrow();
      for (int tried = 0; tried < 20; tried++) {
        signIn(app, "owner@us.test", "wrong");
      }

      assertThat(owner(app).header("location")).isEqualTo("/sign-in?throttled=1#throttled");
      assertThat(owner(app, "cookie", known).header("location")).isEqualTo("/analytics");
      assertThat(owner(app, "cookie", "fivefaces-known=" + "A".repeat(43)).header("location"))
          .isEqualTo("/sign-in?throttled=1#throttled");
      assertThat(signIn(app, "else@us.test", "wrong", "cookie", known).header("location"))
          .isEqualTo("/sign-in?throttled=1#throttled");
    });
  }

  @Test
  void whatOtherSitesSendInANameOfTheirVisitorsIsRefused() throws Exception {
    TestApp.run(app -> {
      var cookie = cookie(owner(app));
      var settings = "/api/workspaces/" + app.newWorkspace() + "/settings";
      var here = "http://localhost:" + URI.create(app.url("/")).getPort();
      for (var headers : List.of(
          List.of("origin", "https://evil.test"),
          List.of("origin", "null"),
          List.of("origin", here + "0"),
          List.of("origin", "::"),
          List.of("sec-fetch-site", "cross-site"),
          List.of("sec-fetch-site", "same-site"),
          List.of("sec-fetch-site", "cross-site", "origin", here))) {
        var all = Stream.concat(
                Stream.of("cookie", cookie, "content-type", "application/json"), headers.stream())
            .toArray(String[]::new);
        var patch = app.request("PATCH", settings, "{\"csat_enabled\":true}", all);
        assertThat(patch.status()).as("%s", headers).isEqualTo(403);
        assertThat(patch.header("content-type")).isEqualTo("application/problem+json");
        assertThat(app.request("GET", settings, null, all).status()).isEqualTo(200);
        assertThat(app.request("POST", "/sign-out", "", all).status()).isEqualTo(403);
        assertThat(owner(app, headers.toArray(String[]::new)).status()).isEqualTo(403);
      }
      assertThat(app.api("GET", settings).json().get("csat_enabled").asBoolean())
          .isFalse();
      for (var headers : List.of(
          List.of("origin", here), List.of("sec-fetch-site", "same-origin"), List.of("x", "y"))) {
        var all = Stream.concat(
                Stream.of("cookie", cookie, "content-type", "application/json"), headers.stream())
            .toArray(String[]::new);
        assertThat(
                app.request("PATCH", settings, "{\"csat_enabled\":true}", all).status())
            .as("%s", headers)
            .isEqualTo(200);
      }
    });
  }

  @Test
  void aKeyIsNobodysCookieAndComesFromAnywhere() throws Exception {
    TestApp.run(app -> {
      var reply = app.request(
          "POST",
          "/api/workspaces",
          "{\"name\":\"Acme\",\"slug\":\"acme\"}",
          "authorization",
          "bearer " + TestApp.ADMIN_KEY,
          "content-type",
          "application/json",
          "sec-fetch-site",
          "cross-site");

      assertThat(reply.status()).isEqualTo(201);
    });
  }

  @Test
  void withoutAPasswordTheConsolesLinkSignsInOnce() throws Exception {
    var noOwner = Map.of("FIVEFACES_ADMIN_EMAIL", "", "FIVEFACES_ADMIN_PASSWORD", "");
    TestApp.run(noOwner, app -> {
      var link = app.signInUrl();
      assertThat(link).matches("http://localhost:[0-9]+/sign-in/[A-Za-z0-9_-]{32}");

      assertThat(app.request("GET", "/sign-in/" + "A".repeat(32), null).header("location"))
          .isEqualTo("/sign-in?link=used#link");
      assertThat(app.request("HEAD", link, null).header("set-cookie")).isEmpty();
      var first = app.request("GET", link, null);
      assertThat(first.header("location")).isEqualTo("/set-up");
      assertThat(workspaces(app, cookie(first))).isEqualTo(200);
      assertThat(app.signInUrl()).isNull();

      var second = app.request("GET", link, null);
      assertThat(second.header("location")).isEqualTo("/sign-in?link=used#link");
      assertThat(second.header("set-cookie")).isEmpty();
    });
  }

  @Test
  void withAPasswordThereIsNoLink() throws Exception {
    TestApp.run(app -> {
      assertThat(app.signInUrl()).isNull();
      assertThat(app.request("GET", "/sign-in/null", null).header("set-cookie")).isEmpty();
    });
  }
}
