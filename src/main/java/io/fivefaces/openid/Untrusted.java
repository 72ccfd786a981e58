package io.fivefaces.openid;

/** What came from the provider is not to be believed; the message says why and quotes nothing of it. */
public final class Untrusted extends RuntimeException {
  private static final long serialVersionUID = 1;

  Untrusted(String message) {
    super(message, null, false, false);
  }
}
