package io.fivefaces.http;

import io.fivefaces.channel.Letters;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.store.Accounts;
import io.fivefaces.store.Credentials;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way back for people who forgot their password: a link by mail. */
final class ForgottenRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(ForgottenRoutes.class);
  private static final int BODY_LIMIT = 16 << 10;

  private final Accounts accounts;
  private final Credentials credentials;
  private final Letters letters;
  private final PeopleLetters words;
  private final Patience patience;
  private final ClientNetwork network;
  private final PasswordCheck check;

  ForgottenRoutes(
      Accounts accounts,
      Credentials credentials,
      Letters letters,
      PeopleLetters words,
      Patience patience,
      ClientNetwork network,
      PasswordCheck check) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.letters = letters;
    this.words = words;
    this.patience = patience;
    this.network = network;
    this.check = check;
  }

  void mount(Router router) {
    router.post("/forgot").handler(Body.upTo(BODY_LIMIT)).handler(this::forgot);
    router.post("/reset").handler(Body.upTo(BODY_LIMIT)).handler(Reply.ok(this::reset));
  }

  /** Answers before it looks for the account, so that neither words nor time tell whether there is one. */
  private void forgot(RoutingContext context) {
    Access.refuseOtherSites(context);
    var email = EmailAddress.parse(Form.of(Body.bytes(context)).get("email"));
    if (!patience.addresses().allows(network.of(context))) {
      SignInRoutes.redirect(context, "/forgot?throttled=1#throttled");
    } else if (!letters.leaveTheHouse()) {
      SignInRoutes.redirect(context, "/forgot?unmailed=1#unmailed");
    } else {
      SignInRoutes.redirect(context, "/forgot?sent=1#sent");
      email.ifPresent(this::mail);
    }
  }

  /** Counts addresses that have an account alone: strangers who make up others keep nobody's mail back. */
  private void mail(EmailAddress address) {
    accounts
        .find(address.folded())
        .compose(found -> found.isPresent() && patience.resets().allows(address.folded())
            ? credentials.ask(address.folded())
            : Future.succeededFuture(Optional.<Credentials.Reset>empty()))
        .onSuccess(asked -> asked.ifPresent(reset -> letters.post(words.reset(reset))))
        .onFailure(
            failure -> LOG.warn("A link for a new password was not made: {}", failure.toString()));
  }

  private record NewPasswordByLink(String token, String password) {}

  private Future<?> reset(RoutingContext context) {
    Access.refuseOtherSites(context);
    var wanted = Body.json(context, NewPasswordByLink.class);
    var token = wanted.token() == null ? "" : wanted.token();
    var password = NewPassword.of(wanted.password());
    return credentials
        .isGood(token)
        .map(ForgottenRoutes::refuseUnless)
        .compose(good -> check.hash(password))
        .compose(hash -> credentials.reset(token, hash))
        .map(ForgottenRoutes::refuseUnless)
        .map(Map.of("to", "/sign-in?reset=1#reset"));
  }

  private static boolean refuseUnless(boolean good) {
    if (!good) {
      throw Problem.gone(
          "This link is no longer good",
          "The link was used, or it is older than an hour. Ask for another one.");
    }
    return true;
  }
}
