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
    if (source.kind().equals("slack")) {
      slack(source, warnings);
    }
    return warnings;
  }

  private static void slack(ConnectedSource source, List<String> warnings) {
    if (!source.hasBotToken()) {
      warnings.add("No survey is posted through this source yet: bring the Bot User OAuth Token of"
          + " your Slack app as 'bot_token'. Until then customers in Slack are asked through another"
          + " Slack source, or by email.");
    } else if (source.slackTeam() == null) {
      warnings.add("Slack did not say whether the bot token is good when it was brought."
          + " Bring it again to be sure.");
    }
  }
}
