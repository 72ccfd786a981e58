package io.fivefaces.http;

import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Role;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.Workspace;
import io.fivefaces.store.Members;
import io.fivefaces.store.WebhookEndpoints;
import io.fivefaces.store.WebhookEndpoints.Fallen;
import io.fivefaces.store.Workspaces;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Workspaces and their settings. */
final class WorkspaceRoutes {

  private static final int PAGE = 200;

  private final Workspaces workspaces;
  private final Members members;
  private final WebhookEndpoints webhooks;
  private final Access access;

  WorkspaceRoutes(
      Workspaces workspaces, Members members, WebhookEndpoints webhooks, Access access) {
    this.workspaces = workspaces;
    this.members = members;
    this.webhooks = webhooks;
    this.access = access;
  }

  void mount(Router router) {
    router.get("/api/workspaces").handler(Reply.ok(this::list));
    router.post("/api/workspaces").handler(Reply.created(this::create));
    router
        .get("/api/workspaces/:ws")
        .handler(access.needs(Permission.CONVERSATIONS))
        .handler(Reply.ok(context ->
            access.workspace(context).map(found -> View.of(found, Access.role(context)))));
    router
        .patch("/api/workspaces/:ws")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::rename));
    router
        .get("/api/workspaces/:ws/settings")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(context -> access.workspace(context).map(Workspace::settings)));
    router
        .patch("/api/workspaces/:ws/settings")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::change));
  }

  private record NewWorkspace(String name, String slug) {}

  private record Rename(String name) {}

  /** A webhook that was paused because nothing was taken there. */
  private record PausedWebhook(String id, String url, Instant pausedAt) {
    static PausedWebhook of(Fallen fallen) {
      return new PausedWebhook(Integer.toString(fallen.id()), fallen.url(), fallen.pausedAt());
    }
  }

  /** A workspace, what whoever asks is in it, and, for those who may mend it, what fell silent there. */
  private record View(
      String id,
      String name,
      String slug,
      boolean demo,
      Instant createdAt,
      Role role,
      List<PausedWebhook> pausedWebhooks) {
    static View of(Workspace workspace, Role role) {
      return new View(
          Integer.toString(workspace.id()),
          workspace.name(),
          workspace.slug(),
          workspace.demo(),
          workspace.createdAt(),
          role,
          List.of());
    }

    View with(List<Fallen> fallen) {
      var paused = fallen.stream().map(PausedWebhook::of).toList();
      return new View(id, name, slug, demo, createdAt, role, paused);
    }
  }

  private Future<Page<View>> list(RoutingContext context) {
    int after = Cursor.of(context, 0).id();
    return mine(Access.identityOf(context), after)
        .map(rows ->
            Page.of(rows, PAGE, view -> view, last -> Cursor.text(Long.parseLong(last.id()))))
        .compose(page -> withPaused(page.items()).map(items -> new Page<>(items, page.next())));
  }

  private Future<List<View>> withPaused(List<View> views) {
    var administered = views.stream()
        .filter(view -> Permission.ADMINISTRATION.isOf(view.role()))
        .map(view -> Integer.valueOf(view.id()))
        .toList();
    return webhooks
        .fallen(administered)
        .map(fallen -> views.stream()
            .map(view -> view.with(fallen.getOrDefault(Integer.valueOf(view.id()), List.of())))
            .toList());
  }

  private Future<List<View>> mine(Identity identity, int after) {
    return switch (identity) {
      case Identity.Console console -> all(after);
      case Identity.AdminKey key -> all(after);
      case Identity.Person person ->
        person.ownsServer() ? all(after) : of(person.account().id(), after);
      case Identity.Machine machine ->
        workspaces
            .find(machine.key().workspace())
            .map(found -> found.stream()
                .filter(one -> one.id() > after)
                .map(one -> View.of(one, machine.key().role()))
                .toList());
    };
  }

  private Future<List<View>> all(int after) {
    return workspaces
        .after(after, PAGE + 1)
        .map(all -> all.stream().map(one -> View.of(one, Role.OWNER)).toList());
  }

  private Future<List<View>> of(int account, int after) {
    return members
        .of(account, after, PAGE + 1)
        .map(of -> of.stream().map(one -> View.of(one.workspace(), one.role())).toList());
  }

  private Future<View> create(RoutingContext context) {
    if (!Access.identityOf(context).ownsServer()) {
      throw Problem.forbidden("Only who owns this server makes a workspace: ask that person.");
    }
    var wanted = Body.json(context, NewWorkspace.class);
    var name = Names.of("name", wanted.name());
    var slug = Names.slug("slug", wanted.slug());
    var owner = Access.identityOf(context) instanceof Identity.Person person
        ? Optional.of(person.account().id())
        : Optional.<Integer>empty();
    return workspaces
        .create(slug, name, Access.who(context), owner)
        .map(made -> made.orElseThrow(() -> Problem.conflict(
            "The short name is taken",
            "There is a workspace with the short name (slug) '" + slug + "'; choose another.")))
        .map(made -> View.of(made, Role.OWNER));
  }

  private Future<View> rename(RoutingContext context) {
    var name = Names.of("name", Body.json(context, Rename.class).name());
    return access
        .workspace(context)
        .compose(workspace -> workspaces.rename(workspace.id(), name, Access.who(context)))
        .map(renamed -> renamed.orElseThrow(() -> Problem.notFound("workspace")))
        .map(renamed -> View.of(renamed, Access.role(context)));
  }

  private Future<Settings> change(RoutingContext context) {
    var patch = Body.json(context);
    return access
        .workspace(context)
        .compose(workspace -> workspaces.change(workspace.id(), Access.who(context), patch))
        .map(changed -> changed.orElseThrow(() -> Problem.notFound("workspace")));
  }
}
