package io.fivefaces.http;

import io.fivefaces.bus.Fact;
import io.fivefaces.store.ChatSurveys;
import io.fivefaces.store.ConversationSearch;
import io.fivefaces.store.EventWriter;
import io.fivefaces.store.Hearings;
import io.fivefaces.store.NpsDays;
import io.fivefaces.store.NpsRatings;
import io.fivefaces.store.PanelPasses;
import io.fivefaces.store.Ratings;
import io.fivefaces.store.Resends;
import io.fivefaces.store.StaleDays;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/** The public server: a table of contents. */
public final class HttpVerticle extends VerticleBase {

  private static final int API_BODY_LIMIT = 64 << 10;
  private static final int DRAIN_SECONDS = 10;

  private final HttpParts parts;
  private HttpServer server;
  private SlowClients slow;
  private LiveRoutes live;
  private WidgetStreams widgets;
  private Listening listening;

  public HttpVerticle(HttpParts parts) {
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    var options = new HttpServerOptions()
        .setPort(parts.port())
        .setIdleTimeout(30)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxInitialLineLength(4096)
        .setMaxHeaderSize(8192)
        .setMaxFormAttributeSize(32 << 10)
        .setCompressionSupported(true)
        .setHttp2ClearTextEnabled(false)
        // there are none, and each request would be looked through for them
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
    slow = new SlowClients(vertx);
    var router = router();
    server = vertx
        .createHttpServer(options)
        .connectionHandler(slow::watch)
        .requestHandler(request -> {
          slow.heard(request.connection());
          if (RequestGuard.isReadable(request.uri())) {
            router.handle(request);
          } else {
            Problem.badRequest("The address has a broken percent-escape.")
                .writeTo(request.response());
          }
        });
    return server.listen();
  }

  /** Takes no new request and lets those under way finish. */
  @Override
  public Future<?> stop() {
    live.close();
    widgets.close();
    return server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS).eventually(listening::close);
  }

  /** The routes and what is behind them. */
  Router router() {
    var router = Router.router(vertx);
    var problems = new Problems(parts.webroot() + "/404.html");
    router.route().handler(new RequestGuard(slow)).failureHandler(problems);
    router.errorHandler(404, problems).errorHandler(405, problems);
    var writer = new EventWriter(
        vertx,
        parts.database(),
        parts.backlog(),
        parts.metrics(),
        () -> parts.bus().publish(new Fact.EventsStored()));
    live = new LiveRoutes(vertx, parts.bus(), parts.access(), parts.metrics(), parts.clock());

    var sources = new SourceDirectory(parts.sources());
    var chatSurveys = new ChatSurveys(parts.database());
    widgets = new WidgetStreams(vertx, parts.bus(), chatSurveys, parts.keys(), parts.metrics());

    listening = new Listening(vertx, new Hearings(parts.database()), parts.clock());
    new HookRoutes(
            sources,
            parts.rateLimit(),
            parts.access(),
            writer,
            listening,
            parts.metrics(),
            parts.clock())
        .mount(router);
    new SlackRoutes(sources, parts).mount(router);
    new BounceRoutes(parts.mailProviders(), parts.mailReports(), parts.metrics(), parts.clock())
        .mount(router);
    new UnsubscribeRoutes(parts.mailDesk().unsubscriptions(), parts.keys(), parts.metrics())
        .mount(router);
    new SurveyRoutes(parts).mount(router);
    new WidgetRoutes(parts, sources, widgets, chatSurveys).mount(router);
    new DemoRoutes(parts.demoChat(), parts.throttle(), parts.network()).mount(router);
    new DemoSlackRoutes(parts.demoSlack(), parts.throttle(), parts.network()).mount(router);
    var people = new PeopleRoutes(parts);
    people.mountPublic(router);

    var panel = new PanelRoutes(new PanelPasses(parts.database()), parts);
    panel.mount(router);

    router.route("/api/*").handler(Body.upTo(API_BODY_LIMIT)).handler(parts.access()::identify);
    new WorkspaceRoutes(
            parts.workspaces(), parts.members(), parts.webhookEndpoints(), parts.access())
        .mount(router);
    people.mount(router);
    new SourceRoutes(parts).mount(router);
    new DeadLetterRoutes(parts.sources(), parts.deadLetters(), parts.access()).mount(router);
    new SlackManifest(parts).mount(router);
    new ConversationListRoutes(new ConversationSearch(parts.database()), parts.access())
        .mount(router);
    new ConversationRoutes(parts.conversations(), parts.suspects(), parts.access()).mount(router);
    panel.mountApi(router);
    new SuspectedRoutes(parts.suspects(), parts.access(), parts.bus()).mount(router);
    new InviteRoutes(
            parts.conversations(),
            new Resends(parts.database(), new StaleDays()),
            parts.access(),
            parts.bus(),
            parts.metrics())
        .mount(router);
    var ratings = new Ratings(parts.database());
    var downloads = new Downloads(parts.exports(), parts.access(), parts.metrics());
    new ResponseRoutes(ratings, downloads, parts.access()).mount(router);
    var npsRatings = new NpsRatings(parts.database());
    new NpsResponseRoutes(npsRatings, downloads, parts.access()).mount(router);
    new ApiKeyRoutes(parts.apiKeys(), parts.access(), parts.keys()).mount(router);
    new SuppressionRoutes(parts.suppressions(), parts.access()).mount(router);
    new StatsRoutes(parts.days(), ratings, parts.access(), parts.clock()).mount(router);
    new NpsStatsRoutes(new NpsDays(parts.database()), npsRatings, parts.access(), parts.clock())
        .mount(router);
    new NpsRoutes(parts).mount(router);
    new HistoryRoutes(parts.mailDesk().audit(), parts.access()).mount(router);
    new WebhookRoutes(parts).mount(router);
    new WebhookDeliveryRoutes(parts).mount(router);
    new MailRoutes(parts.mailDesk(), parts.access()).mount(router);
    new MailboxRoutes(parts.mailbox(), parts.access()).mount(router);
    live.mount(router);

    new PageRoutes(parts.webroot(), parts.panelSites()).mount(router);
    return router;
  }
}
