package io.fivefaces.http;

import io.fivefaces.domain.Gate;
import io.fivefaces.domain.Gates;
import io.fivefaces.domain.NpsCandidate;
import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Verdict;
import io.fivefaces.domain.Workspace;
import io.fivefaces.store.Database;
import io.fivefaces.store.NpsControl;
import io.fivefaces.store.NpsControl.Outcome;
import io.fivefaces.store.NpsCustomers;
import io.fivefaces.store.NpsCustomers.Asked;
import io.fivefaces.store.NpsCustomers.Wanted;
import io.fivefaces.store.NpsStatus;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/** The running quarter: how it stands, who is asked and who not, and its start, pause and stop. */
final class NpsRoutes {

  private static final String NPS = "/api/workspaces/:ws/nps";
  private static final int PAGE = 50;
  private static final int MOST = 200;

  private final NpsStatus status;
  private final NpsControl control;
  private final NpsCustomers customers;
  private final DryRuns dryRuns;
  private final Database database;
  private final Access access;
  private final Clock clock;

  NpsRoutes(HttpParts parts) {
    database = parts.database();
    status = new NpsStatus(database);
    control = new NpsControl(database);
    customers = new NpsCustomers(database);
    dryRuns = parts.dryRuns();
    access = parts.access();
    clock = parts.clock();
  }

  void mount(Router router) {
    router
        .get(NPS)
        .handler(access.needs(Permission.ANALYTICS))
        .handler(Reply.ok(context -> access.workspace(context).compose(this::standing)));
    router
        .get(NPS + "/dry-run")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(this::dryRun);
    router
        .get(NPS + "/customers")
        .handler(access.needs(Permission.ANALYTICS))
        .handler(Reply.ok(this::list));
    router
        .post(NPS + "/start")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(context -> change(context, control::start, "started")));
    router
        .post(NPS + "/pause")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(context -> change(context, control::pause, "paused")));
    router
        .post(NPS + "/stop")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(context -> change(context, control::stop, "stopped")));
  }

  private Future<QuarterView> standing(Workspace workspace) {
    return status
        .now(workspace.id())
        .map(standing -> QuarterView.of(workspace.settings(), standing))
        .recover(failure -> Future.failedFuture(
            Database.isTooSlow(failure) ? Problem.tooSlow("Try again in a moment.") : failure));
  }

  private Future<QuarterView> change(
      RoutingContext context, BiFunction<Integer, String, Future<Outcome>> wish, String deed) {
    return access
        .workspace(context)
        .compose(workspace -> wish.apply(workspace.id(), Access.who(context))
            .compose(outcome -> switch (outcome) {
              case Outcome.Done done -> standing(workspace);
              case Outcome.SwitchedOff off ->
                throw Problem.conflict(
                    "NPS is off", "Nobody is asked while nps_enabled is off: switch it on first.");
              case Outcome.OutOfPlace not ->
                throw Problem.conflict(
                    "The quarter is " + not.state(),
                    "This quarter is " + not.state() + ", so it cannot be " + deed + ".");
            }));
  }

  private void dryRun(RoutingContext context) {
    access
        .workspace(context)
        .compose(workspace -> {
          dryRuns.begin(workspace.id());
          return status
              .moment()
              .compose(now -> new DryRun(context, database, workspace.id(), now).run())
              .onComplete(ended -> dryRuns.end(workspace.id()));
        })
        .onFailure(failure -> Reply.failUnlessLeft(context, failure));
  }

  private record JudgedView(
      String customer,
      String source,
      String name,
      String email,
      String reason,
      List<Verdict> verdicts,
      Instant at,
      Instant dueAt,
      NpsCustomers.Invite invite) {
    static JudgedView of(Asked row) {
      return new JudgedView(
          row.id().ref(),
          Integer.toString(row.id().source()),
          row.name(),
          row.email(),
          row.reason(),
          row.verdicts(),
          row.at(),
          row.dueAt(),
          row.invite());
    }
  }

  private Future<Page<JudgedView>> list(RoutingContext context) {
    var quarter = Quarters.namedOrRunning(context, clock);
    var wanted = wanted(context.request().getParam("reason", ""));
    int limit = Page.limit(context, PAGE, MOST);
    var from = Cursor.named(context, 0);
    return access
        .workspace(context)
        .compose(workspace ->
            customers.after(workspace.id(), quarter, wanted, from.id(), from.name(), limit + 1))
        .map(rows -> Page.of(
            rows,
            limit,
            JudgedView::of,
            last -> Cursor.text(last.id().ref(), last.id().source())));
  }

  private static Wanted wanted(String reason) {
    if (reason.isEmpty()) {
      return new Wanted.Everybody();
    }
    if (reason.equals("none")) {
      return new Wanted.Open();
    }
    var names = Gates.NPS.stream().map(Gate<NpsCandidate>::name).toList();
    if (!names.contains(reason)) {
      throw Problem.badRequest("'reason' is none or one of " + names + ".");
    }
    return new Wanted.StoppedBy(reason);
  }
}
