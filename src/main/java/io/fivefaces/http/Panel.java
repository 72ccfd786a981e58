package io.fivefaces.http;

import io.fivefaces.store.ConversationPages.Invite;
import io.fivefaces.store.ConversationPages.Response;

/** The one line that an agent sees beside a conversation. */
final class Panel {

  private Panel() {}

  /** Such as {@code CSAT 5/5}; null where nobody was asked. */
  static String line(Invite invite, Response response) {
    return line(
        response == null ? null : response.score(),
        invite == null ? null : invite.state(),
        invite == null ? null : invite.delivery());
  }

  /** As {@link #line(Invite, Response)}, of the score, the state of the invite and what became of its delivery. */
  static String line(Integer score, String invite, String delivery) {
    if (score != null) {
      return "CSAT " + score + "/5";
    }
    if (!"sent".equals(invite)) {
      return null;
    }
    return "bounced".equals(delivery)
        ? "CSAT survey bounced"
        : "CSAT survey sent, awaiting response";
  }
}
