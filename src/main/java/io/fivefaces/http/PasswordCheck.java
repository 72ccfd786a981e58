package io.fivefaces.http;

import io.fivefaces.store.Accounts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** Whether a password is an account's: asked not too often, and answered as slowly where there is no such account. */
final class PasswordCheck {

  /** Compared where there is no such account, so that its absence takes as long to tell as a wrong password. */
  private final Future<String> decoy;

  private final Vertx vertx;
  private final Accounts accounts;
  private final KnownBrowser known;
  private final Patience patience;

  PasswordCheck(Vertx vertx, Accounts accounts, KnownBrowser known, Patience patience) {
    this.vertx = vertx;
    this.accounts = accounts;
    this.known = known;
    this.patience = patience;
    decoy = hash(UUID.randomUUID().toString());
  }

  /** Counts a try; false where there were too many. A browser that signed in before does not wait for strangers. */
  boolean allows(RoutingContext context, String email) {
    if (known.isOf(context, email)) {
      return patience.known().allows(email);
    }
    return patience.addresses().allows(context.request().remoteAddress().hostAddress())
        && patience.accounts().allows(email);
  }

  Future<Boolean> matches(String email, String password) {
    return accounts
        .passwordHash(email)
        .compose(found -> decoy.compose(other -> vertx.executeBlocking(
            () -> Passwords.matches(password, found.orElse(other)) && found.isPresent(), false)));
  }

  /** The hash of a password, made where it keeps nobody waiting. */
  Future<String> hash(String password) {
    return vertx.executeBlocking(() -> Passwords.hash(password), false);
  }
}
