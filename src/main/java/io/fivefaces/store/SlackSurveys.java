package io.fivefaces.store;

import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.SlackRespondents;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** The surveys that were posted in Slack, as whoever judges a tap on one needs them. */
public final class SlackSurveys {

  /**
   * A survey whose hand-over to Slack was begun.
   *
   * @param channel where in Slack its conversation takes place
   * @param thread the timestamp of the root message there
   * @param receipt the channel and timestamp of its own message, or null while nobody knows
   * @param score the answer, or null while there is none
   * @param commented whether the answer has a comment
   */
  public record Posted(
      InviteId invite,
      int epoch,
      ConversationId conversation,
      String customerRef,
      Language language,
      SlackRespondents respondents,
      String channel,
      String thread,
      String receipt,
      Integer score,
      boolean commented) {

    /** Whether it is that message; while nobody knows its message, one in its conversation's thread. */
    public boolean isAt(String inChannel, String messageTs, String threadTs) {
      return receipt != null
          ? receipt.equals(inChannel + ":" + messageTs)
          : threadTs != null && inChannel.equals(channel) && threadTs.equals(thread);
    }
  }

  private final Database database;

  public SlackSurveys(Database database) {
    this.database = database;
  }

  private static final String FIND = """
      select i.workspace_id, i.source_id, i.conversation_ref as ref, i.epoch, i.customer_ref, i.receipt,
        cu.locale as customer_locale, c.locale as conversation_locale, c.slack_channel, c.slack_thread, w.settings::text as settings, r.score, r.comment is not null as commented
      from survey_invites i
      join workspaces w on w.workspace_id = i.workspace_id
      join conversations c
        on c.workspace_id = i.workspace_id and c.source_id = i.source_id and c.ref = i.conversation_ref
      left join customers cu
        on cu.workspace_id = c.workspace_id and cu.source_id = c.source_id and cu.ref = c.customer_ref
      left join csat_responses r on r.workspace_id = i.workspace_id and r.invite_id = i.invite_id
      where i.workspace_id = $1::int and i.invite_id = $2::bigint and i.channel = 'slack' and i.epoch > 0
      """;

  /** The survey of an invite; empty where it never went to Slack. */
  public Future<Optional<Posted>> find(InviteId invite) {
    return database
        .run(FIND, Tuple.of(invite.workspace(), invite.number()))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(posted(invite, rows.iterator().next())));
  }

  private static final String KEEP_RECEIPT = """
      update survey_invites set receipt = $3::text
      where workspace_id = $1::int and invite_id = $2::bigint and receipt is null
      """;

  /** Keeps where its message is, once Slack said so in another way than by answering the hand-over. */
  public Future<Void> keepReceipt(InviteId invite, String receipt) {
    return database
        .run(KEEP_RECEIPT, Tuple.of(invite.workspace(), invite.number(), receipt))
        .mapEmpty();
  }

  private static Posted posted(InviteId invite, Row row) {
    var settings = Workspaces.settings(row.getString("settings"));
    var score = row.getShort("score");
    return new Posted(
        invite,
        row.getInteger("epoch"),
        Conversations.id(row),
        row.getString("customer_ref"),
        Customers.language(row, settings),
        settings.slackRespondents(),
        row.getString("slack_channel"),
        row.getString("slack_thread"),
        row.getString("receipt"),
        score == null ? null : score.intValue(),
        row.getBoolean("commented"));
  }
}
