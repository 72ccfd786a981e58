package io.fivefaces.http;

import io.fivefaces.domain.Role;
import io.fivefaces.store.Invitations.Invitation;
import io.fivefaces.store.Invitations.Mailing;
import java.time.Instant;

/** An invitation as the API shows it, without its link. */
record InvitationView(
    String id,
    String email,
    Role role,
    String invitedBy,
    Instant at,
    Instant expiresAt,
    Mailing mail,
    String mailProblem) {

  static InvitationView of(Invitation invitation) {
    return new InvitationView(
        Integer.toString(invitation.id()),
        invitation.email(),
        invitation.role(),
        invitation.invitedBy(),
        invitation.at(),
        invitation.expiresAt(),
        invitation.mail(),
        invitation.mailProblem());
  }
}
