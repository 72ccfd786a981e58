package io.fivefaces.store;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Keyring.Purpose;
import io.fivefaces.domain.SlackApp;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Slack apps that workspaces ask through: a source's bot token, sealed by the master key, and what it shows. */
public final class SlackApps {

  private static final Logger LOG = LoggerFactory.getLogger(SlackApps.class);

  private final Database database;
  private final Keyring keys;

  public SlackApps(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  private static final String OF = """
      select source_id, bot_token, settings ->> 'display_name' as display_name, settings ->> 'icon_url' as icon_url
      from sources where workspace_id = $1::int and bot_token is not null
      order by source_id <> $2::int, source_id limit 1
      """;

  /**
   * The app through which a conversation of this source is asked in Slack: the source's own, else the workspace's
   * oldest, because a helpdesk may tell of threads in Slack. Empty where no source has a bot token.
   */
  public Future<Optional<SlackApp>> of(int workspace, int source) {
    return database.run(OF, Tuple.of(workspace, source)).map(this::first);
  }

  private static final String CHANGE = """
      with changed as (
        update sources set bot_token = $3::bytea, slack_team = $4::text
        where workspace_id = $1::int and source_id = $2::int
        returning workspace_id, source_id)
      insert into audit (workspace_id, who, what, after)
      select workspace_id, $5::text, 'source ' || source_id, jsonb_build_object('bot_token', $6::text) from changed
      """;

  /**
   * Gives a source another bot token. Audited, without the token.
   *
   * @param token null takes it away
   * @param team the Slack team it belongs to, or null where Slack did not say
   */
  public Future<Void> change(int workspace, int source, String token, String team, String who) {
    var sealed = token == null ? null : Buffer.buffer(keys.seal(Purpose.SOURCE_SECRET, token));
    var said = token == null ? "removed" : "changed";
    return database
        .run(CHANGE, Tuple.of(workspace, source, sealed, team, who, said))
        .mapEmpty();
  }

  private Optional<SlackApp> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : app(rows.iterator().next());
  }

  /** What cannot be opened cannot be used, and is no reason to let nobody else be asked. */
  private Optional<SlackApp> app(Row row) {
    int source = row.getInteger("source_id");
    try {
      var token = keys.open(Purpose.SOURCE_SECRET, row.getBuffer("bot_token").getBytes());
      return Optional.of(
          new SlackApp(source, token, row.getString("display_name"), row.getString("icon_url")));
    } catch (IllegalStateException e) {
      LOG.error("The bot token of source {} is {}", source, e.getMessage());
      return Optional.empty();
    }
  }
}
