package io.fivefaces.http;

import io.fivefaces.channel.Letter;
import io.fivefaces.channel.Letters;
import io.fivefaces.domain.Role;
import io.fivefaces.domain.Workspace;
import io.fivefaces.store.Invitations;
import io.fivefaces.store.Invitations.Invitation;
import io.fivefaces.store.Invitations.Mailing;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mails invitations while their inviter goes on, and keeps what became of the mail. */
final class InvitationMail {

  private static final Logger LOG = LoggerFactory.getLogger(InvitationMail.class);

  private final Letters letters;
  private final PeopleLetters words;
  private final Invitations invitations;
  private final Patience patience;

  InvitationMail(Letters letters, PeopleLetters words, Invitations invitations, Patience patience) {
    this.letters = letters;
    this.words = words;
    this.invitations = invitations;
    this.patience = patience;
  }

  /** Refuses a workspace that mails more than people read. */
  void refuseFlood(Workspace workspace) {
    if (!patience.letters().allows(Integer.toString(workspace.id()))) {
      throw Problem.tooMany("A workspace may invite a few people a minute.", 60);
    }
  }

  /** Begins to mail an invitation; its link, which is shown nowhere else. */
  String post(Workspace workspace, Invitation invitation, String token) {
    if (!letters.leaveTheHouse() && invitation.role() == Role.OWNER) {
      // admins read the built-in mailbox, and could become owners by what they find there
      keep(
          invitation,
          token,
          Mailing.NOT_SENT,
          "no SMTP server is set: hand the link over yourself");
    } else {
      Letter letter = words.invitation(workspace, invitation, token);
      letters.post(letter).onSuccess(problem -> keep(invitation, token, problem));
    }
    return words.invitationLink(token);
  }

  private void keep(Invitation invitation, String token, Optional<String> problem) {
    var went = letters.leaveTheHouse() ? Mailing.SENT : Mailing.KEPT;
    keep(invitation, token, problem.isEmpty() ? went : Mailing.NOT_SENT, problem.orElse(null));
  }

  private void keep(Invitation invitation, String token, Mailing mail, String problem) {
    invitations
        .mailed(invitation, token, mail, problem)
        .onFailure(failure -> LOG.warn(
            "What became of the mail of invitation {} in workspace {} could not be kept: {}",
            invitation.id(),
            invitation.workspace(),
            failure.toString()));
  }
}
