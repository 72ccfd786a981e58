package io.fivefaces.http;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.domain.Permission;
import io.fivefaces.store.Suspects;
import io.fivefaces.store.Suspects.Decided;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The answers that are kept aside because they may be a machine's, and a person's word on them. */
final class SuspectedRoutes {

  private static final int PAGE = 50;

  private final Suspects suspects;
  private final Access access;
  private final Bus bus;

  SuspectedRoutes(Suspects suspects, Access access, Bus bus) {
    this.suspects = suspects;
    this.access = access;
    this.bus = bus;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/suspected")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::list));
    router
        .post("/api/workspaces/:ws/suspected/:id/count")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::count));
    router
        .post("/api/workspaces/:ws/suspected/:id/uncount")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::uncount));
  }

  private Future<Page<SuspectedView>> list(RoutingContext context) {
    var kind = KindParameter.of(context);
    long below = Cursor.of(context, Long.MAX_VALUE).first();
    return access
        .workspace(context)
        .compose(workspace -> suspects.newest(workspace.id(), kind, below, PAGE + 1))
        .map(rows -> Page.of(rows, PAGE, SuspectedView::of, last -> Cursor.text(last.id())));
  }

  private Future<SuspectedView> count(RoutingContext context) {
    return decide(
        context,
        (workspace, id) -> suspects.count(workspace, id, Access.who(context)),
        "This survey has an answer that counts; there is one for each survey.");
  }

  private Future<SuspectedView> uncount(RoutingContext context) {
    return decide(
        context,
        (workspace, id) -> suspects.uncount(workspace, id, Access.who(context)),
        "This answer was not counted by a person, so there is nothing to take back.");
  }

  private interface Decision {
    Future<Decided> of(int workspace, long id);
  }

  private Future<SuspectedView> decide(
      RoutingContext context, Decision decision, String whyRefused) {
    long id = Access.number(context.pathParam("id"), "suspected answer");
    return access
        .workspace(context)
        .compose(workspace -> decision.of(workspace.id(), id))
        .map(decided -> switch (decided) {
          case Decided.Done done -> {
            bus.publish(new Fact.ResponseReceived(done.suspected().invite()));
            yield SuspectedView.of(done.suspected());
          }
          case Decided.Refused refused ->
            throw Problem.conflict("The answer stays as it is", whyRefused);
          case Decided.Unknown unknown -> throw Problem.notFound("suspected answer");
        });
  }
}
