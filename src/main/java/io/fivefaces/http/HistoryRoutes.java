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
    int limit = limit(context.request().getParam("limit"));
    long before = cursor(context.request().getParam("cursor"));
    return access
        .workspace(context)
        .compose(workspace -> audit.before(workspace.id(), before, who, what, limit + 1))
        .map(entries -> page(entries, limit));
  }

  private static Page<View> page(List<Entry> entries, int limit) {
    var items = entries.stream().limit(limit).map(View::of).toList();
    return new Page<>(items, entries.size() > limit ? items.getLast().id() : null);
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

  private static int limit(String text) {
    if (text == null) {
      return PAGE;
    }
    if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MOST) {
      throw Problem.badRequest("'limit' is a number from 1 to " + MOST + ".");
    }
    return Integer.parseInt(text);
  }

  private static long cursor(String text) {
    if (text == null) {
      return Long.MAX_VALUE;
    }
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw Problem.badRequest("'cursor' is the 'next' of the page before, unchanged.");
    }
    return Long.parseLong(text);
  }
}
