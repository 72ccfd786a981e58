package io.fivefaces.http;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Role;
import io.fivefaces.store.ApiKeys;
import io.fivefaces.store.ApiKeys.Entry;
import io.fivefaces.store.ApiKeys.Revocation;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/** The keys of machines: made and shown once, listed, revoked. */
final class ApiKeyRoutes {

  private static final int PAGE = 50;
  private static final int BYTES = 32;
  /** How keys are ordered first: the good ones before the revoked ones. */
  private static final int LIVE = 1;

  private static final int REVOKED = 0;

  private final ApiKeys apiKeys;
  private final Access access;
  private final Keyring keys;

  ApiKeyRoutes(ApiKeys apiKeys, Access access, Keyring keys) {
    this.apiKeys = apiKeys;
    this.access = access;
    this.keys = keys;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/api-keys")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::list));
    router
        .post("/api/workspaces/:ws/api-keys")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.created(this::add));
    router
        .delete("/api/workspaces/:ws/api-keys/:id")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::revoke));
  }

  private record Wanted(String name, Role role) {}

  private record View(
      String id,
      String name,
      Role role,
      String prefix,
      String createdBy,
      Instant createdAt,
      Instant usedAt,
      Instant revokedAt) {
    static View of(Entry entry) {
      return new View(
          Integer.toString(entry.id()),
          entry.name(),
          entry.role(),
          entry.prefix(),
          entry.createdBy(),
          entry.createdAt(),
          entry.usedAt(),
          entry.revokedAt());
    }
  }

  /** What is shown this once. */
  private record Made(
      String id,
      String name,
      Role role,
      String prefix,
      String createdBy,
      Instant createdAt,
      String key) {}

  private Future<Page<View>> list(RoutingContext context) {
    var after = Cursor.of(context, LIVE, Integer.MAX_VALUE);
    return access
        .workspace(context)
        .compose(workspace ->
            apiKeys.list(workspace.id(), after.first() == LIVE, after.secondId(), PAGE + 1))
        .map(rows -> Page.of(
            rows,
            PAGE,
            View::of,
            last -> Cursor.text(last.revokedAt() == null ? LIVE : REVOKED, last.id())));
  }

  private Future<Made> add(RoutingContext context) {
    var wanted = Body.json(context, Wanted.class);
    var name = Names.of("name", wanted.name());
    var role = wanted.role();
    if (role == null) {
      throw Problem.badRequest("'role' is one of owner, admin, agent, read and ingest.");
    }
    if (!Access.role(context).reaches(role)) {
      throw above();
    }
    return access.workspace(context).compose(workspace -> {
      var key = "ff_" + workspace.id() + "_" + keys.randomText(BYTES);
      return apiKeys
          .add(workspace.id(), name, role, key, Access.who(context))
          .map(added -> made(added.orElseThrow(ApiKeyRoutes::full), key));
    });
  }

  private static Made made(Entry entry, String key) {
    return new Made(
        Integer.toString(entry.id()),
        entry.name(),
        entry.role(),
        entry.prefix(),
        entry.createdBy(),
        entry.createdAt(),
        key);
  }

  private Future<View> revoke(RoutingContext context) {
    int id = Access.number(context.pathParam("id"), "API key");
    return access
        .workspace(context)
        .compose(workspace ->
            apiKeys.revoke(workspace.id(), id, Access.role(context), Access.who(context)))
        .map(revocation -> switch (revocation) {
          case Revocation.Done done -> View.of(done.entry());
          case Revocation.Above above -> throw above();
          case Revocation.Unknown unknown -> throw Problem.notFound("API key");
        });
  }

  private static Problem above() {
    return Problem.forbidden("Only an owner makes and revokes keys with the role owner.");
  }

  private static Problem full() {
    return Problem.conflict(
        "There are enough keys",
        "A workspace has at most " + ApiKeys.MOST
            + " keys that are not revoked. Revoke one that nobody uses.");
  }
}
