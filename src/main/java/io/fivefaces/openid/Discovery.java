package io.fivefaces.openid;

import com.fasterxml.jackson.databind.ObjectReader;
import io.fivefaces.json.Json;
import java.net.URI;
import java.util.List;

/** Where things are at a provider (OpenID Connect Discovery 1.0). */
record Discovery(URI authorizationEndpoint, URI tokenEndpoint, URI jwksUri, boolean takesBasic) {

  private record Document(
      String issuer,
      String authorizationEndpoint,
      String tokenEndpoint,
      String jwksUri,
      List<String> tokenEndpointAuthMethodsSupported) {}

  private static final ObjectReader READER = Json.tolerantReaderOf(Document.class);

  /** The address of an issuer's document. */
  static URI addressOf(String issuer) {
    return URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
  }

  /** Reads the document of this issuer; refuses another's, and addresses in the clear where the issuer's is not. */
  static Discovery of(byte[] json, String issuer) {
    Document document = Json.read(READER, json, 0, json.length);
    if (!issuer.equals(document.issuer())) {
      throw new Untrusted("the issuer of the discovery document is not openid.issuer");
    }
    var methods = document.tokenEndpointAuthMethodsSupported();
    return new Discovery(
        address(document.authorizationEndpoint(), issuer),
        address(document.tokenEndpoint(), issuer),
        address(document.jwksUri(), issuer),
        methods == null || methods.contains("client_secret_basic"));
  }

  private static URI address(String text, String issuer) {
    try {
      var address = URI.create(text == null ? "" : text);
      boolean isSafe = "https".equals(address.getScheme())
          || ("http".equals(address.getScheme()) && issuer.startsWith("http:"));
      if (isSafe && address.getHost() != null && address.getRawFragment() == null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // told below, for both
    }
    throw new Untrusted("the discovery document has an address that is none, or none of https");
  }
}
