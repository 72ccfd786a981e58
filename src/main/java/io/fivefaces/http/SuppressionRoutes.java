package io.fivefaces.http;

import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Permission;
import io.fivefaces.domain.SuppressionReason;
import io.fivefaces.source.Texts;
import io.fivefaces.store.Suppressions;
import io.fivefaces.store.Suppressions.Place;
import io.fivefaces.store.Suppressions.Suppression;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/** The addresses that get no survey any more: looked through, added to and taken from by hand. */
final class SuppressionRoutes {

  private static final int PAGE = 50;
  private static final int MOST = 200;
  private static final int LONGEST = 254;
  private static final long END_OF_TIME = Cursor.number(Instant.parse("2199-12-31T00:00:00Z"));

  private final Suppressions suppressions;
  private final Access access;

  SuppressionRoutes(Suppressions suppressions, Access access) {
    this.suppressions = suppressions;
    this.access = access;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/suppressions")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::list));
    router
        .post("/api/workspaces/:ws/suppressions")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.created(this::add));
    router
        .delete("/api/workspaces/:ws/suppressions/:email")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::remove));
  }

  private record Wanted(String email, SuppressionReason reason, String detail) {}

  private record View(
      String email,
      SuppressionReason reason,
      String detail,
      String provider,
      Instant at,
      Kind kind,
      String conversation,
      String source) {
    static View of(Suppression row) {
      return new View(
          row.email(),
          row.reason(),
          row.detail(),
          row.provider(),
          row.at(),
          row.kind(),
          row.conversation(),
          row.source() == null ? null : Integer.toString(row.source()));
    }
  }

  private Future<Page<View>> list(RoutingContext context) {
    var request = context.request();
    var beginning = request.getParam("email", "").strip().toLowerCase(Locale.ROOT);
    if (beginning.length() > LONGEST) {
      throw Problem.badRequest("'email' has at most " + LONGEST + " characters.");
    }
    var reason = reason(request.getParam("reason"));
    int limit = Page.limit(context, PAGE, MOST);
    var from = Cursor.named(context, END_OF_TIME);
    return access
        .workspace(context)
        .compose(workspace -> beginning.isEmpty()
            ? suppressions.newest(
                workspace.id(), reason, new Place(from.moment(), from.name()), limit + 1)
            : suppressions.beginning(workspace.id(), beginning, reason, from.name(), limit + 1))
        .map(rows -> Page.of(
            rows, limit, View::of, last -> Cursor.text(last.email(), Cursor.number(last.at()))));
  }

  private Future<View> add(RoutingContext context) {
    var wanted = Body.json(context, Wanted.class);
    var address = Names.address("email", wanted.email());
    var reason = wanted.reason() == null ? SuppressionReason.MANUAL : wanted.reason();
    return access
        .workspace(context)
        .compose(workspace -> suppressions.add(
            workspace.id(),
            address.folded(),
            reason,
            Texts.line(wanted.detail()),
            Access.who(context)))
        .map(added -> View.of(added.orElseThrow(() -> Problem.conflict(
            "It is there already", "This address gets no surveys; it is on the list."))));
  }

  private Future<View> remove(RoutingContext context) {
    var email = context.pathParam("email").strip().toLowerCase(Locale.ROOT);
    return access
        .workspace(context)
        .compose(workspace -> suppressions.remove(workspace.id(), email, Access.who(context)))
        .map(removed -> View.of(removed.orElseThrow(() -> Problem.notFound("suppression"))));
  }

  private static SuppressionReason reason(String text) {
    return text == null || text.isEmpty()
        ? null
        : Arrays.stream(SuppressionReason.values())
            .filter(one -> one.toString().equals(text))
            .findFirst()
            .orElseThrow(() -> Problem.badRequest(
                "'reason' is one of " + Arrays.toString(SuppressionReason.values()) + "."));
  }
}
