package io.fivefaces.http;

import io.fivefaces.bus.Bus;
import io.fivefaces.demo.DemoChat;
import io.fivefaces.domain.Keyring;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Accounts;
import io.fivefaces.store.Backlog;
import io.fivefaces.store.ConnectedSources;
import io.fivefaces.store.ConversationPages;
import io.fivefaces.store.Database;
import io.fivefaces.store.Days;
import io.fivefaces.store.DeadLetters;
import io.fivefaces.store.Mailbox;
import io.fivefaces.store.Responses;
import io.fivefaces.store.UnknownTypes;
import io.fivefaces.store.Workspaces;
import java.time.Clock;
import java.util.Optional;

/** What the routes are made of; shared by every instance of the public server. */
public record HttpParts(
    int port,
    String baseUrl,
    String webroot,
    Database database,
    Workspaces workspaces,
    ConnectedSources sources,
    DeadLetters deadLetters,
    UnknownTypes unknownTypes,
    RateLimit rateLimit,
    Backlog backlog,
    ConversationPages conversations,
    Responses responses,
    Days days,
    Accounts accounts,
    Mailbox mailbox,
    Optional<DemoChat> demoChat,
    Access access,
    SessionCookie cookie,
    SignInLink signInLink,
    Throttle throttle,
    Keyring keys,
    Bus bus,
    Metrics metrics,
    Clock clock) {}
