package io.fivefaces.feedback;

import io.fivefaces.client.Download;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** The certificates that Amazon SNS signs with, fetched when first needed and kept for a day. Shared by all event loops. */
final class Certificates {

  private static final int MOST = 16;
  private static final Duration KEPT = Duration.ofDays(1);
  /** Some regions have a name of their own. */
  private static final Pattern NAME =
      Pattern.compile("sns(?:-signing)?(?:\\.[a-z0-9-]{3,32})?\\.amazonaws\\.com(?:\\.cn)?");

  private record Kept(PublicKey key, Instant until) {}

  private final Download download;
  private final Map<URI, Kept> kept = new LinkedHashMap<>(MOST, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<URI, Kept> eldest) {
      return size() > MOST;
    }
  };

  Certificates(Download download) {
    this.download = download;
  }

  /** The key of the certificate there; empty where it is none of SNS or not of today. Fails where it cannot be fetched. */
  Future<Optional<PublicKey>> keyAt(URI address, Instant now) {
    var known = recall(address, now);
    return known.isPresent()
        ? Future.succeededFuture(known)
        : download.get(address).map(bytes -> keep(address, now, keyOf(bytes)));
  }

  private synchronized Optional<PublicKey> recall(URI address, Instant now) {
    return Optional.ofNullable(kept.get(address))
        .filter(one -> now.isBefore(one.until()))
        .map(Kept::key);
  }

  private synchronized Optional<PublicKey> keep(
      URI address, Instant now, Optional<PublicKey> found) {
    found.ifPresent(key -> kept.put(address, new Kept(key, now.plus(KEPT))));
    return found;
  }

  private static Optional<PublicKey> keyOf(byte[] pem) {
    try {
      var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(pem));
      certificate.checkValidity();
      return isOfSns(certificate) ? Optional.of(certificate.getPublicKey()) : Optional.empty();
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  private static boolean isOfSns(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .anyMatch(part -> NAME.matcher(part.getValue().toString()).matches());
    } catch (InvalidNameException e) {
      return false;
    }
  }
}
