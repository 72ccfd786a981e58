package io.fivefaces.store;

import io.fivefaces.domain.Role;
import io.fivefaces.domain.Workspace;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Who belongs to which workspace, and as what. */
public final class Members {

  /** A workspace of somebody's, and the role there. */
  public record Membership(Workspace workspace, Role role) {}

  private final Database database;

  public Members(Database database) {
    this.database = database;
  }

  private static final String ROLE = """
      select role from members where workspace_id = $1::int and account_id = $2::int
      """;

  /** What a person is in a workspace; empty for a stranger. */
  public Future<Optional<Role>> role(int workspace, int account) {
    return database
        .run(ROLE, Tuple.of(workspace, account))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Role.named(rows.iterator().next().getString("role")));
  }

  private static final String OF = """
      select w.workspace_id, w.slug, w.name, w.demo, w.settings::text, w.created_at, m.role
      from members m join workspaces w on w.workspace_id = m.workspace_id
      where m.account_id = $1::int and m.workspace_id > $2::int order by m.workspace_id limit $3::int
      """;

  /** The workspaces after this one that a person belongs to, oldest first. */
  public Future<List<Membership>> of(int account, int after, int most) {
    return database
        .run(OF, Tuple.of(account, after, most))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
            .map(row -> new Membership(
                Workspaces.workspace(row), Role.named(row.getString("role")).orElseThrow()))
            .toList());
  }
}
