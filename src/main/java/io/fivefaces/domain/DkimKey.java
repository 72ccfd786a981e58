package io.fivefaces.domain;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What signs the mail of a domain (RFC 6376), and what its DNS says about it.
 *
 * @param selector tells this key from others of its domain
 * @param privateKey base64 of PKCS#8; a secret
 * @param publicKey base64 of X.509
 */
public record DkimKey(String domain, String selector, String privateKey, String publicKey) {

  private static final int BITS = 2048;
  private static final int FEWEST_BITS = 1024;
  private static final int NAME_BYTES = 5;
  private static final Pattern SELECTOR = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern PEM = Pattern.compile(
      "\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");

  /** A new key, which takes a moment to find; its selector is a print of its public half. */
  public static DkimKey make(String domain) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      var pair = generator.generateKeyPair();
      var print = Keyring.sha256(pair.getPublic().getEncoded());
      return new DkimKey(
          domain,
          "ff" + HexFormat.of().formatHex(print, 0, NAME_BYTES),
          base64(pair.getPrivate().getEncoded()),
          base64(pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key of a PEM text; refuses what is no RSA key in PKCS#8, and never quotes it. */
  public static DkimKey ofPem(String domain, String selector, String pem) {
    var shape = PEM.matcher(pem);
    if (!shape.matches()) {
      throw new IllegalArgumentException("it is no PKCS#8 key in PEM (BEGIN PRIVATE KEY)");
    }
    if (!SELECTOR.matcher(selector).matches()) {
      throw new IllegalArgumentException("a selector is a DNS label in lower case");
    }
    return of(domain, selector, shape.group(1).replaceAll("\\s", ""));
  }

  /** The key of a base64 PKCS#8 text. */
  public static DkimKey of(String domain, String selector, String privateKey) {
    try {
      var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey));
      PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(encoded);
      if (!(key instanceof RSAPrivateCrtKey rsa) || rsa.getModulus().bitLength() < FEWEST_BITS) {
        throw new IllegalArgumentException("it has less than " + FEWEST_BITS + " bits");
      }
      var publicKey = KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
      return new DkimKey(domain, selector, privateKey, base64(publicKey.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it is no RSA key", e);
    }
  }

  /** The name of the TXT record. */
  public String recordName() {
    return selector + "._domainkey." + domain;
  }

  /** The text of the TXT record. */
  public String recordValue() {
    return "v=DKIM1; k=rsa; p=" + publicKey;
  }

  /** Without the private key. */
  @Override
  public String toString() {
    return "DKIM key " + recordName();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
