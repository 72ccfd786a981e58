package io.fivefaces.json;

/** JSON that cannot be taken; the message tells its sender why and quotes nothing of it but names. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public JsonException(String message) {
    super(message, null, false, false);
  }
}
