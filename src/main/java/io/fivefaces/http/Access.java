package io.fivefaces.http;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Role;
import io.fivefaces.domain.Workspace;
import io.fivefaces.store.ApiKeys;
import io.fivefaces.store.Members;
import io.fivefaces.store.Sessions;
import io.fivefaces.store.Workspaces;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/**
 * Who is asking, and whether they may. A route below a workspace names what it needs; without that it has no workspace
 * to work with.
 */
public final class Access {

  private static final String IDENTITY = "identity";
  private static final String WORKSPACE = "workspace";
  private static final String ROLE = "role";
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Sessions sessions;
  private final Members members;
  private final ApiKeys apiKeys;
  private final Workspaces workspaces;
  private final Optional<byte[]> adminKeyDigest;
  private final HostCookie cookie;

  public Access(
      Sessions sessions,
      Members members,
      ApiKeys apiKeys,
      Workspaces workspaces,
      Optional<String> adminKey,
      HostCookie cookie) {
    this.sessions = sessions;
    this.members = members;
    this.apiKeys = apiKeys;
    this.workspaces = workspaces;
    this.adminKeyDigest = adminKey.map(key -> Keyring.sha256(Keyring.utf8(key)));
    this.cookie = cookie;
  }

  /** Lets pass whoever is signed in or has a key, and fails for strangers. */
  void identify(RoutingContext context) {
    identity(context)
        .onSuccess(identity -> {
          context.put(IDENTITY, identity);
          context.next();
        })
        .onFailure(context::fail);
  }

  /**
   * Lets pass whoever has this permission in the workspace that the path names. To those who do not belong to it, it is
   * as if it were not there.
   */
  Handler<RoutingContext> needs(Permission permission) {
    return context -> {
      int id = number(context.pathParam("ws"), "workspace");
      var found = workspaces.find(id);
      var role = roleIn(identityOf(context), id);
      Future.all(found, role)
          .onSuccess(both -> {
            if (found.result().isEmpty() || role.result().isEmpty()) {
              context.fail(Problem.notFound("workspace"));
            } else if (!permission.isOf(role.result().get())) {
              context.fail(Problem.forbidden(
                  "Your role here, " + role.result().get() + ", does not include this."));
            } else {
              context.put(WORKSPACE, found.result().get());
              context.put(ROLE, role.result().get());
              context.next();
            }
          })
          .onFailure(context::fail);
    };
  }

  /** Who asks, once {@link #identify} let them pass. */
  static Identity identityOf(RoutingContext context) {
    return context.get(IDENTITY);
  }

  /** The name under which changes of this request are audited. */
  static String who(RoutingContext context) {
    return identityOf(context).name();
  }

  /** What whoever asks is in the workspace, once {@link #needs} let them pass. */
  static Role role(RoutingContext context) {
    return context.get(ROLE);
  }

  /** The workspace that the path names, once {@link #needs} let the request pass. */
  Future<Workspace> workspace(RoutingContext context) {
    Workspace workspace = context.get(WORKSPACE);
    return workspace == null
        ? Future.failedFuture("this route does not say what it needs")
        : Future.succeededFuture(workspace);
  }

  /** A number in a path; what is none names nothing. */
  static int number(String text, String what) {
    if (text == null || !text.matches("[1-9][0-9]{0,8}")) {
      throw Problem.notFound(what);
    }
    return Integer.parseInt(text);
  }

  /** Whether this key brings events to the workspace. It is looked up each time: a revoked key is none at once. */
  Future<Boolean> bringsEvents(String key, int workspace) {
    return identityOfKey(key)
        .compose(found -> found
            .map(identity -> roleIn(identity, workspace))
            .orElse(Future.succeededFuture(Optional.empty())))
        .map(role -> role.filter(Permission.INGESTION::isOf).isPresent());
  }

  private Future<Optional<Role>> roleIn(Identity identity, int workspace) {
    return switch (identity) {
      case Identity.Console console -> Future.succeededFuture(Optional.of(Role.OWNER));
      case Identity.AdminKey key -> Future.succeededFuture(Optional.of(Role.OWNER));
      case Identity.Machine machine ->
        Future.succeededFuture(Optional.of(machine.key().role())
            .filter(role -> machine.key().workspace() == workspace));
      case Identity.Person person ->
        person.ownsServer()
            ? Future.succeededFuture(Optional.of(Role.OWNER))
            : members.role(workspace, person.account().id());
    };
  }

  private Future<Identity> identity(RoutingContext context) {
    if (context.request().getHeader("authorization") != null) {
      return bearer(context)
          .map(this::identityOfKey)
          .orElse(Future.succeededFuture(Optional.empty()))
          .map(found -> found.orElseThrow(Problem::unauthorized));
    }
    var token = cookie.read(context);
    if (token.isEmpty()) {
      return Future.failedFuture(Problem.unauthorized());
    }
    if (!SAFE.contains(context.request().method()) && !isFromOurPage(context)) {
      return Future.failedFuture(
          Problem.forbidden("This request did not come from a page of this service."));
    }
    return sessions.of(token.get()).map(found -> {
      var session = found.orElseThrow(Problem::unauthorized);
      return session
          .account()
          .<Identity>map(account -> new Identity.Person(account, session.id()))
          .orElseGet(Identity.Console::new);
    });
  }

  /** The key that a request carries as {@code Authorization: Bearer <key>}. */
  static Optional<String> bearer(RoutingContext context) {
    return Optional.ofNullable(context.request().getHeader("authorization"))
        .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(header -> header.substring(7).strip());
  }

  private Future<Optional<Identity>> identityOfKey(String key) {
    if (adminKeyDigest
        .map(digest -> MessageDigest.isEqual(digest, Keyring.sha256(Keyring.utf8(key))))
        .orElse(false)) {
      return Future.succeededFuture(Optional.of(new Identity.AdminKey()));
    }
    return apiKeys.find(key).map(found -> found.map(Identity.Machine::new));
  }

  /** Whether a browser says that the request began on this service's own origin. */
  static boolean isFromOurPage(RoutingContext context) {
    var request = context.request();
    var site = request.getHeader("sec-fetch-site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    var origin = request.getHeader("origin");
    return origin == null || isSameHost(origin, request.authority());
  }

  /** Refuses what began on a page of somebody else. */
  static void refuseOtherSites(RoutingContext context) {
    if (!isFromOurPage(context)) {
      throw Problem.forbidden("This request did not come from a page of this service.");
    }
  }

  /** Whether an origin is the very host that was asked. */
  static boolean isSameHost(String origin, HostAndPort host) {
    try {
      var uri = URI.create(origin);
      return host != null
          && host.host().equalsIgnoreCase(uri.getHost())
          && host.port() == uri.getPort();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
