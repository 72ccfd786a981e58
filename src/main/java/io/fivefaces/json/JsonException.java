package io.fivefaces.json;

/** JSON that cannot be taken; the message tells its sender why and quotes nothing of it but names. */
public final class JsonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public JsonException(String message) {
    super(message);
  }

  /** Bad input is no fault of ours and may come often: no stack trace. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
