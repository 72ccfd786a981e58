package io.fivefaces.store;

import io.fivefaces.domain.Role;
import io.fivefaces.domain.Workspace;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Who belongs to which workspace, and as what. */
public final class Members {

  /** A workspace of somebody's, and the role there. */
  public record Membership(Workspace workspace, Role role) {}

  /** Somebody who belongs to a workspace. */
  public record Member(
      int id, String email, String name, boolean serverOwner, Role role, Instant since) {}

  /** What became of a member. */
  public sealed interface Change {
    /** As the member is now, or was. */
    record Made(Member member) implements Change {}

    record NoMember() implements Change {}

    /** An owner is made, changed and removed by owners only. */
    record OwnersOnly() implements Change {}

    /** A workspace is never without an owner. */
    record LastOwner() implements Change {}
  }

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
        .map(rows -> list(
            rows,
            row -> new Membership(
                Workspaces.workspace(row), Role.named(row.getString("role")).orElseThrow())));
  }

  private static final String IN = """
      select m.account_id, a.email, a.name, a.server_owner, m.role, m.created_at
      from members m join accounts a on a.account_id = m.account_id
      where m.workspace_id = $1::int and m.account_id > $2::int
      order by m.account_id limit $3::int
      """;

  /** The members of a workspace after this one, whose accounts are oldest first. */
  public Future<List<Member>> in(int workspace, int after, int most) {
    return database
        .run(IN, Tuple.of(workspace, after, most))
        .map(rows -> list(rows, Members::member));
  }

  /** The member and every owner: whoever else changes one of them waits, and then sees what became of it. */
  private static final String LOCK = """
      select m.account_id, a.email, a.name, a.server_owner, m.role, m.created_at
      from members m join accounts a on a.account_id = m.account_id
      where m.workspace_id = $1::int and (m.role = 'owner' or m.account_id = $2::int)
      order by m.account_id for update of m
      """;

  private static final String CHANGE = """
      with changed as (
        update members set role = $5::text where workspace_id = $1::int and account_id = $2::int)
      insert into audit (workspace_id, who, what, before, after)
      values ($1::int, $3::text, 'member', jsonb_build_object('email', $4::text, 'role', $6::text),
        jsonb_build_object('email', $4::text, 'role', $5::text))
      """;

  /** Gives a member another role, at once; kept with who did. */
  public Future<Change> change(int workspace, int account, Role role, String who, Role whosRole) {
    return database.inTransaction(tx -> decide(
        tx,
        workspace,
        account,
        role == Role.OWNER,
        role != Role.OWNER,
        whosRole,
        member -> tx.run(
                CHANGE,
                Tuple.of(
                    workspace,
                    account,
                    who,
                    member.email(),
                    role.toString(),
                    member.role().toString()))
            .map(new Member(
                member.id(),
                member.email(),
                member.name(),
                member.serverOwner(),
                role,
                member.since()))));
  }

  private static final String REMOVE = """
      with removed as (delete from members where workspace_id = $1::int and account_id = $2::int),
        passes as (delete from panel_passes where workspace_id = $1::int and account_id = $2::int)
      insert into audit (workspace_id, who, what, before)
      values ($1::int, $3::text, 'member', jsonb_build_object('email', $4::text, 'role', $5::text))
      """;

  /** Takes a member out of a workspace, at once, and the passes of their panels there; kept with who did. */
  public Future<Change> remove(int workspace, int account, String who, Role whosRole) {
    return database.inTransaction(tx -> decide(
        tx,
        workspace,
        account,
        false,
        true,
        whosRole,
        member -> tx.run(
                REMOVE,
                Tuple.of(workspace, account, who, member.email(), member.role().toString()))
            .map(member)));
  }

  private static Future<Change> decide(
      Tx tx,
      int workspace,
      int account,
      boolean makesOwner,
      boolean endsOwner,
      Role whosRole,
      Function<Member, Future<Member>> apply) {
    return tx.run(LOCK, Tuple.of(workspace, account)).compose(rows -> {
      var locked = list(rows, Members::member);
      var found = locked.stream().filter(one -> one.id() == account).findFirst();
      if (found.isEmpty()) {
        return Future.succeededFuture(new Change.NoMember());
      }
      boolean wasOwner = found.get().role() == Role.OWNER;
      if ((wasOwner || makesOwner) && whosRole != Role.OWNER) {
        return Future.succeededFuture(new Change.OwnersOnly());
      }
      long owners = locked.stream().filter(one -> one.role() == Role.OWNER).count();
      return wasOwner && endsOwner && owners == 1
          ? Future.succeededFuture(new Change.LastOwner())
          : apply.apply(found.get()).map(Change.Made::new);
    });
  }

  static Member member(Row row) {
    return new Member(
        row.getInteger("account_id"),
        row.getString("email"),
        row.getString("name"),
        row.getBoolean("server_owner"),
        Role.named(row.getString("role")).orElseThrow(),
        Rows.time(row, "created_at"));
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> each) {
    return StreamSupport.stream(rows.spliterator(), false).map(each).toList();
  }
}
