package io.fivefaces.http;

import io.fivefaces.store.Accounts;
import io.fivefaces.store.Accounts.Account;
import io.fivefaces.store.Credentials;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;

/** Signing in, by password or by the one-time link of the console, and out. */
final class SignInRoutes {

  private static final int BODY_LIMIT = 16 << 10;

  private final Accounts accounts;
  private final Credentials credentials;
  private final HostCookie cookie;
  private final SignInLink link;
  private final Entrance entrance;
  private final PasswordCheck check;

  SignInRoutes(
      Accounts accounts,
      Credentials credentials,
      HostCookie cookie,
      SignInLink link,
      Entrance entrance,
      PasswordCheck check) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.cookie = cookie;
    this.link = link;
    this.entrance = entrance;
    this.check = check;
  }

  void mount(Router router) {
    router.post("/sign-in").handler(Body.upTo(BODY_LIMIT)).handler(this::signIn);
    router.get("/sign-in/:link").handler(this::follow);
    router.post("/sign-out").handler(this::signOut);
  }

  private void signIn(RoutingContext context) {
    Access.refuseOtherSites(context);
    var form = Form.of(Body.bytes(context));
    var email = form.get("email") == null ? "" : form.get("email").strip().toLowerCase(Locale.ROOT);
    var password = form.get("password") == null ? "" : form.get("password");
    if (!check.allows(context, email)) {
      redirect(context, "/sign-in?throttled=1#throttled");
      return;
    }
    var person = check
        .matches(email, password)
        .compose(matches -> matches
            ? accounts.find(email)
            : Future.succeededFuture(Optional.<Accounts.Account>empty()));
    Reply.with(
        context,
        person.compose(found -> found.isEmpty()
            ? Future.succeededFuture("/sign-in?failed=1#failed")
            : entrance.admit(context, found.get()).map("/analytics")),
        to -> redirect(context, to));
  }

  /** Signs in the first owner and offers another password; where there is no owner yet, whoever came is asked to become it. */
  private void follow(RoutingContext context) {
    if (!link.use(context.pathParam("link"))) {
      redirect(context, "/sign-in?link=used#link");
      return;
    }
    Reply.with(
        context,
        accounts
            .firstServerOwner()
            .compose(owner -> owner.isPresent()
                ? entrance.admit(context, owner.get()).compose(in -> wayOn(owner.get()))
                : entrance.admitFromConsole(context).map("/set-up")),
        to -> redirect(context, to));
  }

  /** To another password, as the old one may be why somebody came by the console; not for who signs in by OpenID alone. */
  private Future<String> wayOn(Account owner) {
    return credentials
        .ask(owner.email())
        .map(asked -> asked.map(reset -> "/reset?console#" + reset.token()).orElse("/analytics"));
  }

  private void signOut(RoutingContext context) {
    Access.refuseOtherSites(context);
    Reply.with(context, entrance.leave(context), done -> {
      cookie.clear(context);
      redirect(context, "/sign-in");
    });
  }

  /** Leads a browser on, by an answer that nobody keeps and an address that learns of no other. */
  static void redirect(RoutingContext context, String to) {
    context
        .response()
        .setStatusCode(303)
        .putHeader("location", to)
        .putHeader("cache-control", "no-store")
        .putHeader("referrer-policy", "no-referrer")
        .end();
  }
}
