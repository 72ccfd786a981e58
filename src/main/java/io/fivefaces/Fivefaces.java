package io.fivefaces;

import io.fivefaces.bus.Bus;
import io.fivefaces.channel.Channels;
import io.fivefaces.channel.Letterhead;
import io.fivefaces.channel.Postman;
import io.fivefaces.channel.SlackApi;
import io.fivefaces.channel.SlackChannel;
import io.fivefaces.channel.SmtpPostman;
import io.fivefaces.config.Config;
import io.fivefaces.config.ConfigException;
import io.fivefaces.demo.DemoChat;
import io.fivefaces.demo.DemoPostman;
import io.fivefaces.demo.DemoShop;
import io.fivefaces.demo.DemoSlack;
import io.fivefaces.demo.DemoToken;
import io.fivefaces.demo.DemoWorkspace;
import io.fivefaces.demo.MailboxPostman;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.Keyring;
import io.fivefaces.feedback.BoundedDownload;
import io.fivefaces.feedback.Providers;
import io.fivefaces.flow.Delivery;
import io.fivefaces.flow.DeliveryVerticle;
import io.fivefaces.flow.Endings;
import io.fivefaces.flow.GateVerticle;
import io.fivefaces.flow.Inquiry;
import io.fivefaces.flow.ProjectionVerticle;
import io.fivefaces.flow.StatsVerticle;
import io.fivefaces.flow.Surveys;
import io.fivefaces.http.Access;
import io.fivefaces.http.HttpParts;
import io.fivefaces.http.HttpVerticle;
import io.fivefaces.http.MailDesk;
import io.fivefaces.http.ManagementVerticle;
import io.fivefaces.http.Passwords;
import io.fivefaces.http.RateLimit;
import io.fivefaces.http.SessionCookie;
import io.fivefaces.http.SignInLink;
import io.fivefaces.http.Throttle;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Accounts;
import io.fivefaces.store.AuditTrail;
import io.fivefaces.store.Backlog;
import io.fivefaces.store.Candidates;
import io.fivefaces.store.ConnectedSources;
import io.fivefaces.store.ConversationPages;
import io.fivefaces.store.Conversations;
import io.fivefaces.store.Customers;
import io.fivefaces.store.Database;
import io.fivefaces.store.Days;
import io.fivefaces.store.DeadLetters;
import io.fivefaces.store.DkimKeys;
import io.fivefaces.store.Events;
import io.fivefaces.store.History;
import io.fivefaces.store.Invites;
import io.fivefaces.store.LostInvites;
import io.fivefaces.store.MailReports;
import io.fivefaces.store.Mailbox;
import io.fivefaces.store.Messages;
import io.fivefaces.store.PageViews;
import io.fivefaces.store.Partitions;
import io.fivefaces.store.PlannerStatistics;
import io.fivefaces.store.Responses;
import io.fivefaces.store.SlackApps;
import io.fivefaces.store.SlackSurveys;
import io.fivefaces.store.StaleDays;
import io.fivefaces.store.Suppressions;
import io.fivefaces.store.Suspects;
import io.fivefaces.store.UnknownTypes;
import io.fivefaces.store.Unsubscriptions;
import io.fivefaces.store.Verdicts;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The object graph, made by hand: what {@link Main} runs and the tests start. */
public final class Fivefaces {

  private static final Logger LOG = LoggerFactory.getLogger(Fivefaces.class);
  private static final String WEBROOT = "webroot";
  private static final Duration STATISTICS = Duration.ofSeconds(10);
  private static final int TEST_MAILS = 5;
  private static final Duration PARTITIONS = Duration.ofHours(1);
  private static final Duration DOWNLOAD = Duration.ofSeconds(5);

  private final Config config;
  private final Clock clock;
  private final Keyring keys;
  private final String baseUrl;
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
  private final EmailAddress sender;
  private final DkimKeys dkimKeys;
  private final Letterhead letterhead;
  private final Postman postman;
  private final Responses responses;
  private final StaleDays staleDays = new StaleDays();
  private final Backlog backlog = new Backlog();
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
    sender = sender();
    dkimKeys = new DkimKeys(vertx, database, keys, sender, SigningKey.of(config, sender));
    letterhead = new Letterhead(sender, bounceAddress(), baseUrl, keys);
    postman = postman();
    responses = new Responses(database);
    statistics = new PlannerStatistics(database);
    partitions = new Partitions(database, config.intake().retentionDays());
    signInLink = config.owner().isPresent() ? SignInLink.none() : SignInLink.of(keys);
    metrics.ready(() -> ready);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  /** Deploys everything; fails with the reason, and then the process should end. */
  public Future<Void> start() {
    return deploy(
            () -> new ManagementVerticle(config.managementPort(), database, registry, () -> ready),
            1)
        .recover(failure ->
            Future.failedFuture(portTaken("management.port", config.managementPort(), failure)))
        .compose(done -> keepOwner())
        .compose(done -> keepPartitions())
        .compose(done -> deploy(this::stats, 1))
        .compose(done -> deploy(this::delivery, 1))
        .compose(done -> deploy(this::gates, 1))
        .compose(done -> deploy(this::projection, 1))
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
        .compose(hash -> accounts.save(owner.email(), hash));
  }

  private Deployable projection() {
    return new ProjectionVerticle(
        database,
        new Events(database),
        new Conversations(),
        new Customers(),
        new Messages(),
        staleDays,
        new DeadLetters(database),
        new UnknownTypes(database),
        backlog,
        bus,
        metrics);
  }

  private Deployable gates() {
    return new GateVerticle(
        database,
        new Candidates(),
        new Verdicts(),
        new Invites(database, staleDays),
        staleDays,
        bus,
        metrics);
  }

  private Deployable delivery() {
    var invites = new Invites(database, staleDays);
    var slack = new SlackChannel(slackApi, config.delivery().deadline(), clock);
    var channels = Channels.all(postman, letterhead, slack);
    var surveys = new Surveys(keys, slackApps, baseUrl);
    var endings = new Endings(vertx, invites, config.delivery(), metrics);
    var delivery = new Delivery(
        database,
        new Candidates(),
        new Verdicts(),
        invites,
        staleDays,
        channels,
        surveys,
        endings,
        keys,
        config.delivery(),
        clock,
        metrics);
    var inquiry =
        new Inquiry(database, invites, channels, surveys, endings, config.delivery(), metrics);
    return new DeliveryVerticle(
        invites,
        new LostInvites(database, staleDays),
        delivery,
        inquiry,
        channels,
        config.delivery(),
        bus,
        metrics);
  }

  private Postman postman() {
    var inside = new MailboxPostman(mailbox);
    var postman = config
        .smtp()
        .<Postman>map(relay -> new DemoPostman(workspaces, inside, smtp(relay)))
        .orElse(inside);
    metrics.relayResting(postman::isResting);
    return postman;
  }

  private Postman smtp(Config.Smtp relay) {
    return new SmtpPostman(
        vertx,
        relay,
        config.delivery().deadline(),
        mail -> dkimKeys.of(mail.workspace(), mail.from()).map(Optional::of),
        clock);
  }

  private Deployable stats() {
    return new StatsVerticle(new Days(database), bus, metrics);
  }

  private Future<Void> deployHttp() {
    var cookie = new SessionCookie(baseUrl.startsWith("https:"));
    var parts = new HttpParts(
        config.port(),
        baseUrl,
        WEBROOT,
        database,
        workspaces,
        sources,
        slackApps,
        new SlackSurveys(database),
        slackApi,
        new DeadLetters(database),
        new UnknownTypes(database),
        new RateLimit(config.intake().eventsPerSecond()),
        backlog,
        new ConversationPages(database),
        responses,
        new PageViews(database),
        new Suspects(database, responses),
        Providers.all(config.bounces(), keys, new BoundedDownload(vertx, DOWNLOAD)),
        new MailReports(database, staleDays),
        new Suppressions(database),
        new Days(database),
        accounts,
        mailbox,
        new MailDesk(
            letterhead,
            postman,
            dkimKeys,
            new Unsubscriptions(database),
            new AuditTrail(database),
            new Throttle(clock, TEST_MAILS)),
        config.demo() ? Optional.of(demoChat()) : Optional.empty(),
        config.demo() ? Optional.of(demoSlack()) : Optional.empty(),
        new Access(accounts, workspaces, config.adminKey(), cookie),
        cookie,
        signInLink,
        new Throttle(clock),
        keys,
        bus,
        metrics,
        clock);
    return deploy(() -> new HttpVerticle(parts), Runtime.getRuntime().availableProcessors())
        .recover(failure -> Future.failedFuture(portTaken("port", config.port(), failure)));
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
        workspaces, sources, slackApps, new History(database), statistics, keys, clock);
  }

  /** On a worker thread, so that making up a past keeps no event loop from its work. */
  private Future<Void> deployDemo() {
    return deploy(
        () -> new DemoShop(demoWorkspace(), mailbox, config.port(), clock),
        new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER));
  }

  private EmailAddress sender() {
    var host = config.baseUrl().map(URI::getHost).orElse("localhost");
    var chosen = config
        .senderEmail()
        .orElse("no-reply@" + (host.contains(".") ? host : "localhost.localdomain"));
    return EmailAddress.parse(chosen)
        .orElseThrow(() ->
            new ConfigException("sender.email (FIVEFACES_SENDER_EMAIL) must be an email address."));
  }

  private Optional<EmailAddress> bounceAddress() {
    return config
        .bounceAddress()
        .map(text -> EmailAddress.parse(text)
            .orElseThrow(() -> new ConfigException(
                "bounce.address (FIVEFACES_BOUNCE_ADDRESS) must be an email address.")));
  }

  private Future<Void> deploy(Supplier<Deployable> verticle, int instances) {
    return deploy(verticle, new DeploymentOptions().setInstances(instances));
  }

  private Future<Void> deploy(Supplier<Deployable> verticle, DeploymentOptions options) {
    return vertx.deployVerticle(verticle, options).onSuccess(deployed::push).mapEmpty();
  }

  private static Throwable portTaken(String key, int port, Throwable failure) {
    return failure instanceof BindException
        ? new ConfigException(
            "Port " + port + " is taken. Stop what uses it, or choose another " + key
                + " (FIVEFACES_" + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_') + ").")
        : failure;
  }
}
