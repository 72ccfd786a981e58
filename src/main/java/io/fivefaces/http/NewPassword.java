package io.fivefaces.http;

/** A password that somebody chooses. */
final class NewPassword {

  private static final int SHORTEST = 12;
  private static final int LONGEST = 200;

  private NewPassword() {}

  /** The password; refuses one that is easily guessed for being short, and asks for nothing else. */
  static String of(String password) {
    int length = password == null ? 0 : password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      throw Problem.badRequest("A password has " + SHORTEST + " to " + LONGEST
          + " characters, of whatever kind. A few words in a row are good.");
    }
    return password;
  }
}
