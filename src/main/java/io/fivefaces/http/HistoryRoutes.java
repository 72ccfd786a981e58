package io.fivefaces.http;

import io.fivefaces.domain.Permission;
import io.fivefaces.store.AuditTrail;
import io.fivefaces.store.AuditTrail.Change;
import io.fivefaces.store.AuditTrail.Entry;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;

/** What was changed, by whom and when. */
final class HistoryRoutes {

  private static final int PAGE = 50;
  private static final int MOST = 200;
  private static final int LONGEST = 254;

  private final AuditTrail audit;
  private final Access access;

  HistoryRoutes(AuditTrail audit, Access access) {
    this.audit = audit;
    this.access = access;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/history")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::list));
  }

  private record View(
      String id, Instant at, String who, String what, String name, List<Change> changes) {
    static View of(Entry entry) {
      return new View(
          Long.toString(entry.id()),
          entry.at(),
          entry.who(),
          entry.what(),
          entry.name(),
          entry.changes());
    }
  }

  private Future<Page<View>> list(RoutingContext context) {
    var who = text(context, "who", LONGEST);
    var what = text(context, "what", 30);
    int limit = Page.limit(context, PAGE, MOST);
    long before = Cursor.of(context, Long.MAX_VALUE).first();
    return access
        .workspace(context)
        .compose(workspace -> audit.before(workspace.id(), before, who, what, limit + 1))
        .map(entries -> Page.of(entries, limit, View::of, last -> Cursor.text(last.id())));
  }

  private static String text(RoutingContext context, String name, int longest) {
    var text = context.request().getParam(name);
    if (text == null || text.isBlank()) {
      return null;
    }
    if (text.length() > longest || text.indexOf(0) >= 0) {
      throw Problem.badRequest("'" + name + "' has at most " + longest + " characters.");
    }
    return text.strip();
  }
}
