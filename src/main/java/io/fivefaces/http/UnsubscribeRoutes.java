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
    router.route("/u/:token").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::show);
    router.post("/u/:token").handler(Body.upTo(BODY_LIMIT)).handler(this::change);
  }

  private void show(RoutingContext context) {
    open(context, (invite, reader) -> answer(context, state(reader), Optional.of(reader)));
  }

  private void change(RoutingContext context) {
    open(context, (invite, reader) -> {
      switch (choice(context)) {
        case "unsubscribe" ->
          unsubscriptions
              .end(invite)
              .onSuccess(news -> {
                metrics.unsubscribe(news ? "unsubscribed" : "already");
                var notice = news ? UnsubscribeNotice.DONE : UnsubscribeNotice.ALREADY;
                answer(
                    context,
                    reader.suppressed() == null || reader.isUnsubscribed() || news
                        ? notice
                        : UnsubscribeNotice.SUPPRESSED,
                    Optional.of(reader));
              })
              .onFailure(failure -> failed(context, failure));
        case "again" ->
          unsubscriptions
              .resume(invite)
              .onSuccess(news -> {
                metrics.unsubscribe(news ? "resumed" : "already");
                var notice = reader.suppressed() == null || reader.isUnsubscribed()
                    ? UnsubscribeNotice.RESUMED
                    : UnsubscribeNotice.SUPPRESSED;
                answer(context, notice, Optional.of(reader));
              })
              .onFailure(failure -> failed(context, failure));
        default -> answer(context, 400, state(reader), Optional.of(reader));
      }
    });
  }

  private interface Opened {
    void with(InviteId invite, Reader reader);
  }

  private void open(RoutingContext context, Opened opened) {
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
        .onSuccess(reader -> {
          if (reader.isEmpty()) {
            metrics.unsubscribe("forged");
            answer(context, UnsubscribeNotice.UNKNOWN, Optional.empty());
          } else {
            opened.with(token.orElseThrow().invite(), reader.get());
          }
        })
        .onFailure(failure -> failed(context, failure));
  }

  private static UnsubscribeNotice state(Reader reader) {
    if (reader.suppressed() == null) {
      return UnsubscribeNotice.ASK;
    }
    return reader.isUnsubscribed() ? UnsubscribeNotice.ALREADY : UnsubscribeNotice.SUPPRESSED;
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

  private void answer(RoutingContext context, UnsubscribeNotice notice, Optional<Reader> reader) {
    answer(context, notice.status(), notice, reader);
  }

  private void answer(
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
  }

  private void failed(RoutingContext context, Throwable failure) {
    if (!Database.isAway(failure)) {
      context.fail(failure);
      return;
    }
    metrics.unsubscribe("unavailable");
    context.response().putHeader("retry-after", "1");
    answer(context, UnsubscribeNotice.LATER, Optional.empty());
  }
}
