package io.fivefaces.openid;

import com.nimbusds.jose.jwk.JWKSet;
import io.fivefaces.client.Download;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;

/**
 * The keys that a provider signs with, kept for an hour; for the sake of one that is not among them they are fetched
 * anew, at most once a minute.
 */
final class ProviderKeys {

  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private record Known(JWKSet keys, Instant at) {
    boolean isGoodFor(String keyId, Instant now) {
      return keys.getKeyByKeyId(keyId) == null
          ? now.isBefore(at.plus(PATIENCE))
          : now.isBefore(at.plus(KEPT));
    }
  }

  private final Download download;
  private Known known = new Known(new JWKSet(), Instant.MIN.plus(KEPT));

  ProviderKeys(Download download) {
    this.download = download;
  }

  /** The keys there, with that of this name if the provider has one. */
  Future<JWKSet> with(String keyId, URI address, Instant now) {
    var before = known();
    return before.isGoodFor(keyId, now)
        ? Future.succeededFuture(before.keys())
        : download.get(address).map(bytes -> keep(parse(bytes), now));
  }

  private synchronized Known known() {
    return known;
  }

  private synchronized JWKSet keep(JWKSet keys, Instant now) {
    known = new Known(keys, now);
    return keys;
  }

  private static JWKSet parse(byte[] json) {
    try {
      return JWKSet.parse(new String(json, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new Untrusted("the provider's keys cannot be read");
    }
  }
}
