package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import java.util.ArrayList;
import java.util.List;

/** What the owner of a source should know about how it is set up. */
final class SourceWarnings {

  private SourceWarnings() {}

  static List<String> of(ConnectedSource source) {
    var warnings = new ArrayList<String>();
    if (source.settings().acceptUnsigned()) {
      warnings.add(
          "Webhooks are taken without a signature: whoever knows the address can send them."
              + " Keep the address secret, and switch 'accept_unsigned' off when the system can sign.");
    } else if (source.secret() == null) {
      warnings.add("No webhook is taken yet: bring the system's public key as 'signing_secret'.");
    }
    return warnings;
  }
}
