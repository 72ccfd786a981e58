package io.fivefaces.http;

import io.fivefaces.bus.Bus;
import io.fivefaces.channel.SlackApi;
import io.fivefaces.domain.Addresses;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Proxies;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.outbound.Courier;
import io.fivefaces.outbound.HostNames;
import io.fivefaces.store.Accounts;
import io.fivefaces.store.ApiKeys;
import io.fivefaces.store.AuditTrail;
import io.fivefaces.store.Backlog;
import io.fivefaces.store.ConnectedSources;
import io.fivefaces.store.ConversationPages;
import io.fivefaces.store.Database;
import io.fivefaces.store.Days;
import io.fivefaces.store.DeadLetters;
import io.fivefaces.store.MailReports;
import io.fivefaces.store.Mailbox;
import io.fivefaces.store.Members;
import io.fivefaces.store.PageViews;
import io.fivefaces.store.Responses;
import io.fivefaces.store.Sessions;
import io.fivefaces.store.SlackApps;
import io.fivefaces.store.SlackSurveys;
import io.fivefaces.store.StaleDays;
import io.fivefaces.store.Suppressions;
import io.fivefaces.store.Suspects;
import io.fivefaces.store.UnknownTypes;
import io.fivefaces.store.Unsubscriptions;
import io.fivefaces.store.WebhookEndpoints;
import io.fivefaces.store.WebhookLog;
import io.fivefaces.store.Workspaces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What routes are made of, for tests that need no whole service. */
final class Parts {

  private Parts() {}

  /** The parts of a server at this port, with nothing started. */
  static HttpParts of(Vertx vertx, Database database, Keyring keys, int port) {
    var cookie = HostCookie.session(false);
    var accounts = new Accounts(database);
    var members = new Members(database);
    var apiKeys = new ApiKeys(database);
    var workspaces = new Workspaces(database);
    return new HttpParts(
        port,
        "http://localhost",
        "webroot",
        List.of(),
        database,
        workspaces,
        new ConnectedSources(database, keys),
        new SlackApps(database, keys),
        new SlackSurveys(database),
        new SlackApi(vertx, URI.create("http://localhost")),
        new DeadLetters(database),
        new UnknownTypes(database),
        new RateLimit(1000),
        new Backlog(),
        new ConversationPages(database),
        new Responses(database),
        new Exports(),
        new DryRuns(),
        new PageViews(database),
        new Suspects(database, new Responses(database)),
        List.of(),
        new MailReports(database, new StaleDays()),
        new Suppressions(database),
        new WebhookEndpoints(database, keys),
        new WebhookLog(database),
        new Courier(
            vertx,
            HostNames.of(vertx),
            new Addresses(List.of()),
            Duration.ofSeconds(1),
            Clock.systemUTC()),
        new Days(database),
        accounts,
        members,
        apiKeys,
        new Mailbox(database),
        new MailDesk(
            null, null, null, new Unsubscriptions(database), new AuditTrail(database), null),
        null,
        Optional.empty(),
        Optional.empty(),
        new Access(new Sessions(database), members, apiKeys, workspaces, Optional.empty(), cookie),
        cookie,
        Optional.empty(),
        SignInLink.none(),
        new ClientNetwork(Proxies.trusting(List.of())),
        new Throttle(Clock.systemUTC()),
        Patience.of(Clock.systemUTC(), new Throttle(Clock.systemUTC())),
        new PasswordQueue(vertx),
        keys,
        new Bus(vertx),
        new Metrics(new SimpleMeterRegistry()),
        Clock.systemUTC());
  }
}
