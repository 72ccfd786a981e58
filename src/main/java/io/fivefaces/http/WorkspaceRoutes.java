package io.fivefaces.http;

import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Role;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.Workspace;
import io.fivefaces.store.Members;
import io.fivefaces.store.Workspaces;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Workspaces and their settings. */
final class WorkspaceRoutes {

  private static final int PAGE = 200;
  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private final Workspaces workspaces;
  private final Members members;
  private final Access access;

  WorkspaceRoutes(Workspaces workspaces, Members members, Access access) {
    this.workspaces = workspaces;
    this.members = members;
    this.access = access;
  }

  void mount(Router router) {
    router.get("/api/workspaces").handler(Reply.ok(this::list));
    router.post("/api/workspaces").handler(Reply.created(this::create));
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

  /** A workspace, and what whoever asks is in it. */
  private record View(
      String id, String name, String slug, boolean demo, Instant createdAt, Role role) {
    static View of(Workspace workspace, Role role) {
      return new View(
          Integer.toString(workspace.id()),
          workspace.name(),
          workspace.slug(),
          workspace.demo(),
          workspace.createdAt(),
          role);
    }
  }

  private Future<Page<View>> list(RoutingContext context) {
    int after = Cursor.of(context, 0).id();
    return mine(Access.identityOf(context), after)
        .map(rows ->
            Page.of(rows, PAGE, view -> view, last -> Cursor.text(Long.parseLong(last.id()))));
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
    if (wanted.slug() == null || !SLUG.matcher(wanted.slug()).matches()) {
      throw Problem.badRequest(
          "'slug' has 1 to 63 lower-case letters, digits and hyphens, such as acme-support.");
    }
    return workspaces
        .create(wanted.slug(), name, false, Settings.DEFAULT)
        .map(made -> made.orElseThrow(() -> Problem.conflict(
            "The slug is taken",
            "There is a workspace with the slug '" + wanted.slug() + "'; choose another.")))
        .map(made -> View.of(made, Role.OWNER));
  }

  private Future<Settings> change(RoutingContext context) {
    var patch = Body.json(context);
    return access
        .workspace(context)
        .compose(workspace -> workspaces.change(workspace.id(), Access.who(context), patch))
        .map(changed -> changed.orElseThrow(() -> Problem.notFound("workspace")));
  }
}
