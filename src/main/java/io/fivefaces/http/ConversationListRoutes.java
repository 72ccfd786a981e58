package io.fivefaces.http;

import io.fivefaces.domain.Permission;
import io.fivefaces.store.ConversationSearch;
import io.fivefaces.store.ConversationSearch.Found;
import io.fivefaces.store.ConversationSearch.Item;
import io.fivefaces.store.ConversationSearch.Place;
import io.fivefaces.store.Database;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;

/** The list of conversations: searched, filtered and gone through page by page. */
final class ConversationListRoutes {

  private static final int PAGE = 50;
  private static final long END_OF_TIME = Cursor.number(Instant.parse("2200-01-01T00:00:00Z"));

  private final ConversationSearch search;
  private final Access access;

  ConversationListRoutes(ConversationSearch search, Access access) {
    this.search = search;
    this.access = access;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/conversations")
        .handler(access.needs(Permission.CONVERSATIONS))
        .handler(Reply.ok(this::list));
  }

  private record View(
      String ref,
      String source,
      Instant at,
      String subject,
      String customer,
      String channel,
      String state,
      Instant createdAt,
      Instant endedAt,
      String agent,
      String reason,
      String saw,
      String invite,
      String inviteReason,
      Integer score,
      Instant respondedAt,
      String panel) {
    static View of(Item item) {
      return new View(
          item.place().ref(),
          Integer.toString(item.place().source()),
          item.place().at(),
          item.subject(),
          item.customer(),
          item.channel(),
          item.state(),
          item.createdAt(),
          item.endedAt(),
          item.agent(),
          item.reason(),
          item.saw(),
          item.invite(),
          item.inviteReason(),
          item.score(),
          item.respondedAt(),
          Panel.line(item.score(), item.invite(), item.delivery()));
    }
  }

  /** A page; where it is not full although there is more, the moment back to which it was looked. */
  private record Looked(List<View> items, String next, Instant lookedBackTo) {
    static Looked of(Found found) {
      boolean stopped = found.next() != null && found.items().size() < PAGE;
      return new Looked(
          found.items().stream().map(View::of).toList(),
          found.next() == null ? null : text(found.next()),
          stopped ? found.next().at() : null);
    }
  }

  private Future<Looked> list(RoutingContext context) {
    var wanted = ConversationQuery.of(context.request());
    var cursor = Cursor.named(context, END_OF_TIME, Integer.MAX_VALUE);
    var after = new Place(cursor.moment(), cursor.secondId(), cursor.name());
    return access
        .workspace(context)
        .compose(workspace -> search.find(workspace.id(), wanted, after, PAGE))
        .map(Looked::of)
        .recover(failure -> Future.failedFuture(
            Database.isTooSlow(failure)
                ? Problem.tooSlow("Ask for fewer days with 'from' and 'to', or try again.")
                : failure));
  }

  private static String text(Place place) {
    return Cursor.text(place.ref(), Cursor.number(place.at()), place.source());
  }
}
