package io.fivefaces.http;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Workspace;
import io.fivefaces.store.Accounts;
import io.fivefaces.store.Workspaces;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/** Who is asking: an owner by API key or by session. Nothing behind it is open to strangers. */
public final class Access {

  private static final String WHO = "who";
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Accounts accounts;
  private final Workspaces workspaces;
  private final Optional<byte[]> adminKeyDigest;
  private final SessionCookie cookie;

  public Access(
      Accounts accounts, Workspaces workspaces, Optional<String> adminKey, SessionCookie cookie) {
    this.accounts = accounts;
    this.workspaces = workspaces;
    this.adminKeyDigest = adminKey.map(key -> Keyring.sha256(Keyring.utf8(key)));
    this.cookie = cookie;
  }

  /** Lets owners pass and fails for everybody else. */
  void requireOwner(RoutingContext context) {
    identify(context)
        .onSuccess(who -> {
          context.put(WHO, who);
          context.next();
        })
        .onFailure(context::fail);
  }

  /** The name under which changes of this request are audited. */
  static String who(RoutingContext context) {
    return context.get(WHO);
  }

  /** The workspace that the path names. */
  Future<Workspace> workspace(RoutingContext context) {
    return workspaces
        .find(number(context.pathParam("ws"), "workspace"))
        .map(found -> found.orElseThrow(() -> Problem.notFound("workspace")));
  }

  /** A number in a path; what is none names nothing. */
  static int number(String text, String what) {
    if (text == null || !text.matches("[1-9][0-9]{0,8}")) {
      throw Problem.notFound(what);
    }
    return Integer.parseInt(text);
  }

  private Future<String> identify(RoutingContext context) {
    var authorization = context.request().getHeader("authorization");
    if (authorization != null) {
      return isAdminKey(authorization)
          ? Future.succeededFuture("admin key")
          : Future.failedFuture(Problem.unauthorized());
    }
    var token = cookie.read(context);
    if (token.isEmpty()) {
      return Future.failedFuture(Problem.unauthorized());
    }
    if (!SAFE.contains(context.request().method()) && !isFromOurPage(context)) {
      return Future.failedFuture(
          Problem.forbidden("This request did not come from a page of this service."));
    }
    return accounts.sessionOf(token.get()).map(who -> who.orElseThrow(Problem::unauthorized));
  }

  private boolean isAdminKey(String authorization) {
    return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
        && adminKeyDigest
            .map(digest -> MessageDigest.isEqual(
                digest, Keyring.sha256(Keyring.utf8(authorization.substring(7).strip()))))
            .orElse(false);
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
