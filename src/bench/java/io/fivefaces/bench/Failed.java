package io.fivefaces.bench;

/** Something that makes the run's figures worthless; the message says what. */
final class Failed extends RuntimeException {
  private static final long serialVersionUID = 1;

  Failed(String message) {
    super(message);
  }
}
