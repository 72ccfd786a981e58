package io.fivefaces.store;

import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.Message;
import io.vertx.core.Future;
import java.util.Map;

/** The messages of conversations, without their texts; each counts once. */
public final class Messages {

  /** A message's key. */
  public record MessageId(ConversationId conversation, String ref) {}

  private static final String SAVE = """
      insert into messages (workspace_id, source_id, conversation_ref, ref, direction, author, occurred_at)
      select workspace_id, source_id, conversation_ref, ref, direction, author, occurred_at
      from unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[]) as new (
        workspace_id, source_id, conversation_ref, ref, direction, author, occurred_at)
      order by workspace_id, source_id, conversation_ref collate "C", ref collate "C"
      on conflict (workspace_id, source_id, conversation_ref, ref) do update set
        direction = excluded.direction, author = excluded.author, occurred_at = excluded.occurred_at
      where (excluded.occurred_at, excluded.direction collate "C", excluded.author collate "C")
        < (messages.occurred_at, messages.direction collate "C", messages.author collate "C")
      """;

  /** Keeps these messages; of two reports of one, the earlier stays, as in {@link Message#earlier}. */
  public Future<Void> save(Tx tx, Map<MessageId, Message> messages) {
    if (messages.isEmpty()) {
      return Future.succeededFuture();
    }
    var columns = new Rows<>(messages.entrySet())
        .number(row -> row.getKey().conversation().workspace())
        .number(row -> row.getKey().conversation().source())
        .text(row -> row.getKey().conversation().ref())
        .text(row -> row.getKey().ref())
        .text(row -> row.getValue().direction())
        .text(row -> row.getValue().author())
        .time(row -> row.getValue().at())
        .columns();
    return tx.run(SAVE, columns).mapEmpty();
  }
}
