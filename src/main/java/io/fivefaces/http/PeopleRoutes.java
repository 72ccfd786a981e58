package io.fivefaces.http;

import io.fivefaces.store.Acceptances;
import io.fivefaces.store.Credentials;
import io.fivefaces.store.Invitations;
import io.fivefaces.store.Sessions;
import io.fivefaces.store.SetUp;
import io.vertx.ext.web.Router;

/** All that is about people: how they come in, who they are, and what they may do where. */
final class PeopleRoutes {

  private final HttpParts parts;
  private final Sessions sessions;
  private final Credentials credentials;
  private final PasswordCheck check;
  private final Entrance entrance;
  private final PeopleLetters words;

  PeopleRoutes(HttpParts parts) {
    this.parts = parts;
    var known = new KnownBrowser(parts.baseUrl().startsWith("https:"), parts.keys());
    sessions = new Sessions(parts.database());
    credentials = new Credentials(parts.database(), parts.keys());
    check = new PasswordCheck(
        parts.accounts(), known, parts.patience(), parts.network(), parts.passwords());
    entrance = new Entrance(sessions, parts.cookie(), known, parts.keys());
    words = new PeopleLetters(parts.baseUrl());
  }

  /** Mounts what needs no session. */
  void mountPublic(Router router) {
    new OpenIdRoutes(parts, entrance).mount(router);
    new SignInRoutes(
            parts.accounts(), credentials, parts.cookie(), parts.signInLink(), entrance, check)
        .mount(router);
    new ForgottenRoutes(
            parts.accounts(),
            credentials,
            parts.letters(),
            words,
            parts.patience(),
            parts.network(),
            check)
        .mount(router);
    new AcceptanceRoutes(new Acceptances(parts.database()), parts.accounts(), entrance, check)
        .mount(router);
  }

  /** Mounts what is behind {@link Access#identify}. */
  void mount(Router router) {
    var invitations = new Invitations(parts.database(), parts.keys());
    var mail = new InvitationMail(parts.letters(), words, invitations, parts.patience());
    new SetUpRoutes(new SetUp(parts.database()), entrance, check).mount(router);
    new MeRoutes(parts.accounts(), sessions, credentials, entrance, check).mount(router);
    new MemberRoutes(parts.members(), invitations, mail, parts.access()).mount(router);
    new InvitationRoutes(invitations, mail, parts.access()).mount(router);
  }
}
