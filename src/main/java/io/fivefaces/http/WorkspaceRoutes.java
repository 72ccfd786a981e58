package io.fivefaces.http;

import io.fivefaces.domain.Settings;
import io.fivefaces.domain.Workspace;
import io.fivefaces.store.Workspaces;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.regex.Pattern;

/** Workspaces and their settings. */
final class WorkspaceRoutes {

  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private final Workspaces workspaces;
  private final Access access;

  WorkspaceRoutes(Workspaces workspaces, Access access) {
    this.workspaces = workspaces;
    this.access = access;
  }

  void mount(Router router) {
    router.get("/api/workspaces").handler(Reply.ok(this::list));
    router.post("/api/workspaces").handler(Reply.created(this::create));
    router
        .get("/api/workspaces/:ws/settings")
        .handler(Reply.ok(context -> access.workspace(context).map(Workspace::settings)));
    router.patch("/api/workspaces/:ws/settings").handler(Reply.ok(this::change));
  }

  private record NewWorkspace(String name, String slug) {}

  private record View(String id, String name, String slug, boolean demo, Instant createdAt) {
    static View of(Workspace workspace) {
      return new View(
          Integer.toString(workspace.id()),
          workspace.name(),
          workspace.slug(),
          workspace.demo(),
          workspace.createdAt());
    }
  }

  private Future<Page<View>> list(RoutingContext context) {
    return workspaces.all().map(all -> Page.whole(all.stream().map(View::of).toList()));
  }

  private Future<View> create(RoutingContext context) {
    var wanted = Body.json(context, NewWorkspace.class);
    var name = Names.of("name", wanted.name());
    if (wanted.slug() == null || !SLUG.matcher(wanted.slug()).matches()) {
      throw Problem.badRequest(
          "'slug' has 1 to 63 lower-case letters, digits and hyphens, such as acme-support.");
    }
    return workspaces
        .create(wanted.slug(), name, false, Settings.DEFAULT)
        .map(made -> View.of(made.orElseThrow(() -> Problem.conflict(
            "The slug is taken",
            "There is a workspace with the slug '" + wanted.slug() + "'; choose another."))));
  }

  private Future<Settings> change(RoutingContext context) {
    var patch = Body.json(context);
    return access
        .workspace(context)
        .compose(workspace -> workspaces.change(workspace.id(), Access.who(context), patch))
        .map(changed -> changed.orElseThrow(() -> Problem.notFound("workspace")));
  }
}
