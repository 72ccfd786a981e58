package io.fivefaces.http;

import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Workspace;
import io.fivefaces.store.Invitations;
import io.fivefaces.store.Invitations.Change;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The invitations that wait to be accepted: looked at, sent again, withdrawn. */
final class InvitationRoutes {

  private static final String INVITATIONS = "/api/workspaces/:ws/invitations";

  private final Invitations invitations;
  private final InvitationMail mail;
  private final Access access;

  InvitationRoutes(Invitations invitations, InvitationMail mail, Access access) {
    this.invitations = invitations;
    this.mail = mail;
    this.access = access;
  }

  void mount(Router router) {
    router
        .get(INVITATIONS)
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::list));
    router
        .post(INVITATIONS + "/:id/resend")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::resend));
    router
        .delete(INVITATIONS + "/:id")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::withdraw));
  }

  /** An invitation with its new link, which is shown this once. */
  private record Renewed(InvitationView invitation, String link) {}

  private Future<Page<InvitationView>> list(RoutingContext context) {
    return access
        .workspace(context)
        .compose(workspace -> invitations.waiting(workspace.id()))
        .map(all -> Page.whole(all.stream().map(InvitationView::of).toList()));
  }

  private Future<Renewed> resend(RoutingContext context) {
    int id = Access.number(context.pathParam("id"), "invitation");
    return access.workspace(context).compose(workspace -> {
      mail.refuseFlood(workspace);
      return invitations
          .renew(workspace.id(), id, Access.who(context), Access.role(context))
          .map(change -> renewed(workspace, made(change)));
    });
  }

  private Renewed renewed(Workspace workspace, Change.Made made) {
    return new Renewed(
        InvitationView.of(made.invitation()),
        mail.post(workspace, made.invitation(), made.token()));
  }

  private Future<InvitationView> withdraw(RoutingContext context) {
    int id = Access.number(context.pathParam("id"), "invitation");
    return access
        .workspace(context)
        .compose(workspace ->
            invitations.withdraw(workspace.id(), id, Access.who(context), Access.role(context)))
        .map(change -> InvitationView.of(made(change).invitation()));
  }

  private static Change.Made made(Change change) {
    return switch (change) {
      case Change.Made made -> made;
      case Change.NoInvitation none -> throw Problem.notFound("invitation");
      case Change.OwnersOnly owners -> throw MemberRoutes.ownersOnly();
    };
  }
}
