package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Colleague;
import io.fivefaces.support.FakeOpenId;
import io.fivefaces.support.FakeOpenId.Signer;
import io.fivefaces.support.MovableClock;
import io.fivefaces.support.TestApp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Signing in at an OpenID Connect provider. */
class OpenIdTest {

  private static final String OWNER = "owner@us.test";

  private interface Check {
    void with(TestApp app, FakeOpenId provider) throws Exception;
  }

  private static void run(Check check) throws Exception {
    try (var provider = new FakeOpenId(new MovableClock())) {
      TestApp.run(provider.environment(), app -> check.with(app, provider));
    }
  }

  /** A sign-in on its way: where the browser is led, with the cookie that it keeps. */
  private record Journey(String to, String cookie) {}

  private static Journey begin(TestApp app) {
    var reply = app.request("GET", "/sign-in/openid", null);
    assertThat(reply.status()).isEqualTo(303);
    return new Journey(reply.header("location"), reply.header("set-cookie").split(";")[0]);
  }

  /** To the provider, and to where it leads back. */
  private static Journey atProvider(TestApp app) {
    var begun = begin(app);
    var there = app.request("GET", begun.to(), null);
    assertThat(there.status()).as(begun.to()).isEqualTo(302);
    return new Journey(there.header("location"), begun.cookie());
  }

  private static Reply back(TestApp app, Journey journey) {
    return app.request("GET", journey.to(), null, "cookie", journey.cookie());
  }

  private static Reply signIn(TestApp app) {
    return back(app, atProvider(app));
  }

  private static void isSignedIn(TestApp app, Reply reply, String email) {
    assertThat(reply.header("location")).isEqualTo("/analytics");
    var session = reply.headers().get("set-cookie").stream()
        .filter(cookie -> cookie.startsWith("fivefaces="))
        .findFirst()
        .orElseThrow();
    assertThat(app.request("GET", "/api/workspaces", null, "cookie", session.split(";")[0])
            .status())
        .isEqualTo(200);
    assertThat(app.database()
            .value("select a.email from sessions join accounts a using (account_id)"
                + " order by session_id desc limit 1"))
        .isEqualTo(email);
  }

  private static void isSentBack(Reply reply, String why) {
    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.header("location")).isEqualTo("/sign-in?openid=" + why);
    assertThat(reply.header("set-cookie")).doesNotContain("fivefaces=");
  }

  @Test
  void theSubjectThatSignedInFirstWithAnAddressIsItsAccountFromThenOn() throws Exception {
    run((app, provider) -> {
      provider.person("ada", "Owner@us.test");
      isSignedIn(app, signIn(app), OWNER);

      provider.person("ada", "married@us.test");
      isSignedIn(app, signIn(app), OWNER);
      provider.person(Map.of("sub", "ada"));
      isSignedIn(app, signIn(app), OWNER);

      provider.person("eve", OWNER);
      isSentBack(signIn(app), "taken");
      assertThat(app.database().value("select oidc_subject from accounts"))
          .isEqualTo(provider.issuer() + " ada");
    });
  }

  @Test
  void nobodyComesInUninvitedOrByAnAddressThatIsNotVerified() throws Exception {
    run((app, provider) -> {
      provider.person("eve", "eve@us.test");
      isSentBack(signIn(app), "unknown");
      for (var verified : new Object[] {false, "true", 1}) {
        provider.person(Map.of("sub", "eve", "email", OWNER, "email_verified", verified));
        isSentBack(signIn(app), "unverified");
      }
      provider.person(Map.of("sub", "eve", "email", OWNER));
      isSentBack(signIn(app), "unverified");
      provider.person(Map.of("sub", "eve", "email_verified", true));
      isSentBack(signIn(app), "unverified");

      assertThat(app.database().count("select count(*) from accounts")).isOne();
      assertThat(app.database().count("select count(*) from sessions")).isZero();
    });
  }

  @Test
  void whoWasInvitedIsAMemberFromTheFirstSignInOn() throws Exception {
    run((app, provider) -> {
      var first = app.newWorkspace();
      var second = app.newWorkspace();
      var late = app.newWorkspace();
      app.database()
          .execute(
              "insert into invitations (workspace_id, email, role, token_hash, invited_by, expires_at) values "
                  + "(" + first
                  + ", 'bo@us.test', 'agent', 'a', 'x', moment() + interval '1 day'), "
                  + "(" + second
                  + ", 'bo@us.test', 'admin', 'b', 'x', moment() + interval '1 day'), "
                  + "(" + late + ", 'bo@us.test', 'owner', 'c', 'x', moment() - interval '1 day'), "
                  + "(" + late + ", 'cy@us.test', 'owner', 'd', 'x', moment() - interval '1 day')");

      provider.person("cy", "cy@us.test");
      isSentBack(signIn(app), "unknown");
      provider.person("bo", "Bo@us.test");
      isSignedIn(app, signIn(app), "bo@us.test");

      assertThat(app.database().rows("select workspace_id, role from members order by 1"))
          .hasToString("[{workspace_id=" + first + ", role=agent}, {workspace_id=" + second
              + ", role=admin}]");
      assertThat(app.database()
              .value(
                  "select string_agg(who || ' ' || what || ' ' || (after->>'role'), ', ' order by workspace_id)"
                      + " from audit where what = 'member'"))
          .isEqualTo("bo@us.test member agent, bo@us.test member admin");
      assertThat(app.database().count("select count(*) from invitations")).isEqualTo(2);
      assertThat(app.database().value("select name from accounts where email = 'bo@us.test'"))
          .isEqualTo("Ada B.");
    });
  }

  @Test
  void whatOpenedAnAccountBeforeItsAddressWasProvedOpensItNoLonger() throws Exception {
    run((app, provider) -> {
      var workspace = app.newWorkspace();
      // by whoever had the link, who need not be the boss
      var other = Colleague.invited(app, workspace, "boss@us.test", "agent");
      var pass = other.api("POST", "/api/workspaces/" + workspace + "/panel-passes");
      assertThat(pass.status()).isEqualTo(201);

      provider.person("boss", "Boss@us.test");
      isSignedIn(app, signIn(app), "boss@us.test");

      assertThat(other.api("GET", "/api/me").status()).isEqualTo(401);
      assertThat(Colleague.signIn(app, "boss@us.test", Colleague.PASSWORD).header("location"))
          .contains("failed");
      assertThat(app.database().count("select count(*) from panel_passes")).isZero();

      provider.person("owner", OWNER);
      isSignedIn(app, signIn(app), OWNER);
      Colleague.signedIn(app, OWNER, TestApp.OWNER_PASSWORD);
    });
  }

  private static Signer with(FakeOpenId provider, String claim, Object value) {
    return claims -> {
      var changed = new HashMap<>(claims);
      changed.put(claim, value);
      changed.values().removeIf(""::equals);
      return provider.signed(changed);
    };
  }

  private static Signer withHeader(FakeOpenId provider, JWSHeader header) {
    return claims -> {
      var token = new JWSObject(header, new Payload(claims));
      token.sign(new RSASSASigner(provider.key()));
      return token.serialize();
    };
  }

  private static Map<String, Signer> forgeries(FakeOpenId provider) throws Exception {
    long now = Instant.now().getEpochSecond();
    var kid = provider.key().getKeyID();
    var publicKey = provider.key().toRSAPublicKey().getEncoded();
    var forgeries = new LinkedHashMap<String, Signer>();
    forgeries.put("another nonce", with(provider, "nonce", "x".repeat(43)));
    forgeries.put("no nonce", with(provider, "nonce", ""));
    forgeries.put("another audience", with(provider, "aud", "somebody"));
    forgeries.put("no audience", with(provider, "aud", ""));
    forgeries.put(
        "two audiences and no party", with(provider, "aud", List.of(FakeOpenId.CLIENT, "them")));
    forgeries.put("another party", with(provider, "azp", "somebody"));
    forgeries.put("another issuer", with(provider, "iss", "https://evil.test"));
    forgeries.put("a longer issuer", with(provider, "iss", provider.issuer() + "/"));
    forgeries.put("no issuer", with(provider, "iss", ""));
    forgeries.put("expired", with(provider, "exp", now - 120));
    forgeries.put("never expires", with(provider, "exp", ""));
    forgeries.put("of the future", with(provider, "iat", now + 600));
    forgeries.put("without a time", with(provider, "iat", ""));
    forgeries.put("not yet", with(provider, "nbf", now + 600));
    forgeries.put("no subject", with(provider, "sub", ""));
    forgeries.put("an odd subject", with(provider, "sub", "a\u0000b"));
    forgeries.put("times as text", with(provider, "exp", "9999999999"));
    forgeries.put("no algorithm", claims -> new PlainObject(new Payload(claims)).serialize());
    forgeries.put("HS256 with the public key", claims -> {
      var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).build();
      var token = new JWSObject(header, new Payload(claims));
      token.sign(new MACSigner(publicKey));
      return token.serialize();
    });
    forgeries.put("another key", claims -> FakeOpenId.signed(claims, FakeOpenId.newKey(kid)));
    forgeries.put(
        "a key nobody knows", claims -> FakeOpenId.signed(claims, FakeOpenId.newKey("other")));
    forgeries.put(
        "RS512",
        withHeader(
            provider, new JWSHeader.Builder(JWSAlgorithm.RS512).keyID(kid).build()));
    forgeries.put(
        "PS256",
        withHeader(
            provider, new JWSHeader.Builder(JWSAlgorithm.PS256).keyID(kid).build()));
    forgeries.put("no key named", withHeader(provider, new JWSHeader(JWSAlgorithm.RS256)));
    forgeries.put("its key in its head", claims -> {
      var own = FakeOpenId.newKey("own");
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
          .keyID("own")
          .jwk(own.toPublicJWK())
          .build();
      var token = new JWSObject(header, new Payload(claims));
      token.sign(new RSASSASigner(own));
      return token.serialize();
    });
    forgeries.put("another payload", claims -> {
      var parts = provider.signed(claims).split("\\.");
      var other = provider.signed(with(claims, "sub", "root")).split("\\.");
      return parts[0] + "." + other[1] + "." + parts[2];
    });
    forgeries.put("cut off", claims -> {
      var token = provider.signed(claims);
      return token.substring(0, token.lastIndexOf('.') + 1);
    });
    forgeries.put("no token", claims -> "words");
    return forgeries;
  }

  private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
    var changed = new HashMap<>(claims);
    changed.put(name, value);
    return changed;
  }

  @Test
  void aTokenThatIsNotRightInEveryPointSignsNobodyIn() throws Exception {
    var logger = (Logger) LoggerFactory.getLogger(OpenIdRoutes.class);
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.WARN);
    logger.setAdditive(false);
    try {
      run((app, provider) -> {
        provider.person("ada", OWNER);
        var forgeries = forgeries(provider);
        var elsewhere = new LinkedHashMap<String, String>();
        forgeries.forEach((name, signer) -> {
          provider.signer(signer);
          elsewhere.put(name, signIn(app).header("location"));
        });
        elsewhere.values().removeIf("/sign-in?openid=refused"::equals);
        assertThat(elsewhere).isEmpty();
        assertThat(app.database().count("select count(*) from sessions")).isZero();
        assertThat(app.database().value("select oidc_subject from accounts")).isNull();
        assertThat(log.list).hasSameSizeAs(forgeries.keySet());
        assertThat(log.list.toString()).doesNotContain("eyJ", OWNER, FakeOpenId.SECRET, "ada");

        provider.honest();
        isSignedIn(app, signIn(app), OWNER);
      });
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
      logger.setAdditive(true);
    }
  }

  @Test
  void twoAudiencesAndAnEllipticKeyAreAsGood() throws Exception {
    run((app, provider) -> {
      provider.person("ada", OWNER);
      var key = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
      provider.instead(
          "/keys", exchange -> FakeOpenId.answer(exchange, 200, new JWKSet(key).toString()));
      provider.signer(claims -> {
        var changed = with(claims, "aud", List.of("them", FakeOpenId.CLIENT));
        changed.put("azp", FakeOpenId.CLIENT);
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("curve").build();
        var token = new JWSObject(header, new Payload(changed));
        token.sign(new ECDSASigner(key));
        return token.serialize();
      });
      isSignedIn(app, signIn(app), OWNER);
    });
  }

  @Test
  void onlyTheBrowserThatBeganComesBackAndOnlyOnceAndInTime() throws Exception {
    run((app, provider) -> {
      provider.person("ada", OWNER);
      var mine = atProvider(app);
      var other = atProvider(app);
      isSentBack(app.request("GET", mine.to(), null), "over");
      isSentBack(back(app, new Journey(mine.to(), other.cookie())), "over");
      isSentBack(back(app, new Journey(mine.to(), "fivefaces-openid=AAAA")), "over");
      isSentBack(back(app, new Journey(mine.to(), mine.cookie() + "A")), "over");
      isSentBack(back(app, new Journey("/sign-in/openid/callback", mine.cookie())), "over");
      isSentBack(
          back(app, new Journey(mine.to().replaceAll("iss=.*", "iss=evil"), mine.cookie())),
          "refused");

      var done = back(app, mine);
      isSignedIn(app, done, OWNER);
      assertThat(done.headers().get("set-cookie"))
          .anyMatch(
              cookie -> cookie.startsWith("fivefaces-openid=;") && cookie.contains("Max-Age=0"));
      // from a browser that kept its cookie: the provider takes a code once
      isSentBack(back(app, mine), "refused");

      app.clock().advance(Duration.ofMinutes(11));
      isSentBack(back(app, other), "over");
    });
  }

  @Test
  void whatTheProviderRefusesIsSaidOnTheSignInPage() throws Exception {
    run((app, provider) -> {
      for (var error : List.of("access_denied", "server_error", "%3Cscript%3E")) {
        var begun = begin(app);
        var state = begun.to().replaceAll(".*[?&]state=([^&]*).*", "$1");
        var reply = back(
            app,
            new Journey(
                "/sign-in/openid/callback?error=" + error + "&error_description=words&state="
                    + state,
                begun.cookie()));
        isSentBack(reply, error.equals("access_denied") ? "cancelled" : "refused");
      }
    });
  }

  @Test
  void aProviderThatIsAwaySlowOrBoundlessIsSaidToBe() throws Exception {
    run((app, provider) -> {
      provider.person("ada", OWNER);
      var config = "/.well-known/openid-configuration";
      var endless = "{\"keys\":[" + " ".repeat(70_000) + "]}";
      provider.instead(config, exchange -> FakeOpenId.answer(exchange, 500, "{}"));
      isSentBack(app.request("GET", "/sign-in/openid", null), "away");
      provider.instead(config, exchange -> FakeOpenId.answer(exchange, 200, endless));
      isSentBack(app.request("GET", "/sign-in/openid", null), "away");
      provider.instead(
          config,
          exchange -> FakeOpenId.answer(exchange, 200, "{\"issuer\":\"https://evil.test\"}"));
      isSentBack(app.request("GET", "/sign-in/openid", null), "refused");

      provider.honest();
      provider.instead("/keys", exchange -> FakeOpenId.answer(exchange, 200, endless));
      isSentBack(signIn(app), "away");
      provider.instead("/keys", exchange -> FakeOpenId.answer(exchange, 200, "no keys"));
      isSentBack(signIn(app), "refused");
      provider.silent("/keys");
      isSentBack(signIn(app), "away");
      provider.instead("/token", exchange -> FakeOpenId.answer(exchange, 502, "{}"));
      isSentBack(signIn(app), "away");

      provider.honest();
      isSignedIn(app, signIn(app), OWNER);
      var last = atProvider(app);
      provider.close();
      isSentBack(back(app, last), "away");
    });
  }

  @Test
  void theProvidersKeysAreFetchedAnewForAnotherOneOnceAMinute() throws Exception {
    var clock = new MovableClock();
    try (var provider = new FakeOpenId(clock)) {
      TestApp.run(provider.environment(), app -> {
        provider.person("ada", OWNER);
        isSignedIn(app, signIn(app), OWNER);
        isSignedIn(app, signIn(app), OWNER);
        assertThat(provider.requests("/keys")).isOne();
        assertThat(provider.requests("/.well-known/openid-configuration")).isOne();

        provider.rotate("two");
        isSentBack(signIn(app), "refused");
        isSentBack(signIn(app), "refused");
        assertThat(provider.requests("/keys")).isOne();

        clock.advance(Duration.ofSeconds(61));
        app.clock().advance(Duration.ofSeconds(61));
        isSignedIn(app, signIn(app), OWNER);
        assertThat(provider.requests("/keys")).isEqualTo(2);
      });
    }
  }

  @Test
  void overHttpsTheCookieIsBoundToTheHostAndNothingInItCanBeRead() throws Exception {
    try (var provider = new FakeOpenId(new MovableClock())) {
      var environment = new HashMap<>(provider.environment());
      environment.put("FIVEFACES_BASE_URL", "https://surveys.us.test");
      TestApp.run(environment, app -> {
        var reply = app.request("GET", "/sign-in/openid", null);
        var state = reply.header("location").replaceAll(".*[?&]state=([^&]*).*", "$1");

        assertThat(reply.header("set-cookie"))
            .startsWith("__Host-fivefaces-openid=")
            .contains("Secure", "Path=/", "HTTPOnly", "SameSite=Lax", "Max-Age=600")
            .doesNotContain(state);
        assertThat(reply.header("location"))
            .contains("redirect_uri=https%3A%2F%2Fsurveys.us.test%2Fsign-in%2Fopenid%2Fcallback")
            .doesNotContain("verifier");
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(app.request("GET", "/sign-in/options", null).body())
            .isEqualTo("{\"openid\":{\"name\":\"Example ID\"}}");
      });
    }
  }

  @Test
  void withoutAProviderThereIsNoOtherWayIn() throws Exception {
    TestApp.run(app -> {
      assertThat(app.request("GET", "/sign-in/options", null).body())
          .isEqualTo("{\"openid\":null}");
      assertThat(app.request("GET", "/sign-in/openid", null).status()).isEqualTo(404);
      assertThat(app.request("GET", "/sign-in/openid/callback?code=a&state=b", null)
              .status())
          .isEqualTo(404);
    });
  }
}
