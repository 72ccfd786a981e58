package io.fivefaces.http;

import io.fivefaces.domain.Decision;
import io.fivefaces.domain.ForeignRating;
import io.fivefaces.domain.Gate;
import io.fivefaces.domain.Gates;
import io.fivefaces.domain.Latest;
import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Person;
import io.fivefaces.store.ConversationPages;
import io.fivefaces.store.ConversationPages.Invite;
import io.fivefaces.store.ConversationPages.Response;
import io.fivefaces.store.ConversationPages.StoredVerdict;
import io.fivefaces.store.Suspects;
import io.fivefaces.store.Suspects.Suspected;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Conversations, with the answer to "why was no survey sent?". */
final class ConversationRoutes {

  private static final List<String> ORDER = Gates.CSAT.stream().map(Gate::name).toList();

  private final ConversationPages pages;
  private final Suspects suspects;
  private final Access access;

  ConversationRoutes(ConversationPages pages, Suspects suspects, Access access) {
    this.pages = pages;
    this.suspects = suspects;
    this.access = access;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/conversations/:ref")
        .handler(access.needs(Permission.CONVERSATIONS))
        .handler(Reply.ok(this::find));
  }

  private record SourceView(String id, String kind, String name) {}

  private record AssigneeView(String ref, String name, String email) {
    static AssigneeView of(Person agent) {
      return agent == null ? null : new AssigneeView(agent.ref(), agent.name(), agent.email());
    }
  }

  private record MessagesView(int inbound, int outbound) {}

  private record View(
      String ref,
      SourceView source,
      String channel,
      String state,
      String subject,
      List<String> tags,
      String locale,
      Person customer,
      AssigneeView assignee,
      MessagesView messages,
      Instant endedAt,
      Invite invite,
      Response response,
      List<SuspectedView> suspected,
      List<StoredVerdict> verdicts,
      String reason,
      String panel,
      ImportedRating importedRating) {}

  private record ImportedRating(int score, String comment, Instant ratedAt) {
    static ImportedRating of(Latest<ForeignRating> rating) {
      return rating.value() == null
          ? null
          : new ImportedRating(rating.value().score(), rating.value().comment(), rating.at());
    }
  }

  private Future<View> find(RoutingContext context) {
    return find(context, access, pages)
        .compose(page -> keptAside(context, page).map(suspected -> view(page, suspected)));
  }

  /** The answers that may be a machine's, for those who may decide on them; others see none. */
  private Future<List<Suspected>> keptAside(RoutingContext context, ConversationPages.Page page) {
    return Permission.ADMINISTRATION.isOf(Access.role(context))
        ? suspects.of(page.id())
        : Future.succeededFuture(List.of());
  }

  /** The conversation that a request names, by its reference and perhaps its source. */
  static Future<ConversationPages.Page> find(
      RoutingContext context, Access access, ConversationPages pages) {
    var source = context.request().getParam("source");
    return access
        .workspace(context)
        .compose(workspace -> pages.find(
            workspace.id(),
            context.pathParam("ref"),
            source == null ? null : Access.number(source, "conversation")))
        .map(found -> found.orElseThrow(() -> Problem.notFound("conversation")));
  }

  private static View view(ConversationPages.Page page, List<Suspected> suspected) {
    var candidate = page.candidate();
    var conversation = candidate.conversation();
    var verdicts = verdicts(page);
    return new View(
        page.id().ref(),
        new SourceView(Integer.toString(page.id().source()), page.sourceKind(), page.sourceName()),
        conversation.channel().value() == null
            ? null
            : conversation.channel().value().toString(),
        conversation.state().toString(),
        conversation.subject().value(),
        conversation.tags().value() == null ? List.of() : conversation.tags().value(),
        conversation.locale().value(),
        conversation.customer().value() == null
            ? null
            : new Person(
                conversation.customer().value(),
                candidate.addressee().customer().name().value(),
                candidate.addressee().customer().email().value(),
                candidate.addressee().customer().locale().value()),
        AssigneeView.of(conversation.assignee().value()),
        new MessagesView(candidate.inbound(), candidate.outbound()),
        page.endedAt(),
        page.invite(),
        page.response(),
        suspected.stream().map(SuspectedView::of).toList(),
        verdicts,
        verdicts.stream()
            .filter(verdict -> !verdict.open())
            .map(StoredVerdict::gate)
            .findFirst()
            .orElse(null),
        Panel.line(page.invite(), page.response()),
        ImportedRating.of(conversation.foreignRating()));
  }

  /** What the gates said, in their order; of a conversation that has not ended what they would say. */
  static List<StoredVerdict> verdicts(ConversationPages.Page page) {
    return page.verdicts().isEmpty() ? judgeNow(page) : sorted(page.verdicts());
  }

  /** What the gates would say of a conversation that they had no reason to judge yet. */
  private static List<StoredVerdict> judgeNow(ConversationPages.Page page) {
    Decision decision = Gates.judge(Gates.CSAT, page.candidate());
    return decision.verdicts().stream()
        .map(
            verdict -> new StoredVerdict(verdict.gate(), verdict.open(), verdict.saw(), page.now()))
        .toList();
  }

  private static List<StoredVerdict> sorted(List<StoredVerdict> verdicts) {
    return verdicts.stream()
        .sorted(Comparator.comparingInt(verdict -> ORDER.indexOf(verdict.gate())))
        .toList();
  }
}
