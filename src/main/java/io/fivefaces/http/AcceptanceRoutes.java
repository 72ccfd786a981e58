package io.fivefaces.http;

import io.fivefaces.domain.Role;
import io.fivefaces.store.Acceptances;
import io.fivefaces.store.Acceptances.Outcome;
import io.fivefaces.store.Acceptances.Welcome;
import io.fivefaces.store.Accounts;
import io.fivefaces.store.Accounts.Account;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** The link of an invitation, followed by whoever was invited. Its token comes in a body, never in an address. */
final class AcceptanceRoutes {

  private static final int BODY_LIMIT = 16 << 10;

  private final Acceptances acceptances;
  private final Accounts accounts;
  private final Entrance entrance;
  private final PasswordCheck check;

  AcceptanceRoutes(
      Acceptances acceptances, Accounts accounts, Entrance entrance, PasswordCheck check) {
    this.acceptances = acceptances;
    this.accounts = accounts;
    this.entrance = entrance;
    this.check = check;
  }

  void mount(Router router) {
    router.post("/invitation").handler(Body.upTo(BODY_LIMIT)).handler(Reply.ok(this::look));
    router
        .post("/invitation/accept")
        .handler(Body.upTo(BODY_LIMIT))
        .handler(Reply.ok(this::accept));
  }

  private record Link(String token) {}

  /**
   * What an invitation is about.
   *
   * @param hasAccount whether the address has an account, whose password is asked for instead of a new one
   * @param signedIn whether this browser is signed in to it, so that nothing is asked
   */
  private record View(
      String workspace,
      String email,
      Role role,
      String invitedBy,
      boolean hasAccount,
      boolean signedIn) {}

  private record Acceptance(String token, String name, String password) {}

  private Future<View> look(RoutingContext context) {
    Access.refuseOtherSites(context);
    var link = Body.json(context, Link.class);
    return welcome(link.token())
        .compose(welcome -> entrance
            .whoIsIn(context)
            .map(who -> new View(
                welcome.workspaceName(),
                welcome.email(),
                welcome.role(),
                welcome.invitedBy(),
                welcome.hasAccount(),
                isInvited(who, welcome))));
  }

  private Future<?> accept(RoutingContext context) {
    Access.refuseOtherSites(context);
    var wanted = Body.json(context, Acceptance.class);
    return welcome(wanted.token())
        .compose(welcome -> welcome.hasAccount()
            ? acceptWithAccount(context, wanted, welcome)
            : acceptAsNew(context, wanted))
        .compose(outcome -> admit(context, outcome))
        .map(done -> Map.of("to", "/"));
  }

  private Future<Outcome> acceptAsNew(RoutingContext context, Acceptance wanted) {
    var name = Names.of("name", wanted.name());
    return check
        .hash(NewPassword.of(wanted.password()))
        .compose(hash -> acceptances.acceptAsNew(wanted.token(), name, hash));
  }

  /** The account's owner is signed in, or proves it by the password. */
  private Future<Outcome> acceptWithAccount(
      RoutingContext context, Acceptance wanted, Welcome welcome) {
    return entrance.whoIsIn(context).compose(who -> {
      if (isInvited(who, welcome)) {
        return acceptances.accept(wanted.token(), who.get());
      }
      if (!check.allows(context, welcome.email())) {
        throw Problem.tooMany("Too many tries. Wait a minute, then try again.", 60);
      }
      var password = wanted.password() == null ? "" : wanted.password();
      return Future.all(check.matches(welcome.email(), password), accounts.find(welcome.email()))
          .compose(both -> {
            boolean matches = both.resultAt(0);
            Optional<Account> account = both.resultAt(1);
            if (!matches || account.isEmpty()) {
              throw Problem.forbidden("This is not the password of " + welcome.email() + ".");
            }
            return acceptances.accept(wanted.token(), account.get());
          });
    });
  }

  private Future<Void> admit(RoutingContext context, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Joined joined -> entrance.admit(context, joined.account());
      case Outcome.Gone gone -> Future.failedFuture(gone());
      case Outcome.HasAccount has ->
        Future.failedFuture(Problem.conflict(
            "This address has an account", "Load this page again, then accept with its password."));
    };
  }

  private static boolean isInvited(Optional<Account> who, Welcome welcome) {
    return who.filter(one -> one.email().equals(welcome.email())).isPresent();
  }

  private Future<Welcome> welcome(String token) {
    return acceptances
        .find(token == null ? "" : token)
        .map(found -> found.orElseThrow(AcceptanceRoutes::gone));
  }

  private static Problem gone() {
    return Problem.gone(
        "This invitation is no longer good",
        "It was used or withdrawn, or it is older than seven days. Ask for another one.");
  }
}
