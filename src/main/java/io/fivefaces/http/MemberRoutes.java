package io.fivefaces.http;

import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Role;
import io.fivefaces.store.Invitations;
import io.fivefaces.store.Members;
import io.fivefaces.store.Members.Change;
import io.fivefaces.store.Members.Member;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/** The people of a workspace: looked at, invited, given another role, removed. */
final class MemberRoutes {

  private static final String MEMBERS = "/api/workspaces/:ws/members";
  private static final int PAGE = 100;

  private final Members members;
  private final Invitations invitations;
  private final InvitationMail mail;
  private final Access access;

  MemberRoutes(Members members, Invitations invitations, InvitationMail mail, Access access) {
    this.members = members;
    this.invitations = invitations;
    this.mail = mail;
    this.access = access;
  }

  void mount(Router router) {
    router
        .get(MEMBERS)
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::list));
    router
        .post(MEMBERS)
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.created(this::invite));
    router
        .patch(MEMBERS + "/:id")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::change));
    router
        .delete(MEMBERS + "/:id")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::remove));
  }

  private record Wanted(String email, Role role) {}

  private record NewRole(Role role) {}

  private record View(
      String id, String email, String name, boolean serverOwner, Role role, Instant since) {
    static View of(Member member) {
      return new View(
          Integer.toString(member.id()),
          member.email(),
          member.name(),
          member.serverOwner(),
          member.role(),
          member.since());
    }
  }

  /** An invitation with its link, which is shown this once. */
  private record Invited(InvitationView invitation, String link) {}

  private Future<Page<View>> list(RoutingContext context) {
    int after = Cursor.of(context, 0).id();
    return access
        .workspace(context)
        .compose(workspace -> members.in(workspace.id(), after, PAGE + 1))
        .map(rows -> Page.of(rows, PAGE, View::of, last -> Cursor.text(last.id())));
  }

  private Future<Invited> invite(RoutingContext context) {
    var wanted = Body.json(context, Wanted.class);
    var email = Names.address("email", wanted.email());
    var role = forPeople(wanted.role());
    if (role == Role.OWNER && Access.role(context) != Role.OWNER) {
      throw ownersOnly();
    }
    return access.workspace(context).compose(workspace -> {
      mail.refuseFlood(workspace);
      return invitations
          .invite(workspace.id(), email.folded(), role, Access.who(context))
          .map(outcome -> switch (outcome) {
            case Invitations.Outcome.Invited invited ->
              new Invited(
                  InvitationView.of(invited.invitation()),
                  mail.post(workspace, invited.invitation(), invited.token()));
            case Invitations.Outcome.AlreadyMember member ->
              throw Problem.conflict(
                  "A member already", "Whoever has this address belongs to the workspace.");
            case Invitations.Outcome.AlreadyInvited waiting ->
              throw Problem.conflict(
                  "Invited already",
                  "This address has an invitation: send it again, or withdraw it first.");
            case Invitations.Outcome.TooMany many ->
              throw Problem.conflict(
                  "Too many invitations", "200 people are invited already: withdraw some first.");
          });
    });
  }

  private Future<View> change(RoutingContext context) {
    var role = forPeople(Body.json(context, NewRole.class).role());
    int id = Access.number(context.pathParam("id"), "member");
    return access
        .workspace(context)
        .compose(workspace ->
            members.change(workspace.id(), id, role, Access.who(context), Access.role(context)))
        .map(MemberRoutes::answer);
  }

  private Future<View> remove(RoutingContext context) {
    int id = Access.number(context.pathParam("id"), "member");
    return access
        .workspace(context)
        .compose(workspace ->
            members.remove(workspace.id(), id, Access.who(context), Access.role(context)))
        .map(MemberRoutes::answer);
  }

  private static View answer(Change change) {
    return switch (change) {
      case Change.Made made -> View.of(made.member());
      case Change.NoMember none -> throw Problem.notFound("member");
      case Change.OwnersOnly owners -> throw ownersOnly();
      case Change.LastOwner last ->
        throw Problem.conflict(
            "The last owner",
            "A workspace has at least one owner: make somebody else an owner first.");
    };
  }

  private static Role forPeople(Role role) {
    if (role == null || !role.isForPeople()) {
      throw Problem.badRequest("'role' is owner, admin or agent.");
    }
    return role;
  }

  static Problem ownersOnly() {
    return Problem.forbidden("Only an owner makes, changes or removes owners.");
  }
}
