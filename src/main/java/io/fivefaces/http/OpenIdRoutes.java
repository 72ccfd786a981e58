package io.fivefaces.http;

import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.Keyring;
import io.fivefaces.json.JsonException;
import io.fivefaces.openid.Attempt;
import io.fivefaces.openid.OpenIdProvider;
import io.fivefaces.openid.Profile;
import io.fivefaces.openid.Untrusted;
import io.fivefaces.store.Accounts;
import io.fivefaces.store.Accounts.Account;
import io.fivefaces.store.OpenIdAccounts;
import io.fivefaces.store.OpenIdAccounts.Admission;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in at an OpenID provider. Whatever goes wrong there ends on the sign-in page, which says so. */
final class OpenIdRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(OpenIdRoutes.class);
  /** An office comes from one address. */
  private static final int TRIES = 60;

  private final Optional<OpenIdProvider> provider;
  private final OpenIdAccounts accounts;
  private final HostCookie cookie;
  private final Keyring keys;
  private final Clock clock;
  private final Throttle throttle;
  private final ClientNetwork network;
  private final Accounts people;
  private final Entrance entrance;

  OpenIdRoutes(HttpParts parts, Entrance entrance) {
    provider = parts.openId();
    accounts = new OpenIdAccounts(parts.database());
    cookie = HostCookie.openId(parts.baseUrl().startsWith("https:"));
    keys = parts.keys();
    clock = parts.clock();
    throttle = new Throttle(clock, TRIES);
    network = parts.network();
    people = parts.accounts();
    this.entrance = entrance;
  }

  /** Before the route of one-time links, which takes any name. */
  void mount(Router router) {
    router.get("/sign-in/options").handler(context -> Reply.send(context, 200, options()));
    router.get("/sign-in/openid").handler(this::begin);
    router.get("/sign-in/openid/callback").handler(this::finish);
  }

  private record Options(Option openid) {}

  private record Option(String name) {}

  private Options options() {
    return new Options(provider.map(one -> new Option(one.name())).orElse(null));
  }

  private void begin(RoutingContext context) {
    var asked = configured();
    if (!throttle.allows(network.of(context))) {
      SignInRoutes.redirect(context, "/sign-in?throttled=1#throttled");
      return;
    }
    var attempt = Attempt.begin(keys, clock.instant());
    asked
        .address(attempt)
        .onSuccess(address -> {
          cookie.set(context, attempt.sealed(keys));
          SignInRoutes.redirect(context, address);
        })
        .onFailure(failure -> away(context, failure));
  }

  private void finish(RoutingContext context) {
    var asked = configured();
    var request = context.request();
    var state = request.getParam("state", "");
    var attempt =
        cookie.read(context).flatMap(kept -> Attempt.open(kept, state, keys, clock.instant()));
    if (attempt.isEmpty()) {
      sendBack(context, "over");
      return;
    }
    cookie.clear(context);
    var issuer = request.getParam("iss");
    var code = request.getParam("code", "");
    if (issuer != null && !asked.isIssuer(issuer)) {
      sendBack(context, "refused");
    } else if (request.getParam("error") != null || code.isEmpty()) {
      sendBack(
          context, "access_denied".equals(request.getParam("error")) ? "cancelled" : "refused");
    } else if (!throttle.allows(network.of(context))) {
      SignInRoutes.redirect(context, "/sign-in?throttled=1#throttled");
    } else {
      asked
          .profile(code, attempt.get())
          .transform(told ->
              told.succeeded() ? admit(context, told.result()) : away(context, told.cause()))
          .onFailure(context::fail);
    }
  }

  private Future<Void> admit(RoutingContext context, Profile profile) {
    return accounts
        .admit(profile.subject(), profile.email().map(EmailAddress::folded), profile.name())
        .compose(admission -> switch (admission) {
          case Admission.Admitted admitted ->
            people.find(admitted.email()).compose(found -> letIn(context, found));
          case Admission.Unverified unverified -> sendBack(context, "unverified");
          case Admission.Unknown unknown -> sendBack(context, "unknown");
          case Admission.Taken taken -> sendBack(context, "taken");
        });
  }

  private Future<Void> letIn(RoutingContext context, Optional<Account> person) {
    return person.isEmpty()
        ? sendBack(context, "unknown")
        : entrance
            .admit(context, person.get())
            .onSuccess(in -> SignInRoutes.redirect(context, "/analytics"));
  }

  private static Future<Void> away(RoutingContext context, Throwable failure) {
    // whoever runs this server may have to mend it; nothing of an answer is in it
    LOG.warn("A sign-in at the OpenID provider came to nothing: {}", failure.getMessage());
    boolean isAnswered = failure instanceof Untrusted || failure instanceof JsonException;
    return sendBack(context, isAnswered ? "refused" : "away");
  }

  private static Future<Void> sendBack(RoutingContext context, String why) {
    SignInRoutes.redirect(context, "/sign-in?openid=" + why);
    return Future.succeededFuture();
  }

  private OpenIdProvider configured() {
    return provider.orElseThrow(() -> Problem.switchedOff("openid.issuer"));
  }
}
