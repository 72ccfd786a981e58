package io.fivefaces.http;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Permission;
import io.fivefaces.store.ConversationPages;
import io.fivefaces.store.ConversationPages.Invite;
import io.fivefaces.store.ConversationPages.Response;
import io.fivefaces.store.ConversationPages.StoredVerdict;
import io.fivefaces.store.PanelPasses;
import io.fivefaces.store.PanelPasses.Holder;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The panel beside a ticket. It stands in a helpdesk's frame, where no cookie of ours comes, so it shows a pass that its
 * person got by connecting it once.
 */
final class PanelRoutes {

  private static final int TOKEN_BYTES = 32;
  private static final int MOST_A_MINUTE = 120;

  private final PanelPasses passes;
  private final ConversationPages pages;
  private final Access access;
  private final Keyring keys;
  private final Throttle throttle;

  PanelRoutes(PanelPasses passes, HttpParts parts) {
    this(passes, parts.conversations(), parts.access(), parts.keys(), parts.clock());
  }

  private PanelRoutes(
      PanelPasses passes, ConversationPages pages, Access access, Keyring keys, Clock clock) {
    this.passes = passes;
    this.pages = pages;
    this.access = access;
    this.keys = keys;
    throttle = new Throttle(clock, MOST_A_MINUTE);
  }

  void mount(Router router) {
    router.get("/panel/:ws/conversations/:ref").handler(Reply.ok(this::show));
    router.delete("/panel/:ws/pass").handler(this::disconnect);
  }

  /** Mounts what whoever is signed in may ask for. */
  void mountApi(Router router) {
    router
        .post("/api/workspaces/:ws/panel-passes")
        .handler(access.needs(Permission.CONVERSATIONS))
        .handler(Reply.created(this::connect));
  }

  private record Pass(String token, Instant expiresAt) {}

  private record InviteView(
      String state, String channel, Instant dueAt, Instant sentAt, String reason) {
    static InviteView of(Invite invite) {
      return invite == null
          ? null
          : new InviteView(
              invite.state(), invite.channel(), invite.dueAt(), invite.sentAt(), invite.reason());
    }
  }

  private record View(
      String ref,
      String source,
      String state,
      String panel,
      Response response,
      InviteView invite,
      String reason,
      List<StoredVerdict> verdicts) {
    static View of(ConversationPages.Page page) {
      var shut = ConversationRoutes.verdicts(page).stream()
          .filter(verdict -> !verdict.open())
          .findFirst();
      return new View(
          page.id().ref(),
          Integer.toString(page.id().source()),
          page.candidate().conversation().state().toString(),
          Panel.line(page.invite(), page.response()),
          page.response(),
          InviteView.of(page.invite()),
          shut.map(StoredVerdict::gate).orElse(null),
          shut.stream().toList());
    }
  }

  private Future<Pass> connect(RoutingContext context) {
    if (!(Access.identityOf(context) instanceof Identity.Person person)) {
      throw Problem.forbidden("A panel is connected by a person who is signed in by an account.");
    }
    var token = keys.randomText(TOKEN_BYTES);
    return access
        .workspace(context)
        .compose(
            workspace -> passes.issue(workspace.id(), person.account().id(), token, person.name()))
        .map(expiresAt -> new Pass(token, expiresAt));
  }

  private Future<View> show(RoutingContext context) {
    int workspace = Access.number(context.pathParam("ws"), "workspace");
    var source = context.request().getParam("source");
    return passes
        .holder(workspace, token(context))
        .map(found -> admitted(workspace, found))
        .compose(holder -> pages.find(
            workspace,
            context.pathParam("ref"),
            source == null ? null : Access.number(source, "conversation")))
        .map(found -> View.of(found.orElseThrow(() -> Problem.notFound("conversation"))));
  }

  private Holder admitted(int workspace, Optional<Holder> found) {
    var holder = found
        .filter(one -> Permission.CONVERSATIONS.isOf(one.role()))
        .orElseThrow(Problem::unauthorized);
    if (!throttle.allows(workspace + "/" + holder.account())) {
      throw Problem.tooMany("The panel asks too often; wait a minute.", 60);
    }
    return holder;
  }

  private void disconnect(RoutingContext context) {
    int workspace = Access.number(context.pathParam("ws"), "workspace");
    Reply.with(
        context,
        passes.end(workspace, token(context)),
        done -> context.response().setStatusCode(204).end());
  }

  private static String token(RoutingContext context) {
    var header = context.request().getHeader("authorization");
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw Problem.unauthorized();
    }
    return header.substring(7).strip();
  }
}
