package io.fivefaces.http;

import io.fivefaces.domain.Keyring;
import io.fivefaces.store.Accounts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Signing in, by password or by the one-time link of the console, and out. */
final class SignInRoutes {

  private static final int BODY_LIMIT = 16 << 10;
  private static final int TOKEN_BYTES = 32;
  /** Compared where there is no such account, so that its absence takes as long to tell as a wrong password. */
  private final Future<String> decoy;

  private final Vertx vertx;
  private final Accounts accounts;
  private final SessionCookie cookie;
  private final SignInLink link;
  private final Keyring keys;
  private final Throttle throttle;

  SignInRoutes(
      Vertx vertx,
      Accounts accounts,
      SessionCookie cookie,
      SignInLink link,
      Keyring keys,
      Throttle throttle) {
    this.vertx = vertx;
    this.accounts = accounts;
    this.cookie = cookie;
    this.link = link;
    this.keys = keys;
    this.throttle = throttle;
    decoy = vertx.executeBlocking(() -> Passwords.hash(newToken()), false);
  }

  void mount(Router router) {
    router.post("/sign-in").handler(Body.upTo(BODY_LIMIT)).handler(this::signIn);
    router.get("/sign-in/:link").handler(this::follow);
    router.post("/sign-out").handler(this::signOut);
  }

  private void signIn(RoutingContext context) {
    if (!Access.isFromOurPage(context)) {
      throw Problem.forbidden("This request did not come from a page of this service.");
    }
    var form = Form.of(Body.bytes(context));
    var email = form.get("email") == null ? "" : form.get("email").strip().toLowerCase(Locale.ROOT);
    var password = form.get("password") == null ? "" : form.get("password");
    if (!throttle.allows(context.request().remoteAddress().hostAddress())) {
      redirect(context, "/sign-in?throttled=1#throttled");
      return;
    }
    accounts
        .passwordHash(email)
        .compose(found -> decoy.compose(other -> vertx.executeBlocking(
            () -> Passwords.matches(password, found.orElse(other)) && found.isPresent(), false)))
        .compose(matches -> matches ? open(context, Optional.of(email)) : refuse(context))
        .onFailure(context::fail);
  }

  private static Future<Void> refuse(RoutingContext context) {
    redirect(context, "/sign-in?failed=1#failed");
    return Future.succeededFuture();
  }

  private void follow(RoutingContext context) {
    if (!link.use(context.pathParam("link"))) {
      redirect(context, "/sign-in?link=used#link");
      return;
    }
    open(context, Optional.empty()).onFailure(context::fail);
  }

  private void signOut(RoutingContext context) {
    if (!Access.isFromOurPage(context)) {
      throw Problem.forbidden("This request did not come from a page of this service.");
    }
    var closed = cookie.read(context).map(accounts::closeSession).orElse(Future.succeededFuture());
    Reply.with(context, closed, done -> {
      cookie.clear(context);
      redirect(context, "/sign-in");
    });
  }

  /** Opens the session of whoever has this address, or of the console, and leads them on. */
  Future<Void> open(RoutingContext context, Optional<String> email) {
    var token = newToken();
    return accounts.openSession(token, email).map(opened -> {
      cookie.set(context, token);
      redirect(context, "/analytics");
      return null;
    });
  }

  private String newToken() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(keys.random(TOKEN_BYTES));
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
