package io.fivefaces.http;

import io.fivefaces.domain.Permission;
import io.fivefaces.store.ConnectedSources;
import io.fivefaces.store.DeadLetters;
import io.fivefaces.store.DeadLetters.Dated;
import io.fivefaces.store.DeadLetters.Kept;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;

/** What of a source's webhooks nobody could read, newest first. */
final class DeadLetterRoutes {

  private static final int PAGE = 50;
  private static final long LAST_DAY = LocalDate.of(2199, 12, 31).toEpochDay();

  private final ConnectedSources sources;
  private final DeadLetters deadLetters;
  private final Access access;

  DeadLetterRoutes(ConnectedSources sources, DeadLetters deadLetters, Access access) {
    this.sources = sources;
    this.deadLetters = deadLetters;
    this.access = access;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/sources/:id/dead-letters")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::list));
  }

  private Future<Page<Kept>> list(RoutingContext context) {
    int id = Access.number(context.pathParam("id"), "source");
    var before = Cursor.of(context, LAST_DAY, Long.MAX_VALUE);
    var day = LocalDate.ofEpochDay(Math.min(before.first(), LAST_DAY));
    return access
        .workspace(context)
        .compose(workspace -> sources
            .byId(workspace.id(), id)
            .map(source -> source.orElseThrow(() -> Problem.notFound("source")))
            .compose(
                source -> deadLetters.before(workspace.id(), id, day, before.second(), PAGE + 1))
            .map(rows -> Page.of(
                rows,
                PAGE,
                Dated::letter,
                last -> Cursor.text(
                    last.day().toEpochDay(), Long.parseLong(last.letter().id())))));
  }
}
