package io.fivefaces.config;

/** A setting of the server that it cannot start with; the message says which and what to do. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConfigException(String message) {
    super(message);
  }
}
