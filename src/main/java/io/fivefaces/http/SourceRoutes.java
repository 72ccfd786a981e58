package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Workspace;
import io.fivefaces.source.Secrets;
import io.fivefaces.source.Source;
import io.fivefaces.source.Sources;
import io.fivefaces.store.ConnectedSources;
import io.fivefaces.store.ConnectedSources.NewSource;
import io.fivefaces.store.DeadLetters;
import io.fivefaces.store.Hearings;
import io.fivefaces.store.Hearings.Hearing;
import io.fivefaces.store.UnknownTypes;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The chat systems that a workspace connects. A secret of ours is shown once, one of theirs never. */
final class SourceRoutes {

  private static final int PAGE = 200;

  private final ConnectedSources sources;
  private final Hearings hearings;
  private final DeadLetters deadLetters;
  private final UnknownTypes unknownTypes;
  private final BotTokens botTokens;
  private final Access access;
  private final Keyring keys;
  private final Clock clock;
  private final String baseUrl;

  SourceRoutes(HttpParts parts) {
    sources = parts.sources();
    hearings = new Hearings(parts.database());
    deadLetters = parts.deadLetters();
    unknownTypes = parts.unknownTypes();
    botTokens = new BotTokens(parts.slackApps(), parts.slackApi());
    access = parts.access();
    keys = parts.keys();
    clock = parts.clock();
    baseUrl = parts.baseUrl();
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/sources")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::list));
    router
        .post("/api/workspaces/:ws/sources")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.created(this::connect));
    router
        .get("/api/workspaces/:ws/sources/:id")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::show));
    router
        .patch("/api/workspaces/:ws/sources/:id")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::change));
    router
        .delete("/api/workspaces/:ws/sources/:id")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::remove));
    router
        .post("/api/workspaces/:ws/sources/:id/rotate-secret")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::rotateSecret));
    router
        .post("/api/workspaces/:ws/sources/:id/dead-letters/replay")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::replay));
  }

  private record Wanted(String kind, String name, String signingSecret) {}

  private record Connected(
      String id,
      String kind,
      String name,
      String key,
      String url,
      String secret,
      List<String> warnings) {}

  private record Details(
      SourceView source, List<UnknownTypes.Seen> unknownTypes, DeadLetters.Overview deadLetters) {}

  private record Rotated(String secret, Instant previousSecretUntil) {}

  private record Replayed(int replayed) {}

  private Future<Page<SourceView>> list(RoutingContext context) {
    int after = Cursor.of(context, 0).id();
    return access
        .workspace(context)
        .compose(workspace -> sources
            .of(workspace.id(), after, PAGE + 1)
            .compose(rows -> hearings
                .of(workspace.id())
                .map(heard -> Page.of(
                    rows,
                    PAGE,
                    source -> view(source, heard.getOrDefault(source.id(), Hearing.NOTHING)),
                    last -> Cursor.text(last.id())))));
  }

  private Future<Connected> connect(RoutingContext context) {
    var wanted = Body.json(context, Wanted.class);
    var name = Names.of("name", wanted.name());
    var kind = wanted.kind() == null ? null : Sources.ofKind(wanted.kind()).orElse(null);
    if (kind == null) {
      throw Problem.badRequest(
          "'kind' is one of " + Sources.ALL.stream().map(Source::kind).toList() + ".");
    }
    boolean ours = wanted.signingSecret() == null;
    var secret =
        ours ? Secrets.made(kind.proof(), keys) : SourceChange.secret(kind, wanted.signingSecret());
    var source = new NewSource(
        kind.kind(), name, kind.ends() == Source.Ends.ONE, kind.ends().trigger(), secret);
    return access
        .workspace(context)
        .compose(workspace -> sources.connect(workspace.id(), source, Access.who(context)))
        .map(made -> new Connected(
            Integer.toString(made.id()),
            made.kind(),
            made.name(),
            made.key(),
            url(made),
            ours ? secret : null,
            SourceWarnings.of(made)));
  }

  private Future<Details> show(RoutingContext context) {
    return access.workspace(context).compose(workspace -> {
      int id = id(context);
      return source(workspace, id)
          .compose(source -> unknownTypes
              .of(workspace.id(), id)
              .compose(types -> deadLetters
                  .of(workspace.id(), id)
                  .compose(
                      letters -> view(source).map(view -> new Details(view, types, letters)))));
    });
  }

  private Future<SourceView> change(RoutingContext context) {
    var change = SourceChange.read(context);
    var secret = change.fields().signingSecret();
    var token = change.fields().botToken();
    int id = id(context);
    var who = Access.who(context);
    return access
        .workspace(context)
        .compose(workspace -> source(workspace, id)
            // refused before Slack is asked and anything is written
            .map(change::of)
            .compose(possible -> botTokens.teamOf(token))
            .compose(team -> sources
                .change(workspace.id(), id, change::of, who)
                .map(SourceRoutes::found)
                .compose(changed -> secret == null
                    ? Future.succeededFuture(changed)
                    : bring(workspace, changed, secret, who))
                .compose(changed -> botTokens.keep(workspace.id(), id, token, team, who)))
            .compose(kept -> source(workspace, id)))
        .compose(this::view);
  }

  private Future<SourceView> remove(RoutingContext context) {
    int id = id(context);
    return access
        .workspace(context)
        .compose(workspace -> source(workspace, id)
            .compose(this::view)
            .compose(view -> sources
                .remove(workspace.id(), id, Access.who(context))
                .map(removed -> {
                  if (!removed) {
                    throw Problem.notFound("source");
                  }
                  return view;
                })));
  }

  private Future<ConnectedSource> source(Workspace workspace, int id) {
    return sources.byId(workspace.id(), id).map(SourceRoutes::found);
  }

  private static ConnectedSource found(Optional<ConnectedSource> source) {
    return source.orElseThrow(() -> Problem.notFound("source"));
  }

  private Future<ConnectedSource> bring(
      Workspace workspace, ConnectedSource source, String secret, String who) {
    return sources
        .changeSecret(workspace.id(), source.id(), secret.strip(), who)
        .map(SourceRoutes::found);
  }

  private Future<Rotated> rotateSecret(RoutingContext context) {
    int id = id(context);
    return access
        .workspace(context)
        .compose(workspace -> source(workspace, id).compose(source -> {
          var secret = Secrets.made(Sources.ofKind(source.kind()).orElseThrow().proof(), keys);
          if (secret == null) {
            throw Problem.badRequest("This system signs with a key of its own: bring the new one"
                + " as 'signing_secret' with a PATCH.");
          }
          return sources.changeSecret(workspace.id(), id, secret, Access.who(context));
        }))
        .map(SourceRoutes::found)
        .map(changed -> new Rotated(changed.secret(), changed.previousUntil()));
  }

  private Future<Replayed> replay(RoutingContext context) {
    int id = id(context);
    return access
        .workspace(context)
        .compose(workspace -> source(workspace, id)
            .compose(source -> deadLetters.replay(workspace.id(), id, Access.who(context))))
        .map(Replayed::new);
  }

  private static int id(RoutingContext context) {
    return Access.number(context.pathParam("id"), "source");
  }

  private Future<SourceView> view(ConnectedSource source) {
    return hearings
        .of(source.workspace())
        .map(heard -> view(source, heard.getOrDefault(source.id(), Hearing.NOTHING)));
  }

  private SourceView view(ConnectedSource source, Hearing hearing) {
    return SourceView.of(source, url(source), hearing, clock.instant());
  }

  private String url(ConnectedSource source) {
    return baseUrl + "/hooks/" + source.key();
  }
}
