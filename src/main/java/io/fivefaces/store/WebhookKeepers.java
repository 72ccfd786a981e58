package io.fivefaces.store;

import io.fivefaces.store.WebhookQueue.EndpointId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Who looks after the endpoints of webhooks. */
public final class WebhookKeepers {

  /** The name of an endpoint's workspace, where the endpoint is, and the addresses of owners and admins. */
  public record Keepers(String workspace, String url, List<String> emails) {}

  private static final int TOLD = 20;

  private final Database database;

  public WebhookKeepers(Database database) {
    this.database = database;
  }

  private static final String KEEPERS = """
      select w.name, e.url, coalesce(keepers.emails, '{}') as emails
      from webhook_endpoints e
      join workspaces w on w.workspace_id = e.workspace_id
      cross join lateral (
        select array_agg(email order by email) as emails from (
          select a.email from accounts a
          where a.server_owner or a.account_id in (
            select m.account_id from members m where m.workspace_id = e.workspace_id and m.role in ('owner', 'admin'))
          limit %d) as chosen) as keepers
      where e.workspace_id = $1::int and e.endpoint_id = $2::int
      """.formatted(TOLD);

  /** Who is to be told of an endpoint's pause. */
  public Future<Keepers> of(EndpointId endpoint) {
    return database
        .run(KEEPERS, Tuple.of(endpoint.workspace(), endpoint.number()))
        .map(rows -> {
          var row = rows.iterator().next();
          return new Keepers(
              row.getString("name"),
              row.getString("url"),
              List.of(row.getArrayOfStrings("emails")));
        });
  }
}
