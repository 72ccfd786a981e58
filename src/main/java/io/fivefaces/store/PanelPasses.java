package io.fivefaces.store;

import io.fivefaces.domain.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the panel in a helpdesk's frame shows instead of a cookie. A pass is worth what its person is at that moment, and
 * of it only the digest is kept.
 */
public final class PanelPasses {

  /** The person whose pass it is. */
  public record Holder(int account, Role role) {}

  private static final Duration GOOD_FOR = Duration.ofDays(30);
  /** Of one person; a further one ends the oldest. */
  private static final int MOST = 20;

  private final Database database;

  public PanelPasses(Database database) {
    this.database = database;
  }

  private static final String ISSUE = """
      with expired as (
        delete from panel_passes where (workspace_id, token_hash) in (
          select workspace_id, token_hash from panel_passes where expires_at < moment() order by expires_at limit 100)
      ), older as (
        delete from panel_passes where workspace_id = $1::int and token_hash in (
          select token_hash from (
            select token_hash, row_number() over (order by created_at desc) as position from panel_passes
            where workspace_id = $1::int and account_id = $3::int and expires_at >= moment()) as theirs
          where position >= $6::int)
      ), noted as (
        insert into audit (workspace_id, who, what) values ($1::int, $5::text, 'panel connected')
      )
      insert into panel_passes (workspace_id, token_hash, account_id, expires_at)
      values ($1::int, $2::bytea, $3::int, moment() + $4::bigint * interval '1 s')
      returning expires_at
      """;

  /** Makes a pass of whoever presents this token; the moment at which it ends. Audited. */
  public Future<Instant> issue(int workspace, int account, String token, String who) {
    return database
        .run(ISSUE, Tuple.of(workspace, Digest.of(token), account, GOOD_FOR.toSeconds(), who, MOST))
        .map(rows -> Rows.time(rows.iterator().next(), "expires_at"));
  }

  private static final String HOLDER = """
      select p.account_id, case when a.server_owner then 'owner' else m.role end as role
      from panel_passes p
      join accounts a on a.account_id = p.account_id
      left join members m on m.workspace_id = p.workspace_id and m.account_id = p.account_id
      where p.workspace_id = $1::int and p.token_hash = $2::bytea and p.expires_at > moment()
      """;

  /** Whose pass this is and what they are in the workspace now; empty where it is none, or its person belongs to it no longer. */
  public Future<Optional<Holder>> holder(int workspace, String token) {
    return database.run(HOLDER, Tuple.of(workspace, Digest.of(token))).map(rows -> {
      if (rows.size() == 0) {
        return Optional.empty();
      }
      var row = rows.iterator().next();
      return Optional.ofNullable(row.getString("role"))
          .flatMap(Role::named)
          .map(role -> new Holder(row.getInteger("account_id"), role));
    });
  }

  private static final String END =
      "delete from panel_passes where workspace_id = $1::int and token_hash = $2::bytea";

  /** Ends a pass. */
  public Future<Void> end(int workspace, String token) {
    return database.run(END, Tuple.of(workspace, Digest.of(token))).mapEmpty();
  }
}
