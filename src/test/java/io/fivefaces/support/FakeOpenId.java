package io.fivefaces.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fivefaces.domain.Keyring;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Speaks OpenID Connect over HTTP, as its specification describes it: discovery, the authorization endpoint where one
 * person signs in at once, a token endpoint that knows its client, code and PKCE verifier, and keys. It lies on request.
 */
public final class FakeOpenId implements AutoCloseable {

  public static final String CLIENT = "five:faces";
  public static final String SECRET = "a secret+of/the client";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is done with a request in place of the usual. */
  public interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  /** Makes a token of claims. */
  public interface Signer {
    String sign(Map<String, Object> claims) throws JOSEException;
  }

  private final HttpServer server;
  private final Clock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private final Map<String, Behaviour> instead = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  private volatile RSAKey key = newKey("one");
  private volatile Map<String, Object> person = Map.of();
  private volatile Signer signer = this::signed;

  /** A provider whose tokens are of this clock. */
  public FakeOpenId(Clock clock) throws IOException {
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 50);
    server.setExecutor(Executors.newCachedThreadPool(work -> {
      var thread = new Thread(work, "fake OpenID provider");
      thread.setDaemon(true);
      return thread;
    }));
    route("/.well-known/openid-configuration", this::discovery);
    route("/authorize", this::authorize);
    route("/token", this::token);
    route("/keys", exchange -> answer(exchange, 200, new JWKSet(key).toString()));
    server.start();
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The environment of a service whose people sign in here. */
  public Map<String, String> environment() {
    return Map.of(
        "FIVEFACES_OPENID_ISSUER",
        issuer(),
        "FIVEFACES_OPENID_CLIENT_ID",
        CLIENT,
        "FIVEFACES_OPENID_CLIENT_SECRET",
        SECRET,
        "FIVEFACES_OPENID_NAME",
        "Example ID");
  }

  /** Who signs in from now on, by their claims. */
  public void person(Map<String, Object> claims) {
    person = claims;
  }

  /** Who signs in from now on, with a verified address. */
  public void person(String subject, String email) {
    person(Map.of("sub", subject, "email", email, "email_verified", true, "name", "Ada B."));
  }

  /** Signs in another way than by its key. */
  public void signer(Signer other) {
    signer = other;
  }

  /** Signs as it should again. */
  public void honest() {
    signer = this::signed;
    instead.clear();
  }

  /** Signs with another key from now on. */
  public void rotate(String name) {
    key = newKey(name);
  }

  public RSAKey key() {
    return key;
  }

  /** Answers a path in another way. */
  public void instead(String path, Behaviour behaviour) {
    instead.put(path, behaviour);
  }

  /** Leaves a path without an answer until this provider is closed. */
  public void silent(String path) {
    instead(path, exchange -> {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /** How often a path was asked for. */
  public int requests(String path) {
    return requests.get(path).get();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }

  public static RSAKey newKey(String name) {
    try {
      return new RSAKeyGenerator(2048).keyID(name).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token as this provider makes it. */
  public String signed(Map<String, Object> claims) throws JOSEException {
    return signed(claims, key);
  }

  /** A token signed by some key. */
  public static String signed(Map<String, Object> claims, RSAKey key) throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
    var token = new JWSObject(header, new Payload(claims));
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private void route(String path, Behaviour usual) {
    requests.put(path, new AtomicInteger());
    server.createContext(path, exchange -> {
      try (exchange) {
        requests.get(path).incrementAndGet();
        instead.getOrDefault(path, usual).answer(exchange);
      }
    });
  }

  private void discovery(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        200,
        JSON.writeValueAsString(Map.of(
            "issuer", issuer(),
            "authorization_endpoint", issuer() + "/authorize?tenant=us",
            "token_endpoint", issuer() + "/token",
            "jwks_uri", issuer() + "/keys",
            "response_types_supported", new String[] {"code"})));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    var query = fields(exchange.getRequestURI().getRawQuery());
    boolean isRight = query.get("response_type").equals("code")
        && query.get("client_id").equals(CLIENT)
        && query.get("tenant").equals("us")
        && query.get("redirect_uri").endsWith("/sign-in/openid/callback")
        && query.get("scope").equals("openid email profile")
        && query.get("code_challenge_method").equals("S256")
        && query.get("state").length() >= 43
        && query.get("nonce").length() >= 43
        && !query.get("nonce").equals(query.get("state"));
    if (!isRight) {
      answer(exchange, 400, "{}");
      return;
    }
    var code = UUID.randomUUID().toString();
    codes.put(code, query);
    exchange
        .getResponseHeaders()
        .set(
            "location",
            query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state") + "&iss="
                + encode(issuer()));
    exchange.sendResponseHeaders(302, -1);
  }

  private void token(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var form = fields(body);
    var login =
        Base64.getEncoder().encodeToString(Keyring.utf8(encode(CLIENT) + ":" + encode(SECRET)));
    if (!("Basic " + login).equals(exchange.getRequestHeaders().getFirst("authorization"))) {
      answer(exchange, 401, "{\"error\":\"invalid_client\"}");
      return;
    }
    // once only
    var asked = codes.remove(form.getOrDefault("code", ""));
    if (asked == null
        || !"authorization_code".equals(form.get("grant_type"))
        || !asked.get("redirect_uri").equals(form.get("redirect_uri"))
        || !asked.get("code_challenge").equals(challenge(form.get("code_verifier")))) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"words\"}");
      return;
    }
    try {
      var token = signer.sign(claims(asked.get("nonce")));
      answer(
          exchange,
          200,
          JSON.writeValueAsString(
              Map.of("access_token", "at", "token_type", "Bearer", "id_token", token)));
    } catch (JOSEException e) {
      throw new IOException(e);
    }
  }

  private Map<String, Object> claims(String nonce) {
    long now = clock.instant().getEpochSecond();
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", issuer());
    claims.put("aud", CLIENT);
    claims.put("iat", now);
    claims.put("exp", now + 300);
    claims.put("nonce", nonce);
    claims.putAll(person);
    return claims;
  }

  private static String challenge(String verifier) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Keyring.sha256(Keyring.utf8(verifier)));
  }

  /** Answers with JSON. */
  public static void answer(HttpExchange exchange, int status, String json) throws IOException {
    var bytes = Keyring.utf8(json);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> fields(String form) {
    var fields = new HashMap<String, String>();
    for (var field : form.split("&")) {
      var pair = field.split("=", 2);
      fields.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
