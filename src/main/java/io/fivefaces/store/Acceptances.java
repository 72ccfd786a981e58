package io.fivefaces.store;

import io.fivefaces.domain.Role;
import io.fivefaces.store.Accounts.Account;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.regex.Pattern;

/** Invitations as whoever follows their link sees them. */
public final class Acceptances {

  /** An invitation that is good. */
  public record Welcome(
      int workspace,
      String workspaceName,
      String email,
      Role role,
      String invitedBy,
      boolean hasAccount) {}

  /** What accepting came to. */
  public sealed interface Outcome {
    /** This account belongs to the workspace now. */
    record Joined(Account account) implements Outcome {}

    /** The link was used, withdrawn, is too old or made up. */
    record Gone() implements Outcome {}

    /** The address got an account meanwhile, whose owner alone accepts. */
    record HasAccount() implements Outcome {}
  }

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})_[A-Za-z0-9_-]{43}");

  private final Database database;

  public Acceptances(Database database) {
    this.database = database;
  }

  private static final String FIND = """
      select w.workspace_id, w.name, i.email, i.role, i.invited_by,
        exists (select 1 from accounts a where a.email = i.email) as has_account
      from invitations i join workspaces w on w.workspace_id = i.workspace_id
      where i.workspace_id = $1::int and i.token_hash = $2::bytea and i.expires_at > moment()
      """;

  /** The invitation of a token; empty where it was used, withdrawn, is too old or made up. */
  public Future<Optional<Welcome>> find(String token) {
    return workspace(token)
        .map(workspace -> database
            .run(FIND, Tuple.of(workspace, Digest.of(token)))
            .map(rows -> {
              if (rows.size() == 0) {
                return Optional.<Welcome>empty();
              }
              var row = rows.iterator().next();
              return Optional.of(new Welcome(
                  row.getInteger("workspace_id"),
                  row.getString("name"),
                  row.getString("email"),
                  Role.named(row.getString("role")).orElseThrow(),
                  row.getString("invited_by"),
                  row.getBoolean("has_account")));
            }))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private static final String LOCK = """
      select invitation_id, email, role from invitations
      where workspace_id = $1::int and token_hash = $2::bytea and expires_at > moment() for update
      """;

  private static final String ADD_ACCOUNT = """
      insert into accounts (email, name, password_hash) values ($1::text, $2::text, $3::text)
      on conflict (email) do nothing
      returning account_id, email, name, server_owner
      """;

  private static final String JOIN = """
      with used as (
        delete from invitations where workspace_id = $1::int and token_hash = $2::bytea
        returning email, role, invited_by
      ), joined as (
        insert into members (workspace_id, account_id, role) select $1::int, $3::int, role from used
        on conflict (workspace_id, account_id) do nothing)
      insert into audit (workspace_id, who, what, after)
      select $1::int, email, 'member', jsonb_build_object('email', email, 'role', role, 'invited_by', invited_by) from used
      """;

  /** Makes an account of the invited person and a member of the workspace. */
  public Future<Outcome> acceptAsNew(String token, String name, String passwordHash) {
    int workspace = workspace(token).orElse(0);
    var digest = Digest.of(token);
    return database.inTransaction(tx -> tx.run(LOCK, Tuple.of(workspace, digest))
        .compose(rows -> {
          if (rows.size() == 0) {
            return Future.<Outcome>succeededFuture(new Outcome.Gone());
          }
          var email = rows.iterator().next().getString("email");
          return tx.run(ADD_ACCOUNT, Tuple.of(email, name, passwordHash)).compose(added -> {
            if (added.size() == 0) {
              return Future.succeededFuture(new Outcome.HasAccount());
            }
            var account = Accounts.account(added.iterator().next()).orElseThrow();
            return tx.run(JOIN, Tuple.of(workspace, digest, account.id()))
                .map(new Outcome.Joined(account));
          });
        }));
  }

  /** Makes the invited person, who has this account, a member of the workspace. */
  public Future<Outcome> accept(String token, Account account) {
    int workspace = workspace(token).orElse(0);
    var digest = Digest.of(token);
    return database.inTransaction(tx -> tx.run(LOCK, Tuple.of(workspace, digest))
        .compose(rows ->
            rows.size() == 0 || !rows.iterator().next().getString("email").equals(account.email())
                ? Future.<Outcome>succeededFuture(new Outcome.Gone())
                : tx.run(JOIN, Tuple.of(workspace, digest, account.id()))
                    .map(new Outcome.Joined(account))));
  }

  private static Optional<Integer> workspace(String token) {
    var form = FORM.matcher(token);
    return form.matches() ? Optional.of(Integer.parseInt(form.group(1))) : Optional.empty();
  }
}
