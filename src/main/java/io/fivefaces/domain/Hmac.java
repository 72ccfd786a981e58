package io.fivefaces.domain;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes (RFC 2104). */
public enum Hmac {
  SHA1("HmacSHA1"),
  SHA256("HmacSHA256");

  private final String algorithm;
  /** Looking an algorithm up costs more than a short message's hash. */
  private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::newMac);

  Hmac(String algorithm) {
    this.algorithm = algorithm;
  }

  /** The hash of these parts, one after the other, by a key of at least one byte. */
  public byte[] of(byte[] key, byte[]... parts) {
    try {
      var mac = macs.get();
      mac.init(new SecretKeySpec(key, algorithm));
      for (var part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Mac newMac() {
    try {
      return Mac.getInstance(algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
