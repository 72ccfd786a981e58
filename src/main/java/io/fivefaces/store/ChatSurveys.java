package io.fivefaces.store;

import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.Visitor;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The surveys of the chat widget, by the visitor to whom they are shown. */
public final class ChatSurveys {

  /**
   * A survey in the widget, with what its token is made of.
   *
   * @param answered whether there is nothing left to ask
   */
  public record ChatSurvey(
      InviteId invite,
      ConversationId conversation,
      String customerRef,
      Instant issuedAt,
      byte[] nonce,
      String workspaceName,
      Settings settings,
      Language language,
      boolean answered) {}

  /** What a token must have been issued for, to be a visitor's own. */
  public record Own(ConversationId conversation, String customerRef) {}

  private final Database database;

  public ChatSurveys(Database database) {
    this.database = database;
  }

  // of a visitor with very many chats the newest are looked at
  private static final String LATEST = """
      select wanted.visitor, w.name as workspace_name, w.settings::text as settings, shown.*
      from unnest($1::int[], $2::int[], $3::text[]) as wanted (workspace_id, source_id, visitor)
      join workspaces w on w.workspace_id = wanted.workspace_id
      cross join lateral (
        select c.workspace_id, c.source_id, c.ref, cu.locale as customer_locale,
          c.locale as conversation_locale, i.invite_id, i.customer_ref, i.nonce, i.issued_at,
          r.invite_id is not null as answered
        from (
          select workspace_id, source_id, ref, customer_ref, locale from conversations
          where workspace_id = wanted.workspace_id and source_id = wanted.source_id and visitor = wanted.visitor
            and ended_at is not null
          order by ended_at desc limit 20) as c
        join survey_invites i
          on i.workspace_id = c.workspace_id and i.source_id = c.source_id and i.conversation_ref = c.ref
          and i.kind = 'csat'
        left join customers cu
          on cu.workspace_id = c.workspace_id and cu.source_id = c.source_id and cu.ref = c.customer_ref
        left join csat_responses r on r.workspace_id = i.workspace_id and r.invite_id = i.invite_id
        where i.channel = 'chat' and i.state = 'sent' and i.issued_at > moment() - interval '30 days'
        order by answered, i.issued_at desc, i.invite_id desc limit 1) as shown
      """;

  /** Of each visitor the newest open survey that is unanswered, else the newest answered one, else none. */
  public Future<Map<Visitor, ChatSurvey>> latest(Collection<Visitor> visitors) {
    var keys = new Rows<>(visitors)
        .number(Visitor::workspace)
        .number(Visitor::source)
        .text(Visitor::id)
        .columns();
    return database.run(LATEST, keys).map(rows -> {
      var found = new HashMap<Visitor, ChatSurvey>();
      rows.forEach(row -> {
        var survey = survey(row);
        var conversation = survey.conversation();
        found.put(
            new Visitor(conversation.workspace(), conversation.source(), row.getString("visitor")),
            survey);
      });
      return found;
    });
  }

  private static final String VISITORS = """
      select i.workspace_id, i.source_id, c.visitor
      from unnest($1::int[], $2::bigint[]) as moved (workspace_id, invite_id)
      join survey_invites i on i.workspace_id = moved.workspace_id and i.invite_id = moved.invite_id
      join conversations c
        on c.workspace_id = i.workspace_id and c.source_id = i.source_id and c.ref = i.conversation_ref
      where i.channel = 'chat' and c.visitor is not null
      """;

  /** Whom these invites ask in the chat. */
  public Future<Set<Visitor>> visitorsOf(Collection<InviteId> invites) {
    var keys = new Rows<>(invites)
        .number(InviteId::workspace)
        .bigNumber(InviteId::number)
        .columns();
    return database.run(VISITORS, keys).map(rows -> {
      var visitors = new HashSet<Visitor>();
      rows.forEach(row -> visitors.add(new Visitor(
          row.getInteger("workspace_id"), row.getInteger("source_id"), row.getString("visitor"))));
      return visitors;
    });
  }

  private static final String OWN = """
      select i.workspace_id, i.source_id, i.conversation_ref as ref, i.customer_ref
      from survey_invites i
      join conversations c
        on c.workspace_id = i.workspace_id and c.source_id = i.source_id and c.ref = i.conversation_ref
      where i.workspace_id = $1::int and i.invite_id = $2::bigint and i.source_id = $3::int
        and c.visitor = $4::text and i.channel = 'chat' and i.epoch > 0
      """;

  /** What the invite is about, where it asks this very visitor in the chat; else empty. */
  public Future<Optional<Own>> own(Visitor visitor, InviteId invite) {
    if (invite.workspace() != visitor.workspace()) {
      return Future.succeededFuture(Optional.empty());
    }
    var key = Tuple.of(invite.workspace(), invite.number(), visitor.source(), visitor.id());
    return database
        .run(OWN, key)
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(own(rows.iterator().next())));
  }

  private static Own own(Row row) {
    return new Own(Conversations.id(row), row.getString("customer_ref"));
  }

  private static ChatSurvey survey(Row row) {
    var settings = Workspaces.settings(row.getString("settings"));
    return new ChatSurvey(
        new InviteId(row.getInteger("workspace_id"), row.getLong("invite_id")),
        Conversations.id(row),
        row.getString("customer_ref"),
        Rows.time(row, "issued_at"),
        row.getBuffer("nonce").getBytes(),
        row.getString("workspace_name"),
        settings,
        Customers.language(row, settings),
        row.getBoolean("answered"));
  }
}
