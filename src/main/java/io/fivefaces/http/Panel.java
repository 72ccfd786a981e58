package io.fivefaces.http;

import io.fivefaces.store.ConversationPages.Invite;
import io.fivefaces.store.ConversationPages.Response;

/** The one line that an agent sees beside a conversation. */
final class Panel {

  private Panel() {}

  /** Such as {@code CSAT 5/5}; null where nobody was asked. */
  static String line(Invite invite, Response response) {
    if (response != null) {
      return "CSAT " + response.score() + "/5";
    }
    if (invite == null || !invite.state().equals("sent")) {
      return null;
    }
    return "bounced".equals(invite.delivery())
        ? "CSAT survey bounced"
        : "CSAT survey sent, awaiting response";
  }
}
