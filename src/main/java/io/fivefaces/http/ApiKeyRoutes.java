package io.fivefaces.http;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Role;
import io.fivefaces.store.ApiKeys;
import io.fivefaces.store.ApiKeys.Cursor;
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
    var cursor = context.request().getParam("cursor");
    var after = cursor == null ? Cursor.FIRST : parse(cursor);
    return access
        .workspace(context)
        .compose(workspace -> apiKeys.list(workspace.id(), after, PAGE + 1))
        .map(rows -> {
          var items = rows.subList(0, Math.min(PAGE, rows.size()));
          return new Page<>(
              items.stream().map(View::of).toList(),
              rows.size() > PAGE ? text(items.getLast()) : null);
        });
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
      var key = "ff_" + workspace.id() + "_"
          + keys.randomText(BYTES);
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

  private static String text(Entry last) {
    return (last.revokedAt() == null ? "live-" : "revoked-") + last.id();
  }

  private static Cursor parse(String text) {
    var parts = text.split("-", 2);
    if (!text.matches("(live|revoked)-[1-9][0-9]{0,8}")) {
      throw Problem.badRequest("'cursor' is the 'next' of the page before, unchanged.");
    }
    return new Cursor(parts[0].equals("live"), Integer.parseInt(parts[1]));
  }
}
