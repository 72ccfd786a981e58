package io.fivefaces.http;

import io.fivefaces.domain.Permission;
import io.fivefaces.store.Mailbox;
import io.fivefaces.store.Mailbox.Letter;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;

/** The built-in mailbox, where mail is read that would have gone out. */
final class MailboxRoutes {

  private static final int PAGE = 50;

  private final Mailbox mailbox;
  private final Access access;

  MailboxRoutes(Mailbox mailbox, Access access) {
    this.mailbox = mailbox;
    this.access = access;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/mailbox")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::list));
    router
        .get("/api/workspaces/:ws/mailbox/:id")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::find));
  }

  private record Line(String id, String to, String subject, Instant sentAt, String channel) {}

  private record Header(String name, String value) {}

  private record View(
      String id,
      String to,
      String subject,
      Instant sentAt,
      String channel,
      String from,
      String text,
      String html,
      List<Header> headers) {}

  private Future<Page<Line>> list(RoutingContext context) {
    long below = Cursor.of(context, Long.MAX_VALUE).first();
    return access
        .workspace(context)
        .compose(workspace -> mailbox.newest(workspace.id(), below, PAGE + 1))
        .map(
            letters -> Page.of(letters, PAGE, MailboxRoutes::line, last -> Cursor.text(last.id())));
  }

  private static Line line(Letter letter) {
    return new Line(
        Long.toString(letter.id()), letter.to(), letter.subject(), letter.sentAt(), "email");
  }

  private Future<View> find(RoutingContext context) {
    var id = Access.number(context.pathParam("id"), "mail");
    return access
        .workspace(context)
        .compose(workspace -> mailbox.find(workspace.id(), id))
        .map(found -> view(found.orElseThrow(() -> Problem.notFound("mail"))));
  }

  private static View view(Letter letter) {
    return new View(
        Long.toString(letter.id()),
        letter.to(),
        letter.subject(),
        letter.sentAt(),
        "email",
        letter.from(),
        letter.text(),
        letter.html(),
        letter.headers().entrySet().stream()
            .map(header -> new Header(header.getKey(), header.getValue()))
            .toList());
  }
}
