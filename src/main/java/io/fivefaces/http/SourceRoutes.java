package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Trigger;
import io.fivefaces.source.Signatures;
import io.fivefaces.source.Source;
import io.fivefaces.source.Sources;
import io.fivefaces.store.ConnectedSources;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The chat systems that a workspace connects. A secret is shown once. */
final class SourceRoutes {

  private final ConnectedSources sources;
  private final Access access;
  private final Keyring keys;
  private final String baseUrl;

  SourceRoutes(ConnectedSources sources, Access access, Keyring keys, String baseUrl) {
    this.sources = sources;
    this.access = access;
    this.keys = keys;
    this.baseUrl = baseUrl;
  }

  void mount(Router router) {
    router.get("/api/workspaces/:ws/sources").handler(Reply.ok(this::list));
    router.post("/api/workspaces/:ws/sources").handler(Reply.created(this::connect));
    router.patch("/api/workspaces/:ws/sources/:id").handler(Reply.ok(this::change));
  }

  private record NewSource(String kind, String name) {}

  private record Change(String name, Trigger trigger) {}

  private record View(
      String id, String kind, String name, String key, String url, Trigger trigger) {}

  private record Connected(
      String id, String kind, String name, String key, String url, String secret) {}

  private Future<Page<View>> list(RoutingContext context) {
    return access
        .workspace(context)
        .compose(workspace -> sources.of(workspace.id()))
        .map(all -> Page.whole(all.stream().map(this::view).toList()));
  }

  private Future<Connected> connect(RoutingContext context) {
    var wanted = Body.json(context, NewSource.class);
    var name = Names.of("name", wanted.name());
    if (wanted.kind() == null || Sources.ofKind(wanted.kind()).isEmpty()) {
      throw Problem.badRequest(
          "'kind' is one of " + Sources.ALL.stream().map(Source::kind).toList() + ".");
    }
    var secret = Signatures.newSecret(keys);
    return access
        .workspace(context)
        .compose(workspace -> sources.connect(workspace.id(), wanted.kind(), name, secret))
        .map(made -> new Connected(
            Integer.toString(made.id()),
            made.kind(),
            made.name(),
            made.key(),
            url(made),
            made.secret()));
  }

  private Future<View> change(RoutingContext context) {
    var change = Body.json(context, Change.class);
    var name = change.name() == null ? null : Names.of("name", change.name());
    var id = Access.number(context.pathParam("id"), "source");
    return access
        .workspace(context)
        .compose(workspace ->
            sources.change(workspace.id(), id, name, change.trigger(), Access.who(context)))
        .map(changed -> view(changed.orElseThrow(() -> Problem.notFound("source"))));
  }

  private View view(ConnectedSource source) {
    return new View(
        Integer.toString(source.id()),
        source.kind(),
        source.name(),
        source.key(),
        url(source),
        source.trigger());
  }

  private String url(ConnectedSource source) {
    return baseUrl + "/hooks/" + source.key();
  }
}
