package io.fivefaces.http;

import io.fivefaces.domain.BrowserName;
import io.fivefaces.domain.Keyring;
import io.fivefaces.store.Accounts.Account;
import io.fivefaces.store.Sessions;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.OptionalInt;

/** Lets people in: a session with a new token, whose cookie goes with the answer. */
final class Entrance {

  private static final int TOKEN_BYTES = 32;

  private final Sessions sessions;
  private final HostCookie cookie;
  private final KnownBrowser known;
  private final Keyring keys;

  Entrance(Sessions sessions, HostCookie cookie, KnownBrowser known, Keyring keys) {
    this.sessions = sessions;
    this.cookie = cookie;
    this.known = known;
    this.keys = keys;
  }

  /** Opens a session of this person's in place of the one that the browser had, if any. */
  Future<Void> admit(RoutingContext context, Account person) {
    return open(context, OptionalInt.of(person.id()))
        .onSuccess(opened -> known.remember(context, person.email()));
  }

  /** As {@link #admit}, for whoever followed the console's link to a server that nobody owns yet. */
  Future<Void> admitFromConsole(RoutingContext context) {
    return open(context, OptionalInt.empty());
  }

  private Future<Void> open(RoutingContext context, OptionalInt account) {
    var token = newToken();
    return leave(context)
        .compose(left -> sessions.open(token, account, browser(context)))
        .onSuccess(opened -> carry(context, token));
  }

  /** Gives the answer the cookie of a session that is open. */
  void carry(RoutingContext context, String token) {
    cookie.set(context, token);
  }

  /** Ends the session that the browser had, if any. */
  Future<Void> leave(RoutingContext context) {
    return cookie.read(context).map(sessions::close).orElseGet(Future::succeededFuture);
  }

  /** Whose session the browser has, if any. */
  Future<Optional<Account>> whoIsIn(RoutingContext context) {
    return cookie
        .read(context)
        .map(token -> sessions.of(token).map(found -> found.flatMap(Sessions.Session::account)))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  /** A token that nobody can guess. */
  String newToken() {
    return keys.randomText(TOKEN_BYTES);
  }

  /** The browser in the words that its session is listed by. */
  static String browser(RoutingContext context) {
    return BrowserName.of(context.request().getHeader("user-agent"));
  }
}
