package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Permission;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.domain.Trigger;
import io.fivefaces.domain.Workspace;
import io.fivefaces.source.Secrets;
import io.fivefaces.source.Source;
import io.fivefaces.source.Sources;
import io.fivefaces.store.ConnectedSources;
import io.fivefaces.store.ConnectedSources.NewSource;
import io.fivefaces.store.DeadLetters;
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
  private final DeadLetters deadLetters;
  private final UnknownTypes unknownTypes;
  private final BotTokens botTokens;
  private final Access access;
  private final Keyring keys;
  private final Clock clock;
  private final String baseUrl;

  SourceRoutes(HttpParts parts) {
    sources = parts.sources();
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
        .post("/api/workspaces/:ws/sources/:id/rotate-secret")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::rotateSecret));
    router
        .post("/api/workspaces/:ws/sources/:id/dead-letters/replay")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::replay));
  }

  private record Wanted(String kind, String name, String signingSecret) {}

  private record Change(
      String name,
      Trigger trigger,
      String signingSecret,
      Boolean acceptUnsigned,
      Integer autoResolveMinutes,
      Integer rateLimit,
      String botToken,
      String displayName,
      String iconUrl,
      List<String> allowedSites) {
    private boolean isForSlack() {
      return botToken != null || displayName != null || iconUrl != null;
    }
  }

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
        .compose(workspace -> sources.of(workspace.id(), after, PAGE + 1))
        .map(rows -> Page.of(rows, PAGE, this::view, last -> Cursor.text(last.id())));
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
    var secret = ours ? Secrets.made(kind.proof(), keys) : theirs(kind, wanted.signingSecret());
    var source = new NewSource(
        kind.kind(), name, kind.ends() == Source.Ends.ONE, kind.ends().trigger(), secret);
    return access
        .workspace(context)
        .compose(workspace -> sources.connect(workspace.id(), source))
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
                  .map(letters -> new Details(view(source), types, letters))));
    });
  }

  private Future<SourceView> change(RoutingContext context) {
    var change = Body.json(context, Change.class);
    var name = change.name() == null ? null : Names.of("name", change.name());
    int id = id(context);
    var who = Access.who(context);
    return access
        .workspace(context)
        .compose(workspace -> source(workspace, id)
            // refused before Slack is asked and anything is written
            .map(source -> changed(source, name, change))
            .compose(possible -> botTokens.teamOf(change.botToken()))
            .compose(team -> sources
                .change(workspace.id(), id, before -> changed(before, name, change), who)
                .map(SourceRoutes::found)
                .compose(changed -> change.signingSecret() == null
                    ? Future.succeededFuture(changed)
                    : bring(workspace, changed, change.signingSecret(), who))
                .compose(
                    changed -> botTokens.keep(workspace.id(), id, change.botToken(), team, who)))
            .compose(kept -> source(workspace, id)))
        .map(this::view);
  }

  private Future<ConnectedSource> source(Workspace workspace, int id) {
    return sources.byId(workspace.id(), id).map(SourceRoutes::found);
  }

  private static ConnectedSource found(Optional<ConnectedSource> source) {
    return source.orElseThrow(() -> Problem.notFound("source"));
  }

  private static ConnectedSource changed(ConnectedSource before, String name, Change change) {
    var kind = Sources.ofKind(before.kind()).orElseThrow();
    boolean unsigned = change.acceptUnsigned() == null
        ? before.settings().acceptUnsigned()
        : change.acceptUnsigned();
    if (unsigned && !kind.proof().isOptional()) {
      throw Problem.badRequest("Every webhook of " + kind.kind()
          + " is signed, so 'accept_unsigned' stays false. Bring its 'signing_secret' instead.");
    }
    if (change.isForSlack() && !kind.kind().equals("slack")) {
      throw Problem.badRequest(
          "'bot_token', 'display_name' and 'icon_url' are fields of sources of kind slack only.");
    }
    if (change.signingSecret() != null) {
      theirs(kind, change.signingSecret());
    }
    try {
      var settings = new SourceSettings(
          unsigned,
          number(change.autoResolveMinutes(), before.settings().autoResolveMinutes()),
          number(change.rateLimit(), before.settings().rateLimit()),
          text(change.displayName(), before.settings().displayName()),
          text(change.iconUrl(), before.settings().iconUrl()),
          change.allowedSites() == null
              ? before.settings().allowedSites()
              : AllowedSites.of(change.allowedSites()));
      return before.with(
          name == null ? before.name() : name,
          change.trigger() == null ? before.trigger() : change.trigger(),
          settings);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(e.getMessage() + ".");
    }
  }

  /** Absent keeps what was there, 0 takes it away. */
  private static Integer number(Integer wanted, Integer before) {
    return wanted == null ? before : wanted == 0 ? null : wanted;
  }

  /** Absent keeps what was there, blank takes it away. */
  private static String text(String wanted, String before) {
    return wanted == null ? before : wanted.isBlank() ? null : wanted.strip();
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
        .compose(workspace ->
            source(workspace, id).compose(source -> deadLetters.replay(workspace.id(), id)))
        .map(Replayed::new);
  }

  private static String theirs(Source kind, String secret) {
    Secrets.refusal(kind.proof(), secret.strip()).ifPresent(refusal -> {
      throw Problem.badRequest("'signing_secret' " + refusal + ".");
    });
    return secret.strip();
  }

  private static int id(RoutingContext context) {
    return Access.number(context.pathParam("id"), "source");
  }

  private SourceView view(ConnectedSource source) {
    return SourceView.of(source, url(source), clock.instant());
  }

  private String url(ConnectedSource source) {
    return baseUrl + "/hooks/" + source.key();
  }
}
