package io.fivefaces.http;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Permission;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.ConversationPages;
import io.fivefaces.store.ConversationPages.Invite;
import io.fivefaces.store.Resends;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** What an operator may do about an invite: have one sent again of which nobody knows whether it arrived. */
final class InviteRoutes {

  private final ConversationPages pages;
  private final Resends resends;
  private final Access access;
  private final Bus bus;
  private final Metrics metrics;

  InviteRoutes(ConversationPages pages, Resends resends, Access access, Bus bus, Metrics metrics) {
    this.pages = pages;
    this.resends = resends;
    this.access = access;
    this.bus = bus;
    this.metrics = metrics;
  }

  void mount(Router router) {
    router
        .post("/api/workspaces/:ws/conversations/:ref/invite/send-again")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::sendAgain));
  }

  private Future<Invite> sendAgain(RoutingContext context) {
    return find(context)
        .compose(page -> resends.sendAgain(page.id(), Access.who(context)).compose(sent -> {
          if (sent.isEmpty()) {
            return find(context).compose(now -> Future.failedFuture(refusal(now.invite())));
          }
          metrics.invite(Kind.CSAT, page.invite().channel(), "sent_again");
          bus.publish(new Fact.InvitesScheduled());
          bus.publish(new Fact.InviteSettled(sent.get()));
          return find(context).map(ConversationPages.Page::invite);
        }));
  }

  private Future<ConversationPages.Page> find(RoutingContext context) {
    return ConversationRoutes.find(context, access, pages);
  }

  private static Problem refusal(Invite invite) {
    return Problem.conflict(
        "It cannot be sent again",
        invite == null
            ? "No invite was made of this conversation; its verdicts say why."
            : "This invite is " + invite.state() + ". "
                + switch (invite.state()) {
                  case "scheduled", "claimed", "sending" -> "Wait: it is on its way.";
                  case "sent" -> "It arrived, and a conversation is asked about once.";
                  case "cancelled" ->
                    "It never went out; close the conversation again if it should.";
                  case "failed" ->
                    "It was refused for good; its reason says what must be put right.";
                  default -> "It just changed; look again.";
                });
  }
}
