package io.fivefaces;

import io.fivefaces.config.Config;

/** What the console says once everything runs. */
final class Greeting {

  private Greeting() {}

  static String of(Fivefaces fivefaces, Config config) {
    var open = fivefaces.signInUrl() == null
        ? fivefaces.baseUrl()
        : fivefaces.signInUrl() + "  (this link signs you in, once)";
    var mail = config.smtp().isPresent()
        ? ""
        : System.lineSeparator() + "No SMTP server is set: mail stays in the built-in mailbox at "
            + fivefaces.baseUrl() + "/mailbox";
    return "fivefaces is ready: " + open + mail;
  }
}
