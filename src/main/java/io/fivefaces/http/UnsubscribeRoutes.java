package io.fivefaces.http;

import io.fivefaces.channel.Letterhead;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.UnsubscribeToken;
import io.fivefaces.domain.Wording;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Database;
import io.fivefaces.store.Unsubscriptions;
import io.fivefaces.store.Unsubscriptions.Reader;
import io.fivefaces.templates.JteUnsubscribePageGenerated;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** The page that ends the surveys (RFC 8058). Only its POST does; the token is all it needs. */
final class UnsubscribeRoutes {

  private static final int BODY_LIMIT = 16 << 10;

  private final Unsubscriptions unsubscriptions;
  private final Keyring keys;
  private final Metrics metrics;

  UnsubscribeRoutes(Unsubscriptions unsubscriptions, Keyring keys, Metrics metrics) {
    this.unsubscriptions = unsubscriptions;
    this.keys = keys;
    this.metrics = metrics;
  }

  void mount(Router router) {
    router
        .route("/s/" + Letterhead.TEST)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> answer(context, UnsubscribeNotice.TEST, Optional.empty()));
    router
        .route("/u/:token")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> open(context, (invite, reader) -> show(context, reader)));
    router
        .post("/u/:token")
        .handler(Body.upTo(BODY_LIMIT))
        .handler(context -> open(context, (invite, reader) -> change(context, invite, reader)));
  }

  private Future<Void> show(RoutingContext context, Reader reader) {
    return answer(context, state(reader), Optional.of(reader));
  }

  private Future<Void> change(RoutingContext context, InviteId invite, Reader reader) {
    return switch (choice(context)) {
      case "unsubscribe" ->
        unsubscriptions.end(invite).compose(news -> {
          metrics.unsubscribe(news ? "unsubscribed" : "already");
          return answer(
              context, news ? UnsubscribeNotice.DONE : ended(reader), Optional.of(reader));
        });
      case "again" ->
        unsubscriptions.resume(invite).compose(news -> {
          metrics.unsubscribe(news ? "resumed" : "already");
          return answer(context, resumed(reader), Optional.of(reader));
        });
      default -> answer(context, 400, state(reader), Optional.of(reader));
    };
  }

  private static UnsubscribeNotice ended(Reader reader) {
    return isKeptByOthers(reader) ? UnsubscribeNotice.SUPPRESSED : UnsubscribeNotice.ALREADY;
  }

  private static UnsubscribeNotice resumed(Reader reader) {
    return isKeptByOthers(reader) ? UnsubscribeNotice.SUPPRESSED : UnsubscribeNotice.RESUMED;
  }

  private static boolean isKeptByOthers(Reader reader) {
    return reader.suppressed() != null && !reader.isUnsubscribed();
  }

  private interface Handling {
    Future<Void> of(InviteId invite, Reader reader);
  }

  private void open(RoutingContext context, Handling handling) {
    var text = context.pathParam("token");
    if (text.equals(Letterhead.TEST)) {
      answer(context, UnsubscribeNotice.TEST, Optional.empty());
      return;
    }
    var token = UnsubscribeToken.verify(text, keys);
    Future<Optional<Reader>> found = token.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : unsubscriptions.find(token.get().invite());
    found
        .compose(reader -> {
          if (reader.isPresent()) {
            return handling.of(token.orElseThrow().invite(), reader.get());
          }
          metrics.unsubscribe("forged");
          return answer(context, UnsubscribeNotice.UNKNOWN, Optional.empty());
        })
        .recover(failure -> later(context, failure))
        .onFailure(context::fail);
  }

  private static UnsubscribeNotice state(Reader reader) {
    return reader.suppressed() == null ? UnsubscribeNotice.ASK : ended(reader);
  }

  /** What a button of the page or a mail program chose, or empty where it is neither. */
  private static String choice(RoutingContext context) {
    var form = context.request().formAttributes();
    if ("One-Click".equalsIgnoreCase(form.get("List-Unsubscribe"))) {
      return "unsubscribe";
    }
    var choice = form.get("choice");
    return choice == null ? "" : choice;
  }

  private Future<Void> answer(
      RoutingContext context, UnsubscribeNotice notice, Optional<Reader> reader) {
    return answer(context, notice.status(), notice, reader);
  }

  private Future<Void> answer(
      RoutingContext context, int status, UnsubscribeNotice notice, Optional<Reader> reader) {
    var wording = reader
        .map(Reader::language)
        .map(Wording::in)
        .orElseGet(() -> CustomerPage.accepted(context));
    var workspace = reader.map(Reader::workspaceName).orElse("");
    var settings = reader.map(Reader::settings).orElse(Settings.DEFAULT);
    CustomerPage page = (output, nonce) -> JteUnsubscribePageGenerated.render(
        output,
        null,
        wording,
        workspace,
        settings.logoUrl(),
        settings.brandColor(),
        nonce,
        notice.face(),
        wording.text(notice.key() + ".title"),
        wording.text(notice.key() + ".text", Map.of("workspace_name", workspace)),
        context.request().path(),
        notice.choice(),
        notice.choice().isEmpty() ? "" : wording.text(notice.key() + ".button"));
    page.answer(context, status, keys);
    return Future.succeededFuture();
  }

  private Future<Void> later(RoutingContext context, Throwable failure) {
    if (!Database.isAway(failure)) {
      return Future.failedFuture(failure);
    }
    metrics.unsubscribe("unavailable");
    context.response().putHeader("retry-after", "1");
    return answer(context, UnsubscribeNotice.LATER, Optional.empty());
  }
}
