package io.fivefaces.http;

import io.fivefaces.store.Accounts;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Whether a password is an account's: asked not too often, and answered as slowly where there is no such account. */
final class PasswordCheck {

  private final Accounts accounts;
  private final KnownBrowser known;
  private final Patience patience;
  private final ClientNetwork network;
  private final PasswordQueue queue;

  PasswordCheck(
      Accounts accounts,
      KnownBrowser known,
      Patience patience,
      ClientNetwork network,
      PasswordQueue queue) {
    this.accounts = accounts;
    this.known = known;
    this.patience = patience;
    this.network = network;
    this.queue = queue;
  }

  /**
   * Counts a try; false where there were too many, or too many are tried right now. A browser that signed in before does
   * not wait for strangers who guess at its account.
   */
  boolean allows(RoutingContext context, String email) {
    if (queue.isFull()) {
      return false;
    }
    if (known.isOf(context, email)) {
      return patience.known().allows(email);
    }
    return patience.addresses().allows(network.of(context))
        && patience.accounts().allows(email);
  }

  Future<Boolean> matches(String email, String password) {
    return accounts.passwordHash(email).compose(found -> queue.matches(password, found));
  }

  /** The hash of a password, made where it keeps nobody waiting. */
  Future<String> hash(String password) {
    return queue.hash(password);
  }
}
