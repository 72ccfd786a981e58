package io.fivefaces.openid;

import com.fasterxml.jackson.databind.ObjectReader;
import io.fivefaces.client.BoundedDownload;
import io.fivefaces.client.UnexpectedStatus;
import io.fivefaces.config.Config;
import io.fivefaces.domain.Keyring;
import io.fivefaces.json.Json;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The OpenID Connect provider that people sign in at: authorization code flow with PKCE. What it must be asked for is
 * fetched with bounds and kept. Shared by all event loops.
 */
public final class OpenIdProvider {

  private static final Duration KEPT = Duration.ofHours(1);
  private static final ObjectReader GRANT = Json.tolerantReaderOf(Grant.class);

  private record Grant(String idToken) {}

  private record Known(Discovery discovery, Instant until) {}

  private final Config.OpenId config;
  private final String returnAddress;
  private final BoundedDownload download;
  private final Clock clock;
  private final ProviderKeys keys;
  private Known known;

  /**
   * Asks nothing yet.
   *
   * @param returnAddress where the provider sends the browser back to
   */
  public OpenIdProvider(
      Config.OpenId config, String returnAddress, BoundedDownload download, Clock clock) {
    this.config = config;
    this.returnAddress = returnAddress;
    this.download = download;
    this.clock = clock;
    keys = new ProviderKeys(download);
  }

  /** What people call it. */
  public String name() {
    return config.name();
  }

  /** Whether this is the name by which it knows itself; answers that name another are not its own (RFC 9207). */
  public boolean isIssuer(String name) {
    return config.issuer().equals(name);
  }

  /** Where a browser goes to sign in. */
  public Future<String> address(Attempt attempt) {
    return discovery().map(found -> {
      var address = found.authorizationEndpoint().toString();
      var query = new LinkedHashMap<String, String>();
      query.put("response_type", "code");
      query.put("client_id", config.clientId());
      query.put("redirect_uri", returnAddress);
      query.put("scope", "openid email profile");
      query.put("state", attempt.state());
      query.put("nonce", attempt.nonce());
      query.put("code_challenge", attempt.challenge());
      query.put("code_challenge_method", "S256");
      return address + (address.contains("?") ? "&" : "?") + form(query);
    });
  }

  /**
   * Who signed in, by the code that came back with the browser. Fails with {@link Untrusted} where the provider takes
   * the code no more or what it answers is not to be believed, and otherwise where it does not answer as it should.
   */
  public Future<Profile> profile(String code, Attempt attempt) {
    return discovery()
        .compose(found -> redeem(found, code, attempt)
            .compose(token -> keys.with(token.keyId(), found.jwksUri(), clock.instant())
                .map(keySet -> token.profile(
                    keySet,
                    config.issuer(),
                    config.clientId(),
                    attempt.nonce(),
                    clock.instant()))));
  }

  private Future<IdToken> redeem(Discovery found, String code, Attempt attempt) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", code);
    fields.put("redirect_uri", returnAddress);
    fields.put("code_verifier", attempt.verifier());
    var headers = new LinkedHashMap<String, String>();
    if (found.takesBasic()) {
      headers.put("authorization", basic());
    } else {
      fields.put("client_id", config.clientId());
      fields.put("client_secret", config.clientSecret());
    }
    return download
        .post(found.tokenEndpoint(), headers, form(fields))
        .recover(failure -> Future.failedFuture(
            failure instanceof UnexpectedStatus status && status.isRefusal()
                ? new Untrusted(
                    "the token endpoint refuses the code or our secret: " + status.getMessage())
                : failure))
        .map(OpenIdProvider::token);
  }

  private static IdToken token(byte[] json) {
    Grant grant = Json.read(GRANT, json, 0, json.length);
    if (grant.idToken() == null) {
      throw new Untrusted("the token endpoint gives no ID token");
    }
    return IdToken.parse(grant.idToken());
  }

  /** Client id and secret as RFC 6749 wants them: encoded, and then encoded. */
  private String basic() {
    var login = encode(config.clientId()) + ":" + encode(config.clientSecret());
    return "Basic " + Base64.getEncoder().encodeToString(Keyring.utf8(login));
  }

  private Future<Discovery> discovery() {
    var now = clock.instant();
    var before = known();
    return before != null && now.isBefore(before.until())
        ? Future.succeededFuture(before.discovery())
        : download
            .get(Discovery.addressOf(config.issuer()))
            .map(bytes -> keep(Discovery.of(bytes, config.issuer()), now));
  }

  private synchronized Known known() {
    return known;
  }

  private synchronized Discovery keep(Discovery discovery, Instant now) {
    known = new Known(discovery, now.plus(KEPT));
    return discovery;
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
