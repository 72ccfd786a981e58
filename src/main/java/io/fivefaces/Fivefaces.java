package io.fivefaces;

import io.fivefaces.bus.Bus;
import io.fivefaces.channel.Channels;
import io.fivefaces.channel.SlackApi;
import io.fivefaces.channel.SlackChannel;
import io.fivefaces.client.BoundedDownload;
import io.fivefaces.config.Config;
import io.fivefaces.config.ConfigException;
import io.fivefaces.demo.DemoChat;
import io.fivefaces.demo.DemoShop;
import io.fivefaces.demo.DemoSlack;
import io.fivefaces.demo.DemoToken;
import io.fivefaces.demo.DemoWorkspace;
import io.fivefaces.domain.Addresses;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Proxies;
import io.fivefaces.feedback.Providers;
import io.fivefaces.flow.Surveys;
import io.fivefaces.http.Access;
import io.fivefaces.http.ClientNetwork;
import io.fivefaces.http.DryRuns;
import io.fivefaces.http.Exports;
import io.fivefaces.http.HostCookie;
import io.fivefaces.http.HttpParts;
import io.fivefaces.http.HttpVerticle;
import io.fivefaces.http.ManagementVerticle;
import io.fivefaces.http.PasswordQueue;
import io.fivefaces.http.Passwords;
import io.fivefaces.http.Patience;
import io.fivefaces.http.RateLimit;
import io.fivefaces.http.SignInLink;
import io.fivefaces.http.Throttle;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.openid.OpenIdProvider;
import io.fivefaces.outbound.Courier;
import io.fivefaces.outbound.HostNames;
import io.fivefaces.store.Accounts;
import io.fivefaces.store.ApiKeys;
import io.fivefaces.store.ConnectedSources;
import io.fivefaces.store.ConversationPages;
import io.fivefaces.store.Database;
import io.fivefaces.store.Days;
import io.fivefaces.store.DeadLetters;
import io.fivefaces.store.History;
import io.fivefaces.store.MailReports;
import io.fivefaces.store.Mailbox;
import io.fivefaces.store.Members;
import io.fivefaces.store.NpsHistory;
import io.fivefaces.store.PageViews;
import io.fivefaces.store.Partitions;
import io.fivefaces.store.PlannerStatistics;
import io.fivefaces.store.Responses;
import io.fivefaces.store.Sessions;
import io.fivefaces.store.SlackApps;
import io.fivefaces.store.SlackSurveys;
import io.fivefaces.store.StaleDays;
import io.fivefaces.store.Suppressions;
import io.fivefaces.store.Suspects;
import io.fivefaces.store.UnknownTypes;
import io.fivefaces.store.WebhookEndpoints;
import io.fivefaces.store.WebhookLog;
import io.fivefaces.store.Workspaces;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The object graph, made by hand: what {@link Main} runs and the tests start. */
public final class Fivefaces {

  private static final Logger LOG = LoggerFactory.getLogger(Fivefaces.class);
  private static final String WEBROOT = "webroot";
  private static final int FIRST_TRIES = 10;
  private static final Duration STATISTICS = Duration.ofSeconds(10);
  private static final Duration PARTITIONS = Duration.ofHours(1);
  private static final Duration WEBHOOK_DEADLINE = Duration.ofSeconds(15);
  private static final Duration DOWNLOAD = Duration.ofSeconds(5);

  private final Config config;
  private final Clock clock;
  private final Keyring keys;
  private final String baseUrl;
  private final Courier courier;
  private final ClientNetwork network;
  private final Vertx vertx;
  private final Database database;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Metrics metrics = new Metrics(registry);
  private final Bus bus;
  private final Workspaces workspaces;
  private final ConnectedSources sources;
  private final SlackApps slackApps;
  private final SlackApi slackApi;
  private final Accounts accounts;
  private final Mailbox mailbox;
  private final PostOffice postOffice;
  private final Stations stations;
  private final Responses responses;
  private final StaleDays staleDays = new StaleDays();
  private final PlannerStatistics statistics;
  private final Partitions partitions;
  private final SignInLink signInLink;
  private final Deque<String> deployed = new ArrayDeque<>();
  private volatile boolean ready;

  /**
   * Everything made, nothing started.
   *
   * @param address a database whose tables are up to date
   */
  public Fivefaces(Config config, Config.Database address, Keyring keys, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.keys = keys;
    baseUrl = config.baseUrl().map(Object::toString).orElse("http://localhost:" + config.port());
    var addresses = ranges("webhook.allow", Addresses::allowing, config.webhookAllow());
    network =
        new ClientNetwork(ranges("trusted.proxies", Proxies::trusting, config.trustedProxies()));
    vertx = Vertx.vertx(new VertxOptions()
        .setBlockedThreadCheckInterval(100)
        .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
        .setMaxEventLoopExecuteTime(100)
        .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
    bus = new Bus(vertx);
    database = new Database(vertx, address);
    workspaces = new Workspaces(database);
    sources = new ConnectedSources(database, keys);
    slackApps = new SlackApps(database, keys);
    slackApi = new SlackApi(vertx, this::slackApiOf);
    accounts = new Accounts(database);
    mailbox = new Mailbox(database);
    postOffice = new PostOffice(config, baseUrl, vertx, database, workspaces, mailbox, keys, clock);
    metrics.relayResting(postOffice.postman()::isResting);
    responses = new Responses(database);
    statistics = new PlannerStatistics(database);
    partitions = new Partitions(database, config.intake().retentionDays());
    signInLink = config.owner().isPresent() ? SignInLink.none() : SignInLink.of(keys);
    var slack = new SlackChannel(slackApi, config.delivery().deadline(), clock);
    courier = new Courier(vertx, HostNames.of(vertx), addresses, WEBHOOK_DEADLINE, clock);
    stations = new Stations(
        vertx,
        database,
        staleDays,
        Channels.all(postOffice.postman(), postOffice.letterhead(), slack),
        new Surveys(keys, slackApps, baseUrl),
        courier,
        postOffice.letters(),
        baseUrl,
        keys,
        config.delivery(),
        bus,
        metrics,
        clock);
    metrics.ready(() -> ready);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  private static <T> T ranges(String key, Function<List<String>, T> reading, List<String> texts) {
    try {
      return reading.apply(texts);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key + " (" + variable(key)
          + ") must be ranges of addresses such as 10.0.0.0/8,fd00::/8; " + e.getMessage() + ".");
    }
  }

  private static String variable(String key) {
    return "FIVEFACES_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** Deploys everything; fails with the reason, and then the process should end. */
  public Future<Void> start() {
    return deploy(
            () -> new ManagementVerticle(config.managementPort(), database, registry, () -> ready),
            1)
        .recover(failure ->
            Future.failedFuture(portTaken("management.port", config.managementPort(), failure)))
        .compose(done -> awaitDatabase(FIRST_TRIES))
        .compose(done -> keepOwner())
        .compose(done -> keepPartitions())
        .compose(done -> deploy(stations::stats, 1))
        .compose(done -> deploy(stations::webhooks, 1))
        .compose(done -> deploy(stations::delivery, 1))
        .compose(done -> deploy(stations::nps, 1))
        .compose(done -> deploy(stations::gates, 1))
        .compose(done -> deploy(stations::projection, 1))
        .compose(done -> deployHttp())
        .compose(done -> config.demo() ? deployDemo() : Future.succeededFuture())
        .onSuccess(done -> {
          vertx.setPeriodic(STATISTICS.toMillis(), tick -> statistics.refreshGrownTables());
          vertx.setPeriodic(PARTITIONS.toMillis(), tick -> keepPartitions());
          ready = true;
        });
  }

  /** Takes no new work, finishes what is under way, and lets go of everything; the last deployed stops first. */
  public Future<Void> stop() {
    ready = false;
    Future<Void> stopped = Future.succeededFuture();
    while (!deployed.isEmpty()) {
      var id = deployed.pop();
      stopped = stopped.eventually(() -> vertx.undeploy(id));
    }
    return stopped.eventually(database::close).eventually(vertx::close);
  }

  /** Where the public server is reached. */
  public String baseUrl() {
    return baseUrl;
  }

  /** The one-time sign-in link, or null where the owner has a password. */
  public String signInUrl() {
    return signInLink.path() == null ? null : baseUrl + signInLink.path();
  }

  /** The first connection of a cold machine may take longer than a pool waits for one. */
  private Future<Void> awaitDatabase(int tries) {
    return database
        .check()
        .recover(failure -> tries > 1 && Database.isAway(failure)
            ? awaitDatabase(tries - 1)
            : Future.failedFuture(failure));
  }

  /** Without them rows find a place too, so a failure is no reason to stop. */
  private Future<Void> keepPartitions() {
    return partitions.keep().recover(failure -> {
      LOG.warn(
          "The partitions of the raw events could not be kept, next try in an hour: {}",
          failure.toString());
      return Future.succeededFuture();
    });
  }

  private Future<Void> keepOwner() {
    return config.owner().isEmpty()
        ? Future.succeededFuture()
        : keepOwner(config.owner().get());
  }

  private Future<Void> keepOwner(Config.Owner owner) {
    return accounts
        .passwordHash(owner.email())
        .compose(hash -> vertx.executeBlocking(
            () -> hash.isPresent() && Passwords.matches(owner.password(), hash.get())
                ? hash.get()
                : Passwords.hash(owner.password())))
        .compose(hash -> accounts.saveServerOwner(owner.email(), hash));
  }

  private Future<Void> deployHttp() {
    var members = new Members(database);
    var apiKeys = new ApiKeys(database);
    var cookie = HostCookie.session(baseUrl.startsWith("https:"));
    var throttle = new Throttle(clock);
    var parts = new HttpParts(
        config.port(),
        baseUrl,
        WEBROOT,
        config.panelSites(),
        database,
        workspaces,
        sources,
        slackApps,
        new SlackSurveys(database),
        slackApi,
        new DeadLetters(database),
        new UnknownTypes(database),
        new RateLimit(config.intake().eventsPerSecond()),
        stations.backlog(),
        new ConversationPages(database),
        responses,
        new Exports(),
        new DryRuns(),
        new PageViews(database),
        new Suspects(database, responses),
        Providers.all(config.bounces(), keys, new BoundedDownload(vertx, DOWNLOAD)),
        new MailReports(database, staleDays),
        new Suppressions(database),
        new WebhookEndpoints(database, keys),
        new WebhookLog(database),
        courier,
        new Days(database),
        accounts,
        members,
        apiKeys,
        mailbox,
        postOffice.desk(),
        postOffice.letters(),
        config.demo() ? Optional.of(demoChat()) : Optional.empty(),
        config.demo() ? Optional.of(demoSlack()) : Optional.empty(),
        new Access(new Sessions(database), members, apiKeys, workspaces, config.adminKey(), cookie),
        cookie,
        config.openId().map(this::openId),
        signInLink,
        network,
        throttle,
        Patience.of(clock, throttle),
        new PasswordQueue(vertx),
        keys,
        bus,
        metrics,
        clock);
    return deploy(() -> new HttpVerticle(parts), Runtime.getRuntime().availableProcessors())
        .recover(failure -> Future.failedFuture(portTaken("port", config.port(), failure)));
  }

  private OpenIdProvider openId(Config.OpenId provider) {
    var returnAddress = baseUrl + "/sign-in/openid/callback";
    return new OpenIdProvider(provider, returnAddress, new BoundedDownload(vertx, DOWNLOAD), clock);
  }

  /** What belongs to the demo never leaves this machine, whether or not the demo runs. */
  private URI slackApiOf(String botToken) {
    return DemoToken.isOne(botToken, keys)
        ? URI.create("http://127.0.0.1:" + config.port() + "/demo/slack/api")
        : config.slackApi();
  }

  private DemoSlack demoSlack() {
    return new DemoSlack(vertx, demoWorkspace(), config.port(), keys, clock);
  }

  private DemoChat demoChat() {
    return new DemoChat(vertx, demoWorkspace(), config.port(), keys, clock);
  }

  private DemoWorkspace demoWorkspace() {
    return new DemoWorkspace(
        workspaces,
        sources,
        slackApps,
        new History(database),
        new NpsHistory(database),
        statistics,
        keys,
        clock);
  }

  /** On a worker thread, so that making up a past keeps no event loop from its work. */
  private Future<Void> deployDemo() {
    return deploy(
        () -> new DemoShop(demoWorkspace(), mailbox, config.port(), clock),
        new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER));
  }

  private Future<Void> deploy(Supplier<Deployable> verticle, int instances) {
    return deploy(verticle, new DeploymentOptions().setInstances(instances));
  }

  private Future<Void> deploy(Supplier<Deployable> verticle, DeploymentOptions options) {
    return vertx.deployVerticle(verticle, options).onSuccess(deployed::push).mapEmpty();
  }

  private static Throwable portTaken(String key, int port, Throwable failure) {
    return failure instanceof BindException
        ? new ConfigException("Port " + port + " is taken. Stop what uses it, or choose another "
            + key + " (" + variable(key) + ").")
        : failure;
  }
}
