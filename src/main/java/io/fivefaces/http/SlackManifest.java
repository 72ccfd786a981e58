package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.Permission;
import io.fivefaces.store.ConnectedSources;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The file that a Slack app is created from, with a source's own addresses in place of the example's. */
final class SlackManifest {

  private static final String FILE = "conf/slack-app-manifest.yaml";
  private static final String EXAMPLE = "https://surveys.example.com/hooks/the-key-of-your-source";

  private final ConnectedSources sources;
  private final Access access;
  private final String baseUrl;

  SlackManifest(HttpParts parts) {
    sources = parts.sources();
    access = parts.access();
    baseUrl = parts.baseUrl();
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/sources/:id/slack-manifest")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(this::show);
  }

  private void show(RoutingContext context) {
    int id = Access.number(context.pathParam("id"), "source");
    var shown = access
        .workspace(context)
        .compose(workspace -> sources.byId(workspace.id(), id))
        .map(found -> found
            .filter(source -> source.kind().equals("slack"))
            .orElseThrow(() -> Problem.notFound("Slack source")))
        .compose(source -> manifest(context, source));
    Reply.with(
        context,
        shown,
        manifest -> context
            .response()
            .putHeader("content-type", "application/yaml; charset=utf-8")
            .putHeader("cache-control", "no-store")
            .end(manifest));
  }

  private Future<String> manifest(RoutingContext context, ConnectedSource source) {
    return context
        .vertx()
        .fileSystem()
        .readFile(FILE)
        .map(Buffer::toString)
        // without the file's own explanation
        .map(file -> file.substring(file.indexOf("_metadata:")))
        .map(manifest -> manifest.replace(EXAMPLE, baseUrl + "/hooks/" + source.key()));
  }
}
