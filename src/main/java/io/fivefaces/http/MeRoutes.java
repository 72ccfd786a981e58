package io.fivefaces.http;

import io.fivefaces.store.Accounts;
import io.fivefaces.store.Accounts.Account;
import io.fivefaces.store.Credentials;
import io.fivefaces.store.Sessions;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whoever asks: the own name, password and sessions. */
final class MeRoutes {

  private final Accounts accounts;
  private final Sessions sessions;
  private final Credentials credentials;
  private final Entrance entrance;
  private final PasswordCheck check;

  MeRoutes(
      Accounts accounts,
      Sessions sessions,
      Credentials credentials,
      Entrance entrance,
      PasswordCheck check) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.credentials = credentials;
    this.entrance = entrance;
    this.check = check;
  }

  void mount(Router router) {
    router.get("/api/me").handler(Reply.ok(this::me));
    router.patch("/api/me").handler(Reply.ok(this::rename));
    router.post("/api/me/password").handler(Reply.ok(this::changePassword));
    router.get("/api/me/sessions").handler(Reply.ok(this::sessions));
    router.delete("/api/me/sessions").handler(Reply.ok(this::endOthers));
    router.delete("/api/me/sessions/:id").handler(Reply.ok(this::end));
  }

  /**
   * Whoever asks.
   *
   * @param id of the account; null where none is behind it, as with a key
   * @param signsInBy {@code password} and {@code openid}, as far as the account has them; else {@code console} or {@code key}
   */
  private record Me(
      String id, String email, String name, boolean serverOwner, List<String> signsInBy) {

    static Me of(Account account, Accounts.Ways ways) {
      var by = new ArrayList<String>();
      if (ways.password()) {
        by.add("password");
      }
      if (ways.openid()) {
        by.add("openid");
      }
      return new Me(
          Integer.toString(account.id()),
          account.email(),
          account.name(),
          account.serverOwner(),
          by);
    }

    static Me nobody(Identity identity, String by) {
      return new Me(null, null, identity.name(), identity.ownsServer(), List.of(by));
    }
  }

  private Future<Me> me(RoutingContext context) {
    return switch (Access.identityOf(context)) {
      case Identity.Person person -> me(person.account());
      case Identity.Console console -> Future.succeededFuture(Me.nobody(console, "console"));
      case Identity.AdminKey key -> Future.succeededFuture(Me.nobody(key, "key"));
      case Identity.Machine machine -> Future.succeededFuture(Me.nobody(machine, "key"));
    };
  }

  private Future<Me> me(Account account) {
    return accounts.ways(account.id()).map(ways -> Me.of(account, ways));
  }

  private record NewName(String name) {}

  private Future<Me> rename(RoutingContext context) {
    var name = Names.of("name", Body.json(context, NewName.class).name());
    return accounts
        .rename(person(context).account().id(), name)
        .compose(renamed -> me(renamed.orElseThrow(Problem::unauthorized)));
  }

  private record PasswordChange(String old, String wanted) {}

  private Future<Me> changePassword(RoutingContext context) {
    var account = person(context).account();
    var change = Body.json(context, PasswordChange.class);
    var password = NewPassword.of(change.wanted());
    var old = change.old() == null ? "" : change.old();
    if (!check.allows(context, account.email())) {
      throw Problem.tooMany("Too many tries. Wait a minute, then try again.", 60);
    }
    var token = entrance.newToken();
    return accounts
        .passwordHash(account.email())
        .map(hash -> hash.orElseThrow(() -> Problem.conflict(
            "You have no password", "You sign in by OpenID; your provider keeps your password.")))
        .compose(hash -> check.matches(account.email(), old).map(matches -> {
          if (!matches) {
            throw Problem.badRequest("The old password is another one.");
          }
          return hash;
        }))
        .compose(hash -> check
            .hash(password)
            .compose(newHash ->
                credentials.change(account.id(), hash, newHash, token, Entrance.browser(context))))
        .compose(changed -> {
          if (!changed) {
            throw Problem.conflict(
                "The password was changed meanwhile", "Sign in with the new one, then try again.");
          }
          entrance.carry(context, token);
          return me(account);
        });
  }

  /** One session; {@code current} is the one that asks. */
  private record View(
      String id,
      String browser,
      Instant createdAt,
      Instant seenAt,
      Instant expiresAt,
      boolean current) {}

  private Future<Page<View>> sessions(RoutingContext context) {
    return switch (Access.identityOf(context)) {
      case Identity.Person person ->
        sessions
            .all(person.account().id())
            .map(all -> Page.whole(all.stream()
                .map(one -> new View(
                    Long.toString(one.id()),
                    one.browser(),
                    one.createdAt(),
                    one.seenAt(),
                    one.expiresAt(),
                    one.id() == person.session()))
                .toList()));
      case Identity.Console console -> Future.succeededFuture(Page.whole(List.of()));
      case Identity.AdminKey key -> Future.succeededFuture(Page.whole(List.of()));
      case Identity.Machine machine -> Future.succeededFuture(Page.whole(List.of()));
    };
  }

  private Future<?> endOthers(RoutingContext context) {
    var person = person(context);
    return sessions
        .closeOthers(person.account().id(), person.session())
        .map(ended -> Map.of("ended", ended));
  }

  private Future<?> end(RoutingContext context) {
    int id = Access.number(context.pathParam("id"), "session");
    return sessions.closeOne(person(context).account().id(), id).map(closed -> {
      if (!closed) {
        throw Problem.notFound("session");
      }
      return Map.of("ended", 1);
    });
  }

  private static Identity.Person person(RoutingContext context) {
    if (Access.identityOf(context) instanceof Identity.Person person) {
      return person;
    }
    throw Problem.forbidden("Only a person who is signed in has an account.");
  }
}
