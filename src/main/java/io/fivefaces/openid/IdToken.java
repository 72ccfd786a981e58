package io.fivefaces.openid;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.ObjectReader;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.DefaultJOSEProcessor;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.Keyring;
import io.fivefaces.json.Json;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** An ID token as it came: nothing of it is believed before its signature and all its claims are right. */
final class IdToken {

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
  private static final long LEEWAY_SECONDS = 60;
  private static final int LONGEST_NAME = 100;
  private static final Pattern SUBJECT = Pattern.compile("[!-~]{1,255}");
  private static final ObjectReader CLAIMS = Json.tolerantReaderOf(Claims.class);

  private record Claims(
      String iss,
      String sub,

      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
      List<String> aud,

      String azp,
      Long exp,
      Long iat,
      Long nbf,
      String nonce,
      String email,
      Object emailVerified,
      String name) {}

  private final JWSObject token;

  private IdToken(JWSObject token) {
    this.token = token;
  }

  /** Reads a token; refuses what is none, has no signature, or does not name its key. */
  static IdToken parse(String text) {
    try {
      var token = JWSObject.parse(text);
      if (!ALGORITHMS.contains(token.getHeader().getAlgorithm())
          || token.getHeader().getKeyID() == null) {
        throw new Untrusted("the ID token is not signed by RS256 or ES256 with a named key");
      }
      return new IdToken(token);
    } catch (ParseException e) {
      throw new Untrusted("the ID token cannot be read, or is not signed");
    }
  }

  /** The name of the key that it says it is signed with. */
  String keyId() {
    return token.getHeader().getKeyID();
  }

  /** Who signed in; refuses a token of anybody but this issuer, for anybody but this client and attempt, or not of now. */
  Profile profile(JWKSet keys, String issuer, String client, String nonce, Instant now) {
    var payload = payload(keys);
    Claims claims = Json.read(CLAIMS, payload, 0, payload.length);
    require(issuer.equals(claims.iss()), "it is another issuer's");
    require(claims.aud() != null && claims.aud().contains(client), "it is for another client");
    require(
        claims.azp() == null ? claims.aud().size() == 1 : claims.azp().equals(client),
        "another client asked for it");
    requireNow(claims, now.getEpochSecond());
    require(
        claims.nonce() != null
            && MessageDigest.isEqual(Keyring.utf8(nonce), Keyring.utf8(claims.nonce())),
        "it is of another sign-in");
    require(claims.sub() != null && SUBJECT.matcher(claims.sub()).matches(), "it names no subject");
    return new Profile(issuer + " " + claims.sub(), email(claims), name(claims));
  }

  private byte[] payload(JWKSet keys) {
    var processor = new DefaultJOSEProcessor<SecurityContext>();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
    try {
      return processor.process(token, null).toBytes();
    } catch (BadJOSEException | JOSEException e) {
      throw new Untrusted("the ID token is not signed by a key of the provider");
    }
  }

  private static void requireNow(Claims claims, long now) {
    require(claims.exp() != null && claims.exp() > now - LEEWAY_SECONDS, "it has expired");
    require(claims.iat() != null && claims.iat() < now + LEEWAY_SECONDS, "it is of the future");
    require(claims.nbf() == null || claims.nbf() < now + LEEWAY_SECONDS, "it is of the future");
  }

  private static Optional<EmailAddress> email(Claims claims) {
    return Boolean.TRUE.equals(claims.emailVerified())
        ? EmailAddress.parse(claims.email())
        : Optional.empty();
  }

  private static String name(Claims claims) {
    var name = claims.name() == null ? "" : Json.whole(claims.name());
    var line = name.replaceAll("\\p{Cntrl}", " ").strip();
    return line.codePointCount(0, line.length()) <= LONGEST_NAME ? line : "";
  }

  private static void require(boolean isSo, String otherwise) {
    if (!isSo) {
      throw new Untrusted("the ID token is refused: " + otherwise);
    }
  }
}
