package io.fivefaces.http;

import io.fivefaces.channel.Letter;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.Role;
import io.fivefaces.domain.Workspace;
import io.fivefaces.store.Credentials.Reset;
import io.fivefaces.store.Invitations.Invitation;
import java.util.List;
import java.util.OptionalInt;

/** What the service writes to the people who work with it. Links carry their token where no log and no referrer sees it. */
final class PeopleLetters {

  private static final String NOT_EXPECTED =
      "If you did not expect this, you need not do anything.";

  private final String baseUrl;

  PeopleLetters(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** The link of an invitation. */
  String invitationLink(String token) {
    return baseUrl + "/invitation#" + token;
  }

  /** Asks somebody to join a workspace. */
  Letter invitation(Workspace workspace, Invitation invitation, String token) {
    return new Letter(
        OptionalInt.of(workspace.id()),
        new EmailAddress(invitation.email()),
        "Join " + workspace.name() + " on fivefaces",
        List.of(
            "Hello,",
            invitation.invitedBy() + " invites you to join the workspace " + workspace.name()
                + " as " + withArticle(invitation.role()) + ".",
            "Follow this link to join, within seven days:",
            invitationLink(token),
            NOT_EXPECTED));
  }

  /** Lets somebody choose another password. */
  Letter reset(Reset reset) {
    return new Letter(
        OptionalInt.empty(),
        new EmailAddress(reset.email()),
        "Choose a new password for fivefaces",
        List.of(
            "Hello,",
            "somebody, most likely you, asked for a new password for this address. Choose it here, within an hour:",
            baseUrl + "/reset#" + reset.token(),
            NOT_EXPECTED + " Your password stays as it is."));
  }

  private static String withArticle(Role role) {
    return switch (role) {
      case OWNER -> "an owner";
      case ADMIN -> "an admin";
      case AGENT -> "an agent";
      case READ, INGEST -> throw new IllegalArgumentException("people are not " + role);
    };
  }
}
